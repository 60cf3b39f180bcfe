import { t } from '@vscode/l10n';
import type { DataPlan } from '../../../contracts/dataPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import type { RowRange } from '../splitRows.ts';
import { rowsOf, type SeriesRows } from './seriesRows.ts';
import { numberIndex } from './seriesTable.ts';

/** What the model sees of the future: the columns that must be given in rows of the known future. */
export function futureColumns({ input }: Pick<DataPlan, 'input'>): readonly string[] {
  return input.type === 'timeseries' ? input.covariates.future : [];
}

/**
 * Takes the known future off the end of every series: the last rows in which nothing that is forecast has a value. They
 * are no missing values, whatever the strategy. It ends with the last row in which all future covariates are given.
 *
 * @param isKept whether the known future is asked for; otherwise its rows belong to no series
 * @throws UserError where no row of any series was observed
 */
export function separateFuture(series: SeriesRows, plan: DataPlan, isKept: boolean): SeriesRows {
  const { target } = plan;
  if (target.type !== 'timeseries') return series;
  const forecast = placesOf(series, target.columns);
  const future = placesOf(series, futureColumns(plan));
  const groups = series.groups.map((group) => {
    const isObserved = (row: number): boolean => forecast.some((place) => hasValue(series, row, place));
    const isGiven = (row: number): boolean => future.every((place) => hasValue(series, row, place));
    const end = endOf(group.range, isObserved);
    const ahead = isKept && future.length > 0 ? endOf({ start: end, end: group.range.end }, isGiven) - end : 0;
    return { ...group, range: { start: group.range.start, end }, ahead };
  });
  if (groups.every(({ range }) => range.end === range.start)) throw new UserError(explainEmpty(plan, target.columns));
  const observed = { ...series, groups };
  const passedOver = isKept ? 0 : countRows(series) - countRows(observed);
  return passedOver === 0
    ? observed
    : { ...observed, notes: [...series.notes, noteFuture(plan, target.columns, passedOver)] };
}

function countRows({ groups }: SeriesRows): number {
  return groups.reduce((sum, group) => sum + rowsOf(group), 0);
}

function noteFuture({ source }: DataPlan, columns: readonly string[], rows: number): string {
  return t('{source}: {rows} rows behind the last value of {columns} are the known future and are not learned from.', {
    source,
    rows,
    columns: quote(columns),
  });
}

function placesOf(series: SeriesRows, names: readonly string[]): readonly number[] {
  return names.map((name) => numberIndex(series, name));
}

function hasValue({ rows }: SeriesRows, row: number, place: number): boolean {
  return !Number.isNaN(rows.at(row, place));
}

/** Behind the last row that fits. */
function endOf({ start, end }: RowRange, fits: (row: number) => boolean): number {
  let last = end;
  while (last > start && !fits(last - 1)) last--;
  return last;
}

function explainEmpty({ source }: DataPlan, columns: readonly string[]): string {
  return t('{source}: no row has a value in {columns}. Choose other columns for the target, or add rows.', {
    source,
    columns: quote(columns),
  });
}

function quote(columns: readonly string[]): string {
  return columns.map((name) => `"${name}"`).join(', ');
}
