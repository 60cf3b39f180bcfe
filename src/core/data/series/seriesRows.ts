import type { RowRange } from '../splitRows.ts';
import type { RowStorage, RowWriter } from '../numberRows.ts';
import type { SeriesTable } from './seriesTable.ts';
import type { Spacing } from './timeGrid.ts';

/** One series of a file. */
export interface SeriesGroup {
  /** What `groupBy` says in its rows; `null` where the file is one series. */
  readonly name: string | null;
  /** The rows that were observed. */
  readonly range: RowRange;
  /** Rows of the known future behind `range`: what is forecast is empty there. 0 unless they were asked for. */
  readonly ahead: number;
  /** `null` without a time column, and for a single row. */
  readonly spacing: Spacing | null;
}

/** Rows of one series after the other, each in the order of time and without absent timesteps. */
export interface SeriesRows extends SeriesTable {
  readonly groups: readonly SeriesGroup[];
  /** Localized: what was made of the rows that nobody would guess. */
  readonly notes: readonly string[];
}

/** Rows that were observed. */
export function rowsOf({ range }: Pick<SeriesGroup, 'range'>): number {
  return range.end - range.start;
}

/** Observed rows of the longest series. */
export function longestSeries({ groups }: Pick<SeriesRows, 'groups'>): number {
  return groups.reduce((most, group) => Math.max(most, rowsOf(group)), 0);
}

/** The rows of the known future. */
function aheadOf({ range: { end }, ahead }: SeriesGroup): RowRange {
  return { start: end, end: end + ahead };
}

/** Observed rows and known future. */
export function wholeRange({ range: { start, end }, ahead }: SeriesGroup): RowRange {
  return { start, end: end + ahead };
}

/** What a part of a series is. */
interface PartOf {
  readonly group: SeriesGroup;
  /** Whether it is the known future. */
  readonly isAhead: boolean;
}

/** Writes a part of a series. */
export type WritePart = (part: RowRange, writer: Pick<RowWriter, 'push'>, of: PartOf) => void;

/** Writes every group anew, its observed rows and its known future; one without rows is left out. */
export function rewriteGroups(series: SeriesRows, storage: RowStorage, writePart: WritePart): SeriesRows {
  const written = storage.open('float64', series.rows.width);
  let count = 0;
  const writer: Pick<RowWriter, 'push'> = {
    push(rows) {
      count += rows.length / series.rows.width;
      written.push(rows);
    },
  };
  const groups = series.groups.flatMap((group): SeriesGroup[] => {
    const start = count;
    writePart(group.range, writer, { group, isAhead: false });
    const end = count;
    writePart(aheadOf(group), writer, { group, isAhead: true });
    return count > start ? [{ ...group, range: { start, end }, ahead: count - end }] : [];
  });
  return { ...series, rows: written.finish(), groups };
}

/** ISO 8601 in UTC, without the time of day where nobody needs it. */
export function formatTime(time: number, dateOnly: boolean): string {
  const iso = new Date(time).toISOString();
  return dateOnly ? iso.slice(0, 10) : iso;
}
