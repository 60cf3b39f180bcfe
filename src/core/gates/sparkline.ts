const BARS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'] as const;

/** Characters that a line has at most; longer series are averaged. */
const WIDTH = 24;

/** A series as a line of bars, the lowest for its least value, the highest for its largest: `▁▃█`. Flat where it is constant. */
export function sparkline(values: readonly number[]): string {
  const means = shorten(values.filter(Number.isFinite));
  const [least, largest] = [Math.min(...means), Math.max(...means)];
  // Differences that nobody could see in the figures are none.
  const span = Math.max(largest - least, 1e-3);
  return means.map((mean) => BARS[Math.min(7, Math.floor(((mean - least) / span) * 8))] ?? '').join('');
}

function shorten(values: readonly number[]): readonly number[] {
  if (values.length <= WIDTH) return values;
  return Array.from({ length: WIDTH }, (_, place) => {
    const part = values.slice(
      Math.floor((place * values.length) / WIDTH),
      Math.floor(((place + 1) * values.length) / WIDTH),
    );
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}
