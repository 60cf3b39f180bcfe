import type { DataPlan, FoldSplitPlan } from '../../../contracts/dataPlan.ts';
import { cutFoldRanges, hasRoom, type TimeSeriesFolds } from '../../search/folds.ts';
import { splitExamples } from '../splitExamples.ts';
import { splitRows } from '../splitRows.ts';
import type { RowRange, SplitName } from '../splitRows.ts';
import { wordColumn } from './seriesTable.ts';
import type { SeriesGroup, SeriesRows } from './seriesRows.ts';

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
        const ranges = splitRows(group.range.end - group.range.start, split);
        return SPLITS.map((name) => ({ split: name, group, range: shift(ranges[name], group.range.start) }));
      });
    case 'fold':
      return split.of.type === 'kFold' ? null : segmentsOfFold(series, split, split.of);
    case 'fixed':
    case 'hash':
      return segmentsByColumn(series, plan, split.column, seed);
    case 'random':
    case 'stratify':
      return null;
  }
}

/** Every series is cut into folds on its own; one too short for all of them is passed over. */
function segmentsOfFold(series: SeriesRows, split: FoldSplitPlan, folds: TimeSeriesFolds): readonly SplitSegment[] {
  const lengthOf = ({ range }: SeriesGroup): number => range.end - range.start;
  const longest = Math.max(...series.groups.map(lengthOf));
  return series.groups.flatMap((group) => {
    const rows = lengthOf(group);
    if (rows < longest && !hasRoom(rows, folds)) return [];
    const ranges = cutFoldRanges(rows, split, folds);
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
    segmentsOfGroup(series, group, (row) => splitOf.get(series.rows.at(row, index))),
  );
}

/** Row of the file that has a word first. */
function findRow(series: SeriesRows, index: number, word: number): number {
  for (let row = 0; row < series.rows.rows; row++) {
    if (series.rows.at(row, index) === word) return series.rows.at(row, series.fileRow);
  }
  return 0;
}

function segmentsOfGroup(
  { rows }: SeriesRows,
  group: SeriesGroup,
  splitOf: (row: number) => SplitName | undefined,
): readonly SplitSegment[] {
  const segments: SplitSegment[] = [];
  let start = group.range.start;
  for (let row = start; row < Math.min(group.range.end, rows.rows); row++) {
    const split = splitOf(row);
    if (split === undefined) throw new Error(`Row ${row} belongs to no split`);
    if (row + 1 < group.range.end && splitOf(row + 1) === split) continue;
    segments.push({ split, group, range: { start, end: row + 1 } });
    start = row + 1;
  }
  return segments;
}
