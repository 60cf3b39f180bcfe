import { t } from '@vscode/l10n';
import type { DataPlan } from '../../../contracts/dataPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import { describeRow } from '../rowError.ts';
import type { RowRange } from '../splitRows.ts';
import { explainMissing } from './explainMissing.ts';
import type { NumberRows } from '../numberRows.ts';
import { readInSteps } from '../numberRows.ts';
import { futureColumns } from './knownFuture.ts';
import { wholeRange, type SeriesGroup, type SeriesRows } from './seriesRows.ts';
import { placeOf } from './seriesTable.ts';
import type { SplitSegment } from './splitSeries.ts';

type Strategy = DataPlan['missingValueStrategy'];

/** The neighbours of a gap `start … end - 1` inside one column. */
interface Gap extends RowRange {
  /** Last known value before the gap, of this split or an earlier one of the same series; NaN without one. */
  readonly before: number;
  /** First known value after the gap inside the same split; NaN without one. */
  readonly after: number;
}

/** Rows that are filled by themselves. */
interface Part {
  readonly range: RowRange;
  /** Whether a gap that stays is an error; rows between two splits are only looked back at. */
  readonly strict: boolean;
}

/**
 * Fills missing numbers in place. No fill looks past the end of its own split: the past may be used, as it is known when
 * a forecast is made, the future of another split never. `interpolate` is linear in rows and, at the end of a split,
 * carries the last value forward (as pandas does at the end of the data); the mean is that of the series' own training
 * rows. What the model sees of the future is filled in the known future, too.
 *
 * @param segments `null`: each series is one part, all of it training
 * @throws UserError naming row and column where a value is missing and the strategy cannot fill it.
 */
export function fillMissing(series: SeriesRows, segments: readonly SplitSegment[] | null, plan: DataPlan): void {
  const future = futureColumns(plan);
  const incomplete = [...series.numbers].filter(([, index]) => hasMissing(series.rows, index));
  for (const [name, index] of incomplete) {
    for (const group of series.groups) {
      const range = future.includes(name) ? wholeRange(group) : group.range;
      fillColumn(series, { name, index, group, range, segments, plan });
    }
  }
}

function hasMissing(rows: NumberRows, column: number): boolean {
  let found = false;
  readInSteps(rows, 0, rows.rows, (values) => {
    for (let at = column; at < values.length && !found; at += rows.width) found = Number.isNaN(values[at]);
  });
  return found;
}

interface ColumnJob {
  readonly name: string;
  readonly index: number;
  readonly group: SeriesGroup;
  /** The rows that the column is to be filled in. */
  readonly range: RowRange;
  readonly segments: readonly SplitSegment[] | null;
  readonly plan: DataPlan;
}

function fillColumn(series: SeriesRows, { name, index, group, range: whole, segments, plan }: ColumnJob): void {
  const { rows } = series;
  const strategy = plan.missingValueStrategy;
  const own = segments?.filter((segment) => segment.group === group) ?? null;
  const training = own?.filter(({ split }) => split === 'train').map(({ range }) => range) ?? [group.range];
  const mean = strategy.type === 'fill_with_mean' ? knownMean(rows, index, training) : NaN;
  for (const { range, strict } of listParts(whole, own)) {
    forEachGap(rows, index, { range, first: whole.start }, (gap) => {
      fillGap(rows, index, gap, strategy, mean);
      if (!Number.isNaN(rows.at(gap.start, index))) return;
      if (!strict) fill(rows, index, gap, () => gap.before);
      else {
        throw new UserError(describeRow({ ...placeOf(series, gap.start), column: name }, explainUnfilled(strategy)));
      }
    });
  }
}

/** The segments in the order of time, with the rows between them: nothing is trained on those. */
function listParts(whole: RowRange, segments: readonly SplitSegment[] | null): readonly Part[] {
  if (segments === null) return [{ range: whole, strict: true }];
  const parts: Part[] = [];
  let end = whole.start;
  for (const { range } of segments.filter((segment) => segment.range.end > segment.range.start)) {
    if (range.start > end) parts.push({ range: { start: end, end: range.start }, strict: false });
    parts.push({ range, strict: true });
    end = range.end;
  }
  return end < whole.end ? [...parts, { range: { start: end, end: whole.end }, strict: false }] : parts;
}

/** Gaps are filled in the order of time, so what stands before a part is complete when its gaps are found. */
function forEachGap(
  rows: NumberRows,
  column: number,
  { range, first }: { readonly range: RowRange; readonly first: number },
  use: (gap: Gap) => void,
): void {
  for (let row = range.start; row < range.end; row++) {
    if (!Number.isNaN(rows.at(row, column))) continue;
    let end = row + 1;
    while (end < range.end && Number.isNaN(rows.at(end, column))) end++;
    const before = row > first ? rows.at(row - 1, column) : NaN;
    use({ start: row, end, before, after: end < range.end ? rows.at(end, column) : NaN });
    row = end;
  }
}

function fillGap(rows: NumberRows, column: number, gap: Gap, strategy: Strategy, mean: number): void {
  switch (strategy.type) {
    case 'error':
    case 'drop_row':
      return;
    case 'ffill':
      fill(rows, column, gap, () => gap.before);
      return;
    case 'bfill':
      fill(rows, column, gap, () => gap.after);
      return;
    case 'interpolate': {
      const slope = Number.isNaN(gap.after) ? 0 : (gap.after - gap.before) / (gap.end - gap.start + 1);
      fill(rows, column, gap, (row) => gap.before + slope * (row - gap.start + 1));
      return;
    }
    case 'fill_with_mean':
      fill(rows, column, gap, () => mean);
      return;
    case 'fill_with_const':
      fill(rows, column, gap, () => strategy.fillValue);
      return;
  }
}

function fill(rows: NumberRows, column: number, { start, end }: RowRange, valueAt: (row: number) => number): void {
  for (let row = start; row < end; row++) rows.set(row, column, valueAt(row));
}

function knownMean(rows: NumberRows, column: number, ranges: readonly RowRange[]): number {
  let sum = 0;
  let count = 0;
  for (const { start, end } of ranges) {
    for (let row = start; row < end; row++) {
      const value = rows.at(row, column);
      if (Number.isNaN(value)) continue;
      sum += value;
      count++;
    }
  }
  return sum / count;
}

function explainUnfilled(strategy: Strategy): string {
  switch (strategy.type) {
    case 'ffill':
    case 'interpolate':
      return t(
        'The value is missing, and "{0}" cannot fill it: no row before it has one. Choose another missingValueStrategy, such as drop_row or fill_with_mean.',
        strategy.type,
      );
    case 'bfill':
      return t(
        'The value is missing, and "bfill" cannot fill it: no later row of the same split has one, and values of a later split must not be used. Choose another missingValueStrategy, such as ffill or drop_row.',
      );
    case 'fill_with_mean':
      return t(
        'The value is missing, and "fill_with_mean" cannot fill it: the training rows have no value in this column.',
      );
    case 'error':
    case 'drop_row':
    case 'fill_with_const':
      return explainMissing();
  }
}
