/** Digits that a model's numbers have: more are those of 32-bit arithmetic. */
const DIGITS = 7;

/** A number that a model answers, as precisely as it is known. */
export function formatValue(value: number): string {
  return String(Number(value.toPrecision(DIGITS)));
}
