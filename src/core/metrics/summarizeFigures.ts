import type { Figures } from '../../contracts/evaluation.ts';

/** A figure over several measurements, in its own unit. */
export interface Spread {
  readonly mean: number;
  /** Standard deviation of the sample, Σ(x - mean)² / (n - 1) under the root; NaN for a single measurement. */
  readonly deviation: number;
}

/** Mean and standard deviation of every figure that all measurements have, in the order of the first one. */
export function summarizeFigures(measurements: readonly Figures[]): Readonly<Record<string, Spread>> {
  const [first = {}, ...others] = measurements;
  const names = Object.keys(first).filter((name) => others.every((figures) => name in figures));
  return Object.fromEntries(names.map((name) => [name, spreadOf(measurements.map((figures) => figures[name] ?? NaN))]));
}

function spreadOf(values: readonly number[]): Spread {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (count - 1)) };
}
