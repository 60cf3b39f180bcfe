/** A whole number with separators: `10,400`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US');
}

const units = ['B', 'KB', 'MB', 'GB', 'TB'];

/** A size in bytes with two digits: `1.2 MB`. */
export function formatBytes(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)));
  const value = bytes / 1024 ** power;
  return `${value < 10 && power > 0 ? value.toFixed(1) : String(Math.round(value))} ${units[power] ?? ''}`;
}
