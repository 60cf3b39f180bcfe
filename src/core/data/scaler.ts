import { t } from '@vscode/l10n';
import type { NormalizationPlan } from '../../contracts/dataPlan.ts';
import type { FittedScaler } from '../../contracts/fitted.ts';
import type { RowRange } from './splitRows.ts';

/** A value that its scaler cannot take: only `log1p` has such values. */
export interface ScalerProblem {
  /** Counted from 0. */
  readonly row: number;
  readonly column: string;
  /** Localized: what is wrong and what to do about it. */
  readonly message: string;
}

interface LinearMap {
  readonly scale: number;
  readonly offset: number;
}

/** Fits a scaler on the rows `range` of every column; what stands in other rows changes nothing. */
export function fitScaler(
  columns: ReadonlyMap<string, Float64Array>,
  range: RowRange,
  normalization: NormalizationPlan,
): FittedScaler {
  const maps = [...columns.values()].map((values) => fitColumn(values.subarray(range.start, range.end), normalization));
  return {
    type: 'scaler',
    columns: [...columns.keys()],
    log1p: normalization.type === 'log1p',
    scale: maps.map((map) => map.scale),
    offset: maps.map((map) => map.offset),
  };
}

/** Model units of one original value: `scale * x + offset`, of ln(1 + x) where the scaler says so. */
export function toModelUnits(scaler: FittedScaler, column: number, value: number): number {
  return (scaler.log1p ? Math.log1p(value) : value) * entry(scaler.scale, column) + entry(scaler.offset, column);
}

/** The inverse of `toModelUnits`. */
export function toOriginalUnits(scaler: FittedScaler, column: number, value: number): number {
  const linear = (value - entry(scaler.offset, column)) / entry(scaler.scale, column);
  return scaler.log1p ? Math.expm1(linear) : linear;
}

/** Finds the first value that has no place in model units, if there is one. */
export function findScalerProblem(scaler: FittedScaler, columns: readonly Float64Array[]): ScalerProblem | undefined {
  if (!scaler.log1p) return undefined;
  for (const [index, values] of columns.entries()) {
    const row = values.findIndex((value) => value <= -1);
    if (row === -1) continue;
    const message = t('{0} is -1 or less and has no log1p. Choose another normalization.', String(values[row]));
    return { row, column: scaler.columns[index] ?? '', message };
  }
  return undefined;
}

function entry(values: readonly number[], column: number): number {
  const value = values[column];
  if (value === undefined) throw new Error(`The scaler has no column ${column}`);
  return value;
}

function fitColumn(values: Float64Array, normalization: NormalizationPlan): LinearMap {
  switch (normalization.type) {
    case 'minmax':
      return fitMinmax(values, normalization.range);
    case 'zscore':
      return fitZscore(values);
    case 'robust':
      return fitRobust(values);
    case 'log1p':
    case 'none':
      return { scale: 1, offset: 0 };
  }
}

function fitMinmax(values: Float64Array, [low, high]: readonly [number, number]): LinearMap {
  let smallest = Infinity;
  let largest = -Infinity;
  for (const value of values) {
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  }
  const scale = (high - low) * inverseSpread(largest - smallest, Math.max(Math.abs(smallest), Math.abs(largest)));
  return { scale, offset: low - smallest * scale };
}

/** (x - mean) / standard deviation of the population, in two passes: one pass loses digits where the mean is large. */
function fitZscore(values: Float64Array): LinearMap {
  let sum = 0;
  for (const value of values) sum += value;
  const mean = sum / values.length;
  let squares = 0;
  for (const value of values) squares += (value - mean) ** 2;
  const scale = inverseSpread(Math.sqrt(squares / values.length), Math.abs(mean));
  return { scale, offset: -mean * scale };
}

/** (x - median) / (third quartile - first quartile), quantiles interpolated linearly (Hyndman & Fan 1996, type 7). */
function fitRobust(values: Float64Array): LinearMap {
  const sorted = values.slice().sort();
  const median = quantile(sorted, 0.5);
  const scale = inverseSpread(quantile(sorted, 0.75) - quantile(sorted, 0.25), Math.abs(median));
  return { scale, offset: -median * scale };
}

function quantile(sorted: Float64Array, share: number): number {
  const position = share * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? NaN;
  return low + (position - below) * ((sorted[below + 1] ?? low) - low);
}

/** 1 / spread; 1 for a constant column, whose spread is nothing but rounding: it is then only shifted. */
function inverseSpread(spread: number, magnitude: number): number {
  return spread > 10 * Number.EPSILON * magnitude ? 1 / spread : 1;
}
