import { t } from '@vscode/l10n';
import type { TimeseriesInputPlan } from '../../../contracts/dataPlan.ts';
import type { FittedScaler } from '../../../contracts/fitted.ts';
import { UserError } from '../../../contracts/userError.ts';
import { describeRow } from '../rowError.ts';
import type { RowRange } from '../splitRows.ts';
import { readInSteps, type NumberRows } from './numberRows.ts';
import { numberIndex, placeOf, type SeriesTable } from './seriesTable.ts';

type Normalization = TimeseriesInputPlan['normalization'];

interface LinearMap {
  readonly scale: number;
  readonly offset: number;
}

/** A scaler of some columns, fitted on the rows of `ranges` alone; what stands in other rows changes nothing. */
export function fitColumns(
  table: SeriesTable,
  names: readonly string[],
  ranges: readonly RowRange[],
  normalization: Normalization,
): FittedScaler {
  const maps = names.map((name) => fitColumn(table.rows, numberIndex(table, name), ranges, normalization));
  return {
    type: 'scaler',
    columns: names,
    log1p: normalization.type === 'log1p',
    scale: maps.map((map) => map.scale),
    offset: maps.map((map) => map.offset),
  };
}

/**
 * Checks that every row has a place in model units: only `log1p` lacks one for some.
 *
 * @throws UserError naming row and column
 */
export function checkScalable(table: SeriesTable, scaler: FittedScaler): void {
  if (!scaler.log1p) return;
  for (const column of scaler.columns) {
    const index = numberIndex(table, column);
    forEachValue(table.rows, index, [{ start: 0, end: table.rows.rows }], (value, row) => {
      if (value > -1) return;
      const message = t('{0} is -1 or less and has no log1p. Choose another normalization.', String(value));
      throw new UserError(describeRow({ ...placeOf(table, row), column }, message));
    });
  }
}

function fitColumn(
  rows: NumberRows,
  column: number,
  ranges: readonly RowRange[],
  normalization: Normalization,
): LinearMap {
  switch (normalization.type) {
    case 'minmax':
      return fitMinmax(rows, column, ranges, normalization.range);
    case 'zscore':
      return fitZscore(rows, column, ranges);
    case 'robust':
      return fitRobust(rows, column, ranges);
    case 'log1p':
    case 'none':
      return { scale: 1, offset: 0 };
  }
}

function fitMinmax(
  rows: NumberRows,
  column: number,
  ranges: readonly RowRange[],
  [low, high]: readonly [number, number],
): LinearMap {
  let smallest = Infinity;
  let largest = -Infinity;
  forEachValue(rows, column, ranges, (value) => {
    if (value < smallest) smallest = value;
    if (value > largest) largest = value;
  });
  const scale = (high - low) * inverseSpread(largest - smallest, Math.max(Math.abs(smallest), Math.abs(largest)));
  return { scale, offset: low - smallest * scale };
}

/** (x - mean) / standard deviation of the population, in two passes: one pass loses digits where the mean is large. */
function fitZscore(rows: NumberRows, column: number, ranges: readonly RowRange[]): LinearMap {
  const count = countRows(ranges);
  let sum = 0;
  forEachValue(rows, column, ranges, (value) => {
    sum += value;
  });
  const mean = sum / count;
  let squares = 0;
  forEachValue(rows, column, ranges, (value) => {
    squares += (value - mean) ** 2;
  });
  const scale = inverseSpread(Math.sqrt(squares / count), Math.abs(mean));
  return { scale, offset: -mean * scale };
}

/** (x - median) / (third quartile - first quartile), quantiles interpolated linearly (Hyndman & Fan 1996, type 7). */
function fitRobust(rows: NumberRows, column: number, ranges: readonly RowRange[]): LinearMap {
  const sorted = new Float64Array(countRows(ranges));
  let used = 0;
  forEachValue(rows, column, ranges, (value) => {
    sorted[used++] = value;
  });
  sorted.sort();
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

function countRows(ranges: readonly RowRange[]): number {
  return ranges.reduce((sum, { start, end }) => sum + end - start, 0);
}

function forEachValue(
  rows: NumberRows,
  column: number,
  ranges: readonly RowRange[],
  use: (value: number, row: number) => void,
): void {
  const { width } = rows;
  for (const { start, end } of ranges) {
    readInSteps(rows, start, end, (values, first) => {
      for (let row = 0, at = column; at < values.length; row++, at += width) use(values[at] ?? NaN, first + row);
    });
  }
}
