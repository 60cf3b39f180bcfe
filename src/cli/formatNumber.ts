/** Five significant digits, as in `0.012346`, `1270.6`, `1.2346e-7`. */
export function formatFigure(value: number): string {
  return String(Number(value.toPrecision(5)));
}

/** Thousands set apart: `5,105`. */
export function formatCount(value: number): string {
  return value.toLocaleString('en-US');
}

/** Seconds as `0:07`, `12:34`, `1:02:03`; an em dash where they are unknown. */
export function formatDuration(seconds: number): string {
  if (!Number.isFinite(seconds)) return '—';
  const whole = Math.round(seconds);
  const two = (value: number): string => String(value).padStart(2, '0');
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${String(minutes)}:${two(whole % 60)}`;
  return `${String(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(whole % 60)}`;
}
