/**
 * JSON in one line that keeps what JSON has no number for: `"NaN"`, `"Infinity"` and `"-Infinity"` as texts, where
 * `JSON.stringify` alone would write `null`, which a comparison takes for 0. With indentation, a list of numbers alone,
 * such as a row of a confusion matrix, still stands in one line.
 */
export function stringifySafely(value: unknown, indentation = 0): string {
  const text = JSON.stringify(value, (_key, item: unknown) => (isNonFinite(item) ? String(item) : item), indentation);
  return indentation === 0 ? text : text.replaceAll(NUMBERS, (list) => list.replaceAll(/\s+/g, ' '));
}

/** A list of numbers over several lines. No text matches: its line ends are escaped. */
const NUMBERS = /\[\n(?:\s*-?\d[\d.eE+-]*,?\n)+\s*\]/g;

/** Turns the three texts of `stringifySafely` back into numbers, at any depth. Only for values that hold no free text. */
export function reviveNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reviveNumbers);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, reviveNumbers(item)]));
  }
  return value === 'NaN' || value === 'Infinity' || value === '-Infinity' ? Number(value) : value;
}

function isNonFinite(value: unknown): boolean {
  return typeof value === 'number' && !Number.isFinite(value);
}
