import { inLockstep, type ChainNumbers } from './chainNumbers.ts';
import { addTo, greatestOf, rowAt } from './rows.ts';
import { createStepProduct } from './stepProduct.ts';

/** What all ways through sequences of tags add up to, from each of their places to the end. */
export interface PathSums {
  /** ln Σ e^score over all ways on behind each tag, `[batch, time, tags]`; 0 at timesteps that do not count. */
  readonly ahead: Float64Array;
  /** ln Σ e^score over all sequences of tags of each example, `[batch]`: ln Z. */
  readonly whole: Float64Array;
  /** `e^score` of each step from a tag to another, over the largest that leaves the same tag, `[tags, tags]`. */
  readonly rates: Float32Array;
  /** `e^(emission + ahead)` over the largest of the timestep, `[batch, time, tags]`. */
  readonly shares: Float32Array;
  /** `Σ rate · share` over the steps that leave each tag, `[batch, time, tags]`; 0 where it is too small to divide by. */
  readonly totals: Float32Array;
}

/** What is divided by less may be no number of single precision any more. */
const leastTotal = 1e-25;

/**
 * Goes through all sequences from their ends, with logarithms: `ahead_t(i) = ln Σ_j e^(step_ij + emission_t+1(j) +
 * ahead_t+1(j))`. The largest of both kinds of summands are taken out before, so that a timestep is a product of shares
 * with rates, and has as many exponentials as there are tags, not their square.
 */
export function sumPaths(chain: ChainNumbers): PathSums {
  const { tags, emissions, end, sequences } = chain;
  const { rates, largest } = takeOutLargest(chain);
  const sums = {
    ahead: new Float64Array(emissions.length),
    whole: new Float64Array(sequences.length),
    rates,
    shares: new Float32Array(emissions.length),
    totals: new Float32Array(emissions.length),
  };
  const product = createStepProduct(transpose(rates, tags), tags, sequences.length);
  const peaks = new Float64Array(sequences.length);
  const addUp = (row: number, place: number, next: number): void => {
    const products = product.products[row] ?? [];
    for (let tag = 0, at = place * tags; tag < tags; tag++, at++) {
      const total = products[tag] ?? NaN;
      const small = total < leastTotal;
      sums.totals[at] = small ? 0 : total;
      sums.ahead[at] = small
        ? leave(chain, sums, tag, next).sum
        : (largest[tag] ?? NaN) + (peaks[row] ?? NaN) + Math.log(total);
    }
  };
  for (const { step: back, going } of inLockstep(sequences)) {
    for (const [row, { places }] of going.entries()) {
      const [place = NaN, next = NaN] = [places.at(-1 - back), places.at(-back)];
      if (back === 0) sums.ahead.set(end, place * tags);
      else addUp(row, place, next);
      peaks[row] = takeShares(sums, emissions, place * tags, tags);
      product.factors[row]?.set(rowAt(sums.shares, place, tags));
    }
    product.multiply(going.length);
  }
  for (const [example, [first]] of sequences.entries()) {
    if (first !== undefined) sums.whole[example] = leave(chain, sums, tags, first).sum;
  }
  return sums;
}

/** What the steps from one tag, `tags` for the start, to those at a place add up to, and how probable each of them is. */
export function leave(
  { tags, steps, emissions }: ChainNumbers,
  { ahead }: Pick<PathSums, 'ahead'>,
  tag: number,
  place: number,
): { readonly sum: number; readonly probabilities: Float64Array } {
  const [emission, rest] = [rowAt(emissions, place, tags), rowAt(ahead, place, tags)];
  const scores = Float64Array.from(rowAt(steps, tag, tags));
  addTo(scores, emission);
  addTo(scores, rest);
  const most = greatestOf(scores);
  const sum = most + Math.log(scores.reduce((total, score) => total + Math.exp(score - most), 0));
  return { sum, probabilities: scores.map((score) => Math.exp(score - sum)) };
}

function takeOutLargest({ tags, steps }: ChainNumbers) {
  const largest = Float64Array.from({ length: tags }, (_, tag) => greatestOf(rowAt(steps, tag, tags)));
  const rateOf = (step: number) => Math.exp((steps[step] ?? NaN) - (largest[Math.floor(step / tags)] ?? NaN));
  return { largest, rates: Float32Array.from({ length: tags * tags }, (_, step) => rateOf(step)) };
}

function transpose(rates: Float32Array, tags: number): Float32Array {
  return rates.map((_, at) => rates[(at % tags) * tags + Math.floor(at / tags)] ?? NaN);
}

/** Fills the shares of a timestep. Answers the logarithm of the largest, which they are over. */
function takeShares({ ahead, shares }: PathSums, emissions: Float32Array, from: number, tags: number): number {
  let peak = -Infinity;
  for (let at = from; at < from + tags; at++) peak = Math.max(peak, (emissions[at] ?? NaN) + (ahead[at] ?? NaN));
  for (let at = from; at < from + tags; at++) {
    shares[at] = Math.exp((emissions[at] ?? NaN) + (ahead[at] ?? NaN) - peak);
  }
  return peak;
}
