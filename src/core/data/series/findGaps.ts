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

/** The gaps of a series in their order. They are looked up anew whenever they are gone through: none is held. */
export interface TimeGaps extends Iterable<TimeGap> {
  readonly count: number;
  /** Timesteps absent in all. */
  readonly absent: number;
}

/** Of a series that has none. */
export const NO_GAPS: TimeGaps = { count: 0, absent: 0, [Symbol.iterator]: () => [][Symbol.iterator]() };

/**
 * The timesteps that are absent from a series of evenly spaced rows, in their order. None are found where the rows are
 * not evenly spaced: where a time stands off the grid, where more than a tenth of the steps are longer than one, or
 * where more timesteps would be absent than there are. Weekdays have holidays and no gaps.
 *
 * @param timeAt time of a row, ascending, in milliseconds since 1970 UTC
 */
export function findGaps(rows: number, timeAt: (row: number) => number, spacing: Spacing): TimeGaps {
  if (spacing.unit === 'weekdays') return NO_GAPS;
  let [count, absent] = [0, 0];
  for (const gap of eachGap(rows, timeAt, spacing)) {
    count++;
    absent += gap.absent;
    const isOffGrid = !Number.isInteger(gap.absent) || gap.absent < 1;
    if (isOffGrid || count > MOST_GAPS * (rows - 1) || absent > rows) return NO_GAPS;
  }
  return { count, absent, [Symbol.iterator]: () => eachGap(rows, timeAt, spacing) };
}

/** The steps that are longer than one; of uneven rows also those that are none. */
function* eachGap(
  rows: number,
  timeAt: (row: number) => number,
  spacing: Spacing,
): Generator<TimeGap, void, undefined> {
  let before = timeAt(0);
  for (let row = 1; row < rows; row++) {
    const time = timeAt(row);
    const steps = countSteps(before, time, spacing);
    before = time;
    if (steps !== 1) yield { after: row - 1, absent: steps - 1 };
  }
}
