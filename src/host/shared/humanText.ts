const SECONDS_A_MINUTE = 60;
const SECONDS_AN_HOUR = 3600;
const SECONDS_A_DAY = 86_400;

/** Smallest and largest sizes that are written with plain digits; beyond them powers of ten read better. */
const SMALLEST_PLAIN = 1e-4;
const LARGEST_PLAIN = 1e6;

/** Writes a loss or metric with four significant digits: `0.01235`, `4.231e-7`; `–` for what is no number. */
export function formatFigure(value: number | null | undefined): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–';
  const size = Math.abs(value);
  if (!Number.isFinite(size) || size === 0) return String(value);
  if (size < SMALLEST_PLAIN || size >= LARGEST_PLAIN) return value.toExponential(3);
  return String(Number(value.toPrecision(4)));
}

/** Writes a span of time in the one unit that suits it: `45 sec`, `12 min`, `2.5 hr` in English. */
export function formatDuration(seconds: number, locale: string): string {
  if (!Number.isFinite(seconds)) return '–';
  const write = (value: number, unit: string, digits: number): string =>
    new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short', maximumFractionDigits: digits }).format(
      value,
    );
  if (seconds < 1.5 * SECONDS_A_MINUTE) return write(Math.ceil(seconds), 'second', 0);
  if (seconds < 1.5 * SECONDS_AN_HOUR) return write(Math.round(seconds / SECONDS_A_MINUTE), 'minute', 0);
  return write(seconds / SECONDS_AN_HOUR, 'hour', 1);
}

/** Says how long ago `then` was, both in milliseconds since 1970: `now`, `5m ago`, `yesterday` in English. */
export function formatAge(then: number, now: number, locale: string): string {
  if (!Number.isFinite(then)) return '–';
  const seconds = Math.max(0, (now - then) / 1000);
  const write = (value: number, unit: Intl.RelativeTimeFormatUnit): string =>
    new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'narrow' }).format(-Math.floor(value), unit);
  if (seconds < SECONDS_A_MINUTE) return write(0, 'second');
  if (seconds < SECONDS_AN_HOUR) return write(seconds / SECONDS_A_MINUTE, 'minute');
  if (seconds < SECONDS_A_DAY) return write(seconds / SECONDS_AN_HOUR, 'hour');
  if (seconds < 30 * SECONDS_A_DAY) return write(seconds / SECONDS_A_DAY, 'day');
  if (seconds < 365 * SECONDS_A_DAY) return write(seconds / (30 * SECONDS_A_DAY), 'month');
  return write(seconds / (365 * SECONDS_A_DAY), 'year');
}
