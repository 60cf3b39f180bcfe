import { createTimeParser } from '../parseTime.ts';
import { inferSeasonLength } from '../seasonLength.ts';
import type { Cell } from './columnCells.ts';
import type { RowPosition, TimeFacts, WrongCell } from './dataFacts.ts';

const DAY = 86_400_000;

/** Spacings, in milliseconds, that the calendar makes vary: months, quarters, years. */
const CALENDAR_SPACINGS: readonly (readonly [number, number])[] = [
  [28 * DAY, 31 * DAY],
  [90 * DAY, 92 * DAY],
  [365 * DAY, 366 * DAY],
];

interface ReadTimes {
  readonly times: readonly number[];
  readonly positions: readonly (RowPosition | null)[];
  readonly dateOnly: boolean;
  readonly wrong: number;
  readonly firstWrong: WrongCell | null;
}

/** Values that are looked at before all are read: most columns hold no times. */
const FIRST = 50;

/** What the times of a column are like; `null` where its first value, or half of the first ones, do not read as times. */
export function collectTimeFacts(present: readonly Cell[]): TimeFacts | null {
  const first = readTimes(present.slice(0, FIRST));
  if (first === null || first.wrong > first.times.length) return null;
  const read = readTimes(present);
  if (read === null) return null;
  const { times, positions, dateOnly, wrong, firstWrong } = read;
  const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  // The last rows stand apart from the first ones: the step between the two is no spacing.
  const near = steps.filter((_, index) => (positions[index] === null) === (positions[index + 1] === null));
  const spacing = [...near].sort((a, b) => a - b)[Math.floor(near.length / 2)] ?? 0;
  const descent = steps.findIndex((step) => step < 0);
  const seasonLength = inferSeasonLength(Float64Array.from(times), 1);
  return {
    earliest: times.reduce((a, b) => Math.min(a, b), Infinity),
    latest: times.reduce((a, b) => Math.max(a, b), -Infinity),
    dateOnly,
    spacing,
    regular: spacing > 0 && near.every((step) => isSpacing(step, spacing, seasonLength)),
    seasonLength,
    order: orderOf(steps),
    firstDescent: descent < 0 ? null : (positions[descent + 1] ?? null),
    repeated: steps.filter((step) => step === 0).length,
    wrong,
    firstWrong,
  };
}

function readTimes(present: readonly Cell[]): ReadTimes | null {
  const parser = createTimeParser();
  const first = present[0];
  if (first === undefined || typeof parser.parse(first.text) === 'string') return null;
  const times: number[] = [];
  const positions: (RowPosition | null)[] = [];
  let firstWrong: WrongCell | null = null;
  for (const { text, position } of present) {
    const time = parser.parse(text);
    if (typeof time === 'number') {
      times.push(time);
      positions.push(position);
    } else if (position !== null) firstWrong ??= { ...position, text, reason: time };
  }
  return { times, positions, dateOnly: parser.isDateOnly(), wrong: present.length - times.length, firstWrong };
}

function orderOf(steps: readonly number[]): TimeFacts['order'] {
  if (steps.every((step) => step >= 0)) return 'ascending';
  return steps.every((step) => step <= 0) ? 'descending' : 'mixed';
}

function isSpacing(step: number, spacing: number, seasonLength: number): boolean {
  if (step === spacing) return true;
  // A season of five daily rows is a week without its weekend.
  if (spacing === DAY && seasonLength < 7) return step % DAY === 0 && step > 0 && step <= (8 - seasonLength) * DAY;
  return CALENDAR_SPACINGS.some(([from, to]) => spacing >= from && spacing <= to && step >= from && step <= to);
}
