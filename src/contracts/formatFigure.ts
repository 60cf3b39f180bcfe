/** Smallest and largest sizes that are written with plain digits; beyond them powers of ten read better. */
const SMALLEST_PLAIN = 1e-4;
const LARGEST_PLAIN = 1e6;

/**
 * Writes a loss or metric with four significant digits: `0.01235`, `4.231e-7`; `–` for what is no number. One wording for
 * the editor and the command line; pages write numbers as the person's language does.
 */
export function formatFigure(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  if (!Number.isFinite(size) || size === 0) return String(value);
  if (size < SMALLEST_PLAIN || size >= LARGEST_PLAIN) return value.toExponential(3);
  return String(Number(value.toPrecision(4)));
}
