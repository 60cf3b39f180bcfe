import type { RowRange } from '../splitRows.ts';
import { windowsFollow, windowSpan, type WindowLayout } from './windowLayout.ts';

/** The windows of one split: positions in the rows, never copies. */
export interface Windows {
  readonly count: number;
  /** Row of a window's last input timestep: what is known when an answer is given. */
  originRow(window: number): number;
  /** Number of the series that a window lies in. */
  groupOf(window: number): number;
  /** Whether a window begins where the one before it, by number, ended. */
  continues(window: number): boolean;
}

/** Rows that windows may be cut from. */
export interface WindowRange {
  readonly group: number;
  readonly range: RowRange;
}

/** The windows that lie wholly in one of the ranges, inputs and targets alike: none crosses into another. */
export function createWindows(ranges: readonly WindowRange[], layout: WindowLayout): Windows {
  const used = ranges.filter(({ range }) => countWindows(range, layout) > 0);
  const firsts = new Float64Array(used.length);
  let count = 0;
  for (const [place, { range }] of used.entries()) {
    firsts[place] = count;
    count += countWindows(range, layout);
  }
  const reach = (layout.windowSize - 1) * layout.samplingRate;
  const follow = windowsFollow(layout);
  return {
    count,
    originRow(window) {
      const place = findPlace(firsts, window);
      return (used[place]?.range.start ?? 0) + (window - (firsts[place] ?? 0)) * layout.stride + reach;
    },
    groupOf: (window) => used[findPlace(firsts, window)]?.group ?? 0,
    continues: (window) => follow && firsts[findPlace(firsts, window)] !== window,
  };
}

/** Some of the windows, in the order of their numbers. */
export function pickWindows(windows: Windows, numbers: Uint32Array): Windows {
  return {
    count: numbers.length,
    originRow: (window) => windows.originRow(numbers[window] ?? 0),
    groupOf: (window) => windows.groupOf(numbers[window] ?? 0),
    continues: (window) =>
      numbers[window - 1] === (numbers[window] ?? 0) - 1 && windows.continues(numbers[window] ?? 0),
  };
}

function countWindows({ start, end }: RowRange, layout: WindowLayout): number {
  const spare = end - start - windowSpan(layout);
  return spare < 0 ? 0 : Math.floor(spare / layout.stride) + 1;
}

/** The last place whose first window is not after this one. */
function findPlace(firsts: Float64Array, window: number): number {
  let low = 0;
  let high = firsts.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((firsts[middle] ?? Infinity) <= window) low = middle;
    else high = middle;
  }
  return low;
}
