import type { DataPlan, FoldSplitPlan } from '../../../contracts/dataPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import { cutFoldRanges, hasRoom, type TimeSeriesFolds } from '../../search/folds.ts';
import { describeRow } from '../rowError.ts';
import { splitExamples } from '../splitExamples.ts';
import { splitRows } from '../splitRows.ts';
import type { RowRange, SplitName } from '../splitRows.ts';
import { explainMissingWord } from './explainMissing.ts';
import { longestSeries, rowsOf, type SeriesGroup, type SeriesRows } from './seriesRows.ts';
import { placeOf, wordColumn } from './seriesTable.ts';

/** Rows of one series that follow each other and belong to one split. */
export interface SplitSegment {
  readonly split: SplitName;
  readonly group: SeriesGroup;
  readonly range: RowRange;
}

const SPLITS: readonly SplitName[] = ['train', 'validation', 'test'];

/**
 * The rows of each split. By time every series is split on its own, from its first row to its last; by a column the
 * rows that follow each other and belong to one split are one segment; of folds in time each series has its own. Where examples are shared out by chance, all
 * rows are one segment of the training: `null` tells that the examples have still to be shared out.
 */
export function splitSeries(series: SeriesRows, plan: DataPlan, seed: number): readonly SplitSegment[] | null {
  const { split } = plan;
  switch (split.type) {
    case 'time':
      return series.groups.flatMap((group) => {
        const ranges = splitRows(rowsOf(group), split);
        return SPLITS.map((name) => ({ split: name, group, range: shift(ranges[name], group.range.start) }));
      });
    case 'fold':
      return split.of.type === 'kFold' ? null : segmentsOfFold(series, split, split.of, plan.source);
    case 'fixed':
    case 'hash':
      return segmentsByColumn(series, plan, split.column, seed);
    case 'random':
    case 'stratify':
      return null;
  }
}

/** Every series is cut into folds on its own; one too short for all of them is passed over. */
function segmentsOfFold(
  series: SeriesRows,
  split: FoldSplitPlan,
  folds: TimeSeriesFolds,
  source: string,
): readonly SplitSegment[] {
  const longest = longestSeries(series);
  return series.groups.flatMap((group) => {
    const rows = rowsOf(group);
    if (rows < longest && !hasRoom(rows, folds)) return [];
    const ranges = cutFoldRanges(rows, split, folds, source);
    return SPLITS.map((name) => ({ split: name, group, range: shift(ranges[name], group.range.start) }));
  });
}

function shift({ start, end }: RowRange, by: number): RowRange {
  return { start: start + by, end: end + by };
}

function segmentsByColumn(series: SeriesRows, plan: DataPlan, column: string, seed: number): readonly SplitSegment[] {
  const { index, words } = wordColumn(series, column);
  const rowOf = (word: number): number => findRow(series, index, word);
  const shared = splitExamples({ count: words.length, source: plan.source, values: words, rowOf }, plan.split, seed);
  const splitOf = new Map(SPLITS.flatMap((name) => [...shared[name]].map((word) => [word, name] as const)));
  return series.groups.flatMap((group) =>
    segmentsOfGroup(group, (row) => {
      const split = splitOf.get(series.rows.at(row, index));
      // Only rows that might have been of the known future come so far without a split.
      if (split === undefined)
        throw new UserError(describeRow({ ...placeOf(series, row), column }, explainMissingWord()));
      return split;
    }),
  );
}

/** Row of the file that has a word first. */
function findRow(series: SeriesRows, index: number, word: number): number {
  for (let row = 0; row < series.rows.rows; row++) {
    if (series.rows.at(row, index) === word) return series.rows.at(row, series.fileRow);
  }
  return 0;
}

function segmentsOfGroup(group: SeriesGroup, splitOf: (row: number) => SplitName): readonly SplitSegment[] {
  const segments: SplitSegment[] = [];
  const { end } = group.range;
  let { start } = group.range;
  for (let row = start; row < end; row++) {
    const split = splitOf(row);
    if (row + 1 < end && splitOf(row + 1) === split) continue;
    segments.push({ split, group, range: { start, end: row + 1 } });
    start = row + 1;
  }
  return segments;
}
