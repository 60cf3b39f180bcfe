import type { DataPlan } from '../../../contracts/dataPlan.ts';
import type { RowRange } from '../splitRows.ts';
import { closeGaps } from './closeGaps.ts';
import { futureColumns, separateFuture } from './knownFuture.ts';
import { readInSteps, type RowStorage } from '../numberRows.ts';
import { rewriteGroups, type SeriesGroup, type SeriesRows } from './seriesRows.ts';
import { startsOfGroups, writeByGroup } from './sortRows.ts';
import { numberIndex, wordColumn, type SeriesTable } from './seriesTable.ts';
import { inferSpacing, TELLING_ROWS, type Spacing } from './timeGrid.ts';

export interface ArrangeOptions {
  readonly storage: RowStorage;
  /** Whether the known future is asked for; otherwise its rows belong to no series. */
  readonly keepsFuture?: boolean;
}

/**
 * Sorts the rows by their series, takes the known future off their ends, leaves out incomplete rows where the plan says
 * `drop_row`, and puts empty rows, to be filled, where timesteps are absent. Rows that are in order already stay where
 * they are.
 *
 * @throws UserError naming the first absent timestep where the plan's strategy is `error`, and where no series has a
 * value of what is forecast
 */
export function arrangeSeries(
  table: SeriesTable,
  plan: DataPlan,
  { storage, keepsFuture = false }: ArrangeOptions,
): SeriesRows {
  const sorted = sortByGroup(table, plan, storage);
  const observed = separateFuture(sorted, plan, keepsFuture);
  const isDropped = plan.missingValueStrategy.type === 'drop_row';
  const kept = isDropped ? dropIncompleteRows(observed, plan, storage) : observed;
  const groups = kept.groups.map((group) => ({ ...group, spacing: spacingOf(kept, group.range) }));
  return closeGaps({ ...kept, groups }, plan, storage);
}

function sortByGroup(table: SeriesTable, plan: DataPlan, storage: RowStorage): SeriesRows {
  const { rows } = table.rows;
  if (plan.groupBy === null) {
    return { ...table, groups: [{ name: null, range: { start: 0, end: rows }, ahead: 0, spacing: null }], notes: [] };
  }
  const { index, words } = wordColumn(table, plan.groupBy);
  const { starts, inOrder } = startsOfGroups(table.rows, index, words.length);
  const groups = words.flatMap((name, group): SeriesGroup[] => {
    const range = { start: starts[group] ?? 0, end: starts[group + 1] ?? 0 };
    return range.end > range.start ? [{ name, range, ahead: 0, spacing: null }] : [];
  });
  if (inOrder) return { ...table, groups, notes: [] };
  const writer = storage.open('float64', table.rows.width);
  writeByGroup(table.rows, index, starts, writer);
  return { ...table, rows: writer.finish(), groups, notes: [] };
}

/** Of the known future only what the model sees must be there. */
function dropIncompleteRows(series: SeriesRows, plan: DataPlan, storage: RowStorage): SeriesRows {
  if (!hasIncompleteRow(series)) return series;
  const { rows, time } = series;
  const seen = [...futureColumns(plan).map((name) => numberIndex(series, name)), ...(time === null ? [] : [time])];
  return rewriteGroups(series, storage, (part, writer, { isAhead }) => {
    readInSteps(rows, part.start, part.end, (values) => {
      for (let at = 0; at < values.length; at += rows.width) {
        const row = values.subarray(at, at + rows.width);
        const isIncomplete = isAhead ? seen.some((place) => Number.isNaN(row[place])) : row.some(Number.isNaN);
        if (!isIncomplete) writer.push(row);
      }
    });
  });
}

function hasIncompleteRow({ rows }: SeriesRows): boolean {
  let found = false;
  readInSteps(rows, 0, rows.rows, (values) => {
    found ||= values.some(Number.isNaN);
  });
  return found;
}

function spacingOf({ rows, time }: SeriesTable, { start, end }: RowRange): Spacing | null {
  if (time === null) return null;
  const count = Math.min(end - start, TELLING_ROWS);
  return inferSpacing(Float64Array.from({ length: count }, (_, row) => rows.at(start + row, time)));
}
