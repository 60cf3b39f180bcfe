import { t } from '@vscode/l10n';
import type { DataPlan } from '../../../contracts/dataPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import { describeRow } from '../rowError.ts';
import type { RowRange } from '../splitRows.ts';
import { findGaps, NO_GAPS, type TimeGaps } from './findGaps.ts';
import { readInSteps, type RowStorage, type RowWriter } from '../numberRows.ts';
import { startsOfGroups, writeByGroup } from './sortRows.ts';
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
  const { starts, inOrder } = startsOfGroups(table.rows, index, words.length);
  const groups = words.flatMap((name, group): SeriesGroup[] => {
    const range = { start: starts[group] ?? 0, end: starts[group + 1] ?? 0 };
    return range.end > range.start ? [{ name, range, spacing: null }] : [];
  });
  if (inOrder) return { ...table, groups };
  const writer = storage.open('float64', table.rows.width);
  writeByGroup(table.rows, index, starts, writer);
  return { ...table, rows: writer.finish(), groups };
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
  const written = storage.open('float64', series.rows.width);
  let count = 0;
  const writer: RowWriter = {
    push(rows) {
      count += rows.length / series.rows.width;
      written.push(rows);
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
  if (gaps.every(({ count }) => count === 0)) return series;
  if (strategy === 'error') throw new UserError(explainGap(series, gaps, time, plan));
  return rewrite(series, storage, (range, writer, number) => {
    insertRows(
      series,
      { range, gaps: gaps[number] ?? NO_GAPS, spacing: series.groups[number]?.spacing ?? null, time },
      writer,
    );
  });
}

function gapsOf({ rows }: SeriesTable, { range, spacing }: SeriesGroup, time: number): TimeGaps {
  if (spacing === null) return NO_GAPS;
  return findGaps(range.end - range.start, (row) => rows.at(range.start + row, time), spacing);
}

interface Insertion {
  readonly range: RowRange;
  readonly gaps: TimeGaps;
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
      writer.push(values);
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
    writer.push(values);
  });
}

function explainGap(series: SeriesRows, gaps: readonly TimeGaps[], time: number, plan: DataPlan): string {
  const number = gaps.findIndex(({ count }) => count > 0);
  const group = series.groups[number];
  const [gap] = gaps[number] ?? NO_GAPS;
  if (group === undefined || group.spacing === null || gap === undefined) throw new Error('There is no gap to explain');
  const row = group.range.start + gap.after;
  const absent = addSteps(series.rows.at(row, time), 1, group.spacing);
  const total = gaps.reduce((sum, { absent: steps }) => sum + steps, 0);
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
