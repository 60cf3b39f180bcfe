import type { RowRange } from '../splitRows.ts';
import { countSteps, type Spacing } from './timeGrid.ts';

/** Timesteps that are absent between two rows that follow each other. */
export interface TimeGap {
  /** Number of the row before the gap. */
  readonly after: number;
  /** Timesteps absent, at least one. */
  readonly absent: number;
}

/** What is absent from the times of a series. */
export interface Gaps {
  /**
   * - `even`: the rows are evenly spaced but for `gaps`.
   * - `holidays`: as `even`, and so few days are absent from a series of working days that they are holidays.
   * - `closed`: more timesteps are absent than there are rows, as where nights are left out.
   * - `uneven`: a time is no whole number of steps after the one before.
   */
  readonly kind: 'even' | 'holidays' | 'closed' | 'uneven';
  /** In their order. They are looked up anew whenever they are gone through: none is held. */
  readonly gaps: Iterable<TimeGap>;
  /** Timesteps absent in all. */
  readonly absent: number;
  /** First row that is uneven; `null` where none is. */
  readonly uneven: number | null;
}

/** Holidays are at most this share of the working days; the most that stock exchanges have is 7 %. */
const MOST_HOLIDAYS = 0.1;

/**
 * The timesteps that are absent from a series, in their order, and what to make of them.
 *
 * @param timeAt time of a row, ascending, in milliseconds since 1970 UTC
 */
export function findGaps(range: RowRange, timeAt: (row: number) => number, spacing: Spacing): Gaps {
  let absent = 0;
  for (const gap of eachGap(range, timeAt, spacing)) {
    if (!Number.isInteger(gap.absent) || gap.absent < 1) {
      return { kind: 'uneven', gaps: [], absent: 0, uneven: gap.after + 1 };
    }
    absent += gap.absent;
  }
  const kind = kindOf(range.end - range.start, absent, spacing);
  return { kind, gaps: { [Symbol.iterator]: () => eachGap(range, timeAt, spacing) }, absent, uneven: null };
}

/** The steps that are longer than one; of uneven rows also those that are none. */
function* eachGap(
  { start, end }: RowRange,
  timeAt: (row: number) => number,
  spacing: Spacing,
): Generator<TimeGap, void, undefined> {
  let before = timeAt(start);
  for (let row = start + 1; row < end; row++) {
    const time = timeAt(row);
    const steps = countSteps(before, time, spacing);
    before = time;
    if (steps !== 1) yield { after: row - 1, absent: steps - 1 };
  }
}

function kindOf(rows: number, absent: number, { unit }: Spacing): Gaps['kind'] {
  if (absent > rows) return 'closed';
  return unit === 'weekdays' && absent > 0 && absent <= MOST_HOLIDAYS * (rows + absent) ? 'holidays' : 'even';
}
