import { t } from '@vscode/l10n';
import type { DataPlan } from '../../../contracts/dataPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import { describeRow } from '../rowError.ts';
import type { RowRange } from '../splitRows.ts';
import { findGaps, type TimeGap } from './findGaps.ts';
import { readInSteps, type RowStorage, type RowWriter } from './numberRows.ts';
import { placeOf, wordColumn, type SeriesTable } from './seriesTable.ts';
import { addSteps, inferSpacing, type Spacing } from './timeGrid.ts';

/** One series of a file. */
export interface SeriesGroup {
  /** What `groupBy` says in its rows; `null` where the file is one series. */
  readonly name: string | null;
  readonly range: RowRange;
  /** `null` without a time column, and for a single row. */
  readonly spacing: Spacing | null;
}

/** Rows of one series after the other, each in the order of time and without absent timesteps. */
export interface SeriesRows extends SeriesTable {
  readonly groups: readonly SeriesGroup[];
}

/**
 * Sorts the rows by their series, leaves out incomplete ones where the plan says `drop_row`, and puts empty rows, to
 * be filled, where timesteps are absent. Rows that are in order already stay where they are.
 *
 * @throws UserError naming the first absent timestep where the plan's strategy is `error`
 */
export function arrangeSeries(table: SeriesTable, plan: DataPlan, storage: RowStorage): SeriesRows {
  const sorted = sortByGroup(table, plan, storage);
  const kept = plan.missingValueStrategy.type === 'drop_row' ? dropIncompleteRows(sorted, storage) : sorted;
  const spaced = { ...kept, groups: kept.groups.map((group) => ({ ...group, spacing: spacingOf(kept, group.range) })) };
  return closeGaps(spaced, plan, storage);
}

function sortByGroup(table: SeriesTable, plan: DataPlan, storage: RowStorage): SeriesRows {
  const { rows } = table.rows;
  if (plan.groupBy === null) {
    return { ...table, groups: [{ name: null, range: { start: 0, end: rows }, spacing: null }] };
  }
  const { index, words } = wordColumn(table, plan.groupBy);
  const { order, ends } = orderByGroup(table, index, words.length);
  const groups = words.flatMap((name, group): SeriesGroup[] => {
    const range = { start: ends[group - 1] ?? 0, end: ends[group] ?? 0 };
    return range.end > range.start ? [{ name, range, spacing: null }] : [];
  });
  if (order.every((row, place) => row === place) && order.length === rows) return { ...table, groups };
  const writer = storage.open(table.rows.width);
  for (const row of order) writer.push(table.rows.slice(row, row + 1));
  return { ...table, rows: writer.finish(), groups };
}

/** Row numbers, those of the first group first, each group's in their order; rows without a group are left out. */
function orderByGroup(
  { rows }: SeriesTable,
  index: number,
  count: number,
): { readonly order: Uint32Array; readonly ends: Uint32Array } {
  const ends = new Uint32Array(count);
  const forEachGroup = (use: (group: number, row: number) => void): void => {
    readInSteps(rows, 0, rows.rows, (values, first) => {
      for (let row = 0; row < values.length / rows.width; row++) {
        const group = values[row * rows.width + index] ?? NaN;
        if (!Number.isNaN(group)) use(group, first + row);
      }
    });
  };
  forEachGroup((group) => (ends[group] = (ends[group] ?? 0) + 1));
  let total = 0;
  for (let group = 0; group < count; group++) {
    const size = ends[group] ?? 0;
    ends[group] = total;
    total += size;
  }
  const order = new Uint32Array(total);
  forEachGroup((group, row) => {
    const place = ends[group] ?? 0;
    order[place] = row;
    ends[group] = place + 1;
  });
  return { order, ends };
}

