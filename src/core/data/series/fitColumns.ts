import type { TimeseriesInputPlan } from '../../../contracts/dataPlan.ts';
import type { FittedScaler } from '../../../contracts/fitted.ts';
import { UserError } from '../../../contracts/userError.ts';
import { explainLogarithm, fitValues } from '../fitValues.ts';
import { describeRow } from '../rowError.ts';
import type { RowRange } from '../splitRows.ts';
import { readInSteps, type NumberRows } from '../numberRows.ts';
import { wholeRange, type SeriesRows } from './seriesRows.ts';
import { numberIndex, placeOf, type SeriesTable } from './seriesTable.ts';

type Normalization = TimeseriesInputPlan['normalization'];

/** A scaler of some columns, fitted on the rows of `ranges` alone; what stands in other rows changes nothing. */
export function fitColumns(
  table: SeriesTable,
  names: readonly string[],
  ranges: Iterable<RowRange>,
  normalization: Normalization,
): FittedScaler {
  const count = countRows(ranges);
  const columns = names.map((name) => {
    const index = numberIndex(table, name);
    const forEach = (take: (value: number) => void): void => {
      forEachValue(table.rows, index, ranges, take);
    };
    return [name, { count, forEach }] as const;
  });
  return fitValues(new Map(columns), normalization);
}

/**
 * Checks that every row of every series has a place in model units: only `log1p` lacks one for some. What is missing, as
 * it may be in the known future, is none of its business.
 *
 * @throws UserError naming row and column
 */
export function checkScalable(series: SeriesRows, scaler: FittedScaler): void {
  if (!scaler.log1p) return;
  for (const column of scaler.columns) {
    const index = numberIndex(series, column);
    forEachValue(series.rows, index, series.groups.map(wholeRange), (value, row) => {
      if (value > -1 || Number.isNaN(value)) return;
      throw new UserError(describeRow({ ...placeOf(series, row), column }, explainLogarithm(value)));
    });
  }
}

function countRows(ranges: Iterable<RowRange>): number {
  let rows = 0;
  for (const { start, end } of ranges) rows += end - start;
  return rows;
}

function forEachValue(
  rows: NumberRows,
  column: number,
  ranges: Iterable<RowRange>,
  use: (value: number, row: number) => void,
): void {
  const { width } = rows;
  for (const { start, end } of ranges) {
    readInSteps(rows, start, end, (values, first) => {
      for (let row = 0, at = column; at < values.length; row++, at += width) use(values[at] ?? NaN, first + row);
    });
  }
}
