import type { NormalizationPlan } from '../../contracts/dataPlan.ts';
import type { FittedScaler } from '../../contracts/fitted.ts';
import { explainLogarithm, fitValues } from './fitValues.ts';
import type { RowRange } from './splitRows.ts';

/** A value that its scaler cannot take: only `log1p` has such values. */
export interface ScalerProblem {
  /** Counted from 0. */
  readonly row: number;
  readonly column: string;
  /** Localized: what is wrong and what to do about it. */
  readonly message: string;
}

/** Fits a scaler on the rows `range` of every column; what stands in other rows changes nothing. */
export function fitScaler(
  columns: ReadonlyMap<string, Float64Array>,
  range: RowRange,
  normalization: NormalizationPlan,
): FittedScaler {
  const parts = [...columns].map(([name, values]) => {
    const part = values.subarray(range.start, range.end);
    return [name, { count: part.length, forEach: part.forEach.bind(part) }] as const;
  });
  return fitValues(new Map(parts), normalization);
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
    return { row, column: scaler.columns[index] ?? '', message: explainLogarithm(values[row] ?? NaN) };
  }
  return undefined;
}

function entry(values: readonly number[], column: number): number {
  const value = values[column];
  if (value === undefined) throw new Error(`The scaler has no column ${column}`);
  return value;
}
