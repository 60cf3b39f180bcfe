const SIGNIFICANT = 4;
const MOST_DIGITS = 21;

const plain = Array.from(
  { length: MOST_DIGITS },
  (_, index) => new Intl.NumberFormat(undefined, { maximumSignificantDigits: index + 1 }),
);
const scientific = new Intl.NumberFormat(undefined, { notation: 'scientific', maximumSignificantDigits: SIGNIFICANT });

/** A figure with four significant digits, all digits of the integer part, and powers of ten where zeros would hide it. */
export function formatNumber(value: number): string {
  if (Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  if (size === Infinity) return value > 0 ? '∞' : '-∞';
  if (size !== 0 && (size < 1e-4 || size >= 1e9)) return scientific.format(value).replace('E', 'e');
  return formatDigits(value, Math.max(SIGNIFICANT, integerDigits(size)));
}

/** A whole number with the locale's groups. */
export function formatCount(value: number): string {
  return Number.isFinite(value) ? formatDigits(Math.round(value), MOST_DIGITS) : formatNumber(value);
}

/** Tick labels that can be told apart: as few digits as the distance between ticks (`increment`) needs. */
export function formatTick(value: number, increment: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  const digits = Math.floor(Math.log10(size)) - Math.floor(Math.log10(Math.abs(increment) || size)) + 2;
  if (size < 1e-4 || size >= 1e7) return scientific.format(value).replace('E', 'e');
  return formatDigits(value, Math.max(digits, integerDigits(size)));
}

function integerDigits(size: number): number {
  return size < 1 ? 1 : Math.floor(Math.log10(size)) + 1;
}

function formatDigits(value: number, digits: number): string {
  const format = plain[Math.min(Math.max(digits, 1), MOST_DIGITS) - 1];
  return format === undefined ? String(value) : format.format(value);
}