function dropIncompleteRows(series: SeriesRows, storage: RowStorage): SeriesRows {
  if (!hasIncompleteRow(series)) return series;
  const { rows } = series;
  return rewrite(series, storage, (range, writer) => {
    readInSteps(rows, range.start, range.end, (values) => {
      for (let at = 0; at < values.length; at += rows.width) {
        const row = values.subarray(at, at + rows.width);
        if (!row.some(Number.isNaN)) writer.push(row);
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

/** Writes every group anew. */
function rewrite(
  series: SeriesRows,
  storage: RowStorage,
  write: (range: RowRange, writer: RowWriter, group: number) => void,
): SeriesRows {
  const written = storage.open(series.rows.width);
  let count = 0;
  const writer: RowWriter = {
    push(row) {
      count++;
      written.push(row);
    },
    finish: () => written.finish(),
  };
  const groups = series.groups.flatMap((group, number): SeriesGroup[] => {
    const start = count;
    write(group.range, writer, number);
    return count > start ? [{ ...group, range: { start, end: count } }] : [];
  });
  return { ...series, rows: writer.finish(), groups };
}

function spacingOf({ rows, time }: SeriesTable, { start, end }: RowRange): Spacing | null {
  if (time === null) return null;
  // As many as the spacing is told from.
  const count = Math.min(end - start, 100_000);
  return inferSpacing(Float64Array.from({ length: count }, (_, row) => rows.at(start + row, time)));
}

function closeGaps(series: SeriesRows, plan: DataPlan, storage: RowStorage): SeriesRows {
  const { time } = series;
  const strategy = plan.missingValueStrategy.type;
  if (time === null || strategy === 'drop_row') return series;
  const gaps = series.groups.map((group) => gapsOf(series, group, time));
  if (gaps.every((some) => some.length === 0)) return series;
  if (strategy === 'error') throw new UserError(explainGap(series, gaps, time, plan));
  return rewrite(series, storage, (range, writer, number) => {
    insertRows(
      series,
      { range, gaps: gaps[number] ?? [], spacing: series.groups[number]?.spacing ?? null, time },
      writer,
    );
  });
}

function gapsOf({ rows }: SeriesTable, { range, spacing }: SeriesGroup, time: number): readonly TimeGap[] {
  if (spacing === null) return [];
  return findGaps(range.end - range.start, (row) => rows.at(range.start + row, time), spacing);
}

interface Insertion {
  readonly range: RowRange;
  readonly gaps: readonly TimeGap[];
  readonly spacing: Spacing | null;
  readonly time: number;
}

function insertRows(series: SeriesRows, { range, gaps, spacing, time }: Insertion, writer: RowWriter): void {
  const { rows } = series;
  const words = [...series.words.values()].map(({ index }) => index);
  let from = range.start;
  for (const { after, absent } of gaps) {
    const until = range.start + after + 1;
    readInSteps(rows, from, until, (values) => {
      for (let at = 0; at < values.length; at += rows.width) writer.push(values.subarray(at, at + rows.width));
    });
    const last = rows.slice(until - 1, until).slice();
    for (let step = 1; step <= absent; step++) {
      // Numbers are missing; what is no number, such as the name of the series, goes on.
      const empty = last.map((value, index) => (words.includes(index) || index === series.fileRow ? value : NaN));
      empty[time] = spacing === null ? NaN : addSteps(last[time] ?? NaN, step, spacing);
      writer.push(empty);
    }
    from = until;
  }
  readInSteps(rows, from, range.end, (values) => {
    for (let at = 0; at < values.length; at += rows.width) writer.push(values.subarray(at, at + rows.width));
  });
}

function explainGap(series: SeriesRows, gaps: readonly (readonly TimeGap[])[], time: number, plan: DataPlan): string {
  const number = gaps.findIndex((some) => some.length > 0);
  const group = series.groups[number];
  const gap = gaps[number]?.[0];
  if (group === undefined || group.spacing === null || gap === undefined) throw new Error('There is no gap to explain');
  const row = group.range.start + gap.after;
  const absent = addSteps(series.rows.at(row, time), 1, group.spacing);
  const total = gaps.flat().reduce((sum, { absent: steps }) => sum + steps, 0);
  const message = t(
    'The rows are evenly spaced, but there is none for {time} ({total} timesteps are absent in all). Add the rows, or choose a missingValueStrategy: ffill, interpolate and the others put rows there, drop_row goes on as if there were no gap.',
    { time: formatTime(absent, series.dateOnly), total },
  );
  const place = placeOf(series, row);
  return describeRow({ source: place.source, row: place.row + 1, column: plan.time }, message);
}

/** ISO 8601 in UTC, without the time of day where nobody needs it. */
export function formatTime(time: number, dateOnly: boolean): string {
  const iso = new Date(time).toISOString();
  return dateOnly ? iso.slice(0, 10) : iso;
}
