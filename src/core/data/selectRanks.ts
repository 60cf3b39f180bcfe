/** The values of one column, gone through more than once wherever they lie. */
export interface ColumnValues {
  readonly count: number;
  forEach(take: (value: number) => void): void;
}

/** Digits of 16 bits, of which a number has four. */
const RADIX = 2 ** 16;
const DIGITS = 4;

/** A value that is looked for. */
interface Search {
  /** Its first digits, as far as they are known. */
  readonly digits: number[];
  /** The same as one number. */
  prefix: number;
  /** Its rank among the values that begin so. */
  rank: number;
}

/**
 * The values that stand at some ranks, counted from 0, once all of them are sorted: what a sort would say, in four passes
 * and with as much memory for many values as for few. A radix selection (Knuth, TAOCP 5.2.5) over the bits of 64-bit
 * numbers, which are in the order of the numbers when those of negative ones are turned over, and the sign of all.
 */
export function selectRanks(values: ColumnValues, ranks: readonly number[]): readonly number[] {
  const searches = ranks.map((rank): Search => ({ digits: [], prefix: 0, rank }));
  for (let digit = 0; digit < DIGITS; digit++) {
    const tallies = [...new Set(searches.map(({ prefix }) => prefix))].map((prefix) => ({
      prefix,
      counts: new Uint32Array(RADIX),
    }));
    forEachDigit(values, digit, (prefix, next) => {
      const counts = tallies.find((tally) => tally.prefix === prefix)?.counts;
      if (counts !== undefined) counts[next] = (counts[next] ?? 0) + 1;
    });
    for (const search of searches) narrow(search, tallies.find(({ prefix }) => prefix === search.prefix)?.counts);
  }
  return searches.map(({ digits }) => numberOf(digits));
}

/** Finds the next digit of a value by how many values have each. */
function narrow(search: Search, counts: Uint32Array = new Uint32Array(RADIX)): void {
  let next = 0;
  for (; next < RADIX - 1 && search.rank >= (counts[next] ?? 0); next++) search.rank -= counts[next] ?? 0;
  search.digits.push(next);
  search.prefix = search.prefix * RADIX + next;
}

/** `use` gets the digits of each value before one as a number, and that one. */
function forEachDigit(values: ColumnValues, digit: number, use: (prefix: number, next: number) => void): void {
  const number = new Float64Array(1);
  // Computers are little-endian: the last word is the first digit.
  const words = new Uint16Array(number.buffer);
  values.forEach((value) => {
    number[0] = value;
    const first = words[DIGITS - 1] ?? 0;
    const flipped = first >= RADIX / 2 ? RADIX - 1 : 0;
    const digitAt = (place: number): number =>
      place === 0 ? first ^ (flipped === 0 ? RADIX / 2 : flipped) : (words[DIGITS - 1 - place] ?? 0) ^ flipped;
    let prefix = 0;
    for (let place = 0; place < digit; place++) prefix = prefix * RADIX + digitAt(place);
    use(prefix, digitAt(digit));
  });
}

function numberOf(digits: readonly number[]): number {
  const flipped = (digits[0] ?? 0) >= RADIX / 2 ? 0 : RADIX - 1;
  const words = digits.map((digit, place) => (place === 0 && flipped === 0 ? digit ^ (RADIX / 2) : digit ^ flipped));
  return new Float64Array(Uint16Array.from(words.toReversed()).buffer)[0] ?? NaN;
}
