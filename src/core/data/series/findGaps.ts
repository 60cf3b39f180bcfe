import { countSteps, type Spacing } from './timeGrid.ts';

/** Timesteps that are absent between two rows that follow each other. */
export interface TimeGap {
  /** Number of the row before the gap, as they were given. */
  readonly after: number;
  /** Timesteps absent, at least one. */
  readonly absent: number;
}

/** Where more steps than this share are longer than one, the series has closing times, not absent rows. */
const MOST_GAPS = 0.1;

/**
 * The timesteps that are absent from a series of evenly spaced rows, in their order. None are found where the rows are
 * not evenly spaced: where a time stands off the grid, where more than a tenth of the steps are longer than one, or
 * where more timesteps would be absent than there are. Weekdays have holidays and no gaps.
 *
 * @param timeAt time of a row, ascending, in milliseconds since 1970 UTC
 */
export function findGaps(rows: number, timeAt: (row: number) => number, spacing: Spacing): readonly TimeGap[] {
  if (spacing.unit === 'weekdays') return [];
  const gaps: TimeGap[] = [];
  let absent = 0;
  let before = timeAt(0);
  for (let row = 1; row < rows; row++) {
    const time = timeAt(row);
    const steps = countSteps(before, time, spacing);
    before = time;
    if (steps === 1) continue;
    if (!Number.isInteger(steps) || steps < 1) return [];
    gaps.push({ after: row - 1, absent: steps - 1 });
    absent += steps - 1;
    if (gaps.length > MOST_GAPS * (rows - 1) || absent > rows) return [];
  }
  return gaps;
}
