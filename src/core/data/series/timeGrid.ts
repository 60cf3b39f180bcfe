/** How far apart the rows of a series are. */
export type Spacing =
  | { readonly unit: 'milliseconds'; readonly count: number }
  /** Months apart, on this day of the month, or the last one where a month has fewer: 31 is the end of each month. */
  | { readonly unit: 'months'; readonly count: number; readonly day: number }
  /** One row a day, on these days of the week: Monday is 0. */
  | { readonly unit: 'weekdays'; readonly days: readonly number[] };

const DAY = 86_400_000;

/** Days of the shortest month: what is closer is no calendar spacing. */
const SHORTEST_MONTH = 28;

/** Rows whose times tell the spacing: enough for any pattern, little beside a long file. */
export const TELLING_ROWS = 100_000;

/** A grid of months is told where at least this share of the rows stands on it. */
const MOST_MONTHS = 0.9;

/** A day of the week with fewer of the rows than this share is one on which none stand, but for an exception. */
const FEW_ROWS = 0.02;

/** So often must days of the week have been passed over before it is a habit: two weekends. */
const PASSED_OVER = 4;

/**
 * The spacing that the most rows of a series have; `null` for fewer than two rows. Months (and with them quarters and
 * years) are told by their calendar, as they have no fixed length, and daily rows by the days of the week on which they
 * stand.
 *
 * @param times ascending, in milliseconds since 1970 UTC
 */
export function inferSpacing(times: Float64Array): Spacing | null {
  const looked = times.subarray(0, TELLING_ROWS);
  if (looked.length < 2) return null;
  const months = inferMonths(looked);
  if (months !== null) return months;
  const count = median(looked.subarray(1).map((time, index) => time - (looked[index] ?? NaN)));
  const days = count === DAY ? daysOfWeek(looked) : null;
  return days === null ? { unit: 'milliseconds', count } : { unit: 'weekdays', days };
}

/**
 * The days of the week on which daily rows stand, Monday is 0; `null` where these are all seven, and where the times are
 * too few to say.
 */
export function daysOfWeek(times: Float64Array): readonly number[] | null {
  const counts = new Uint32Array(7);
  for (const time of times) {
    const day = weekdayOf(time);
    counts[day] = (counts[day] ?? 0) + 1;
  }
  const days = [...counts.keys()].filter((day) => (counts[day] ?? 0) >= FEW_ROWS * times.length);
  const weeks = Math.floor((((times.at(-1) ?? NaN) - (times[0] ?? NaN)) / DAY + 1) / 7);
  return (7 - days.length) * weeks >= PASSED_OVER ? days : null;
}

/** The time `steps` steps after `time`; before it where `steps` is negative. */
export function addSteps(time: number, steps: number, spacing: Spacing): number {
  switch (spacing.unit) {
    case 'milliseconds':
      return time + steps * spacing.count;
    case 'weekdays':
      return addWeekdays(time, steps, spacing.days);
    case 'months':
      return addMonths(time, steps * spacing.count, spacing.day);
  }
}

/** Steps from one time to a later one; not whole where one of the two is not on the grid. */
export function countSteps(from: number, to: number, spacing: Spacing): number {
  switch (spacing.unit) {
    case 'milliseconds':
      return (to - from) / spacing.count;
    case 'weekdays':
      return (to - from) % DAY === 0 ? dayNumber(to, spacing.days) - dayNumber(from, spacing.days) : NaN;
    case 'months': {
      const isOnGrid = isOnDay(from, spacing.day) && isOnDay(to, spacing.day) && timeOfDay(from) === timeOfDay(to);
      return isOnGrid ? (monthOf(to) - monthOf(from)) / spacing.count : NaN;
    }
  }
}

function inferMonths(times: Float64Array): Spacing | null {
  const first = times[0] ?? NaN;
  const count = median(times.subarray(1).map((time, index) => monthOf(time) - monthOf(times[index] ?? NaN)));
  const spread = median(times.subarray(1).map((time, index) => time - (times[index] ?? NaN)));
  if (count < 1 || spread < SHORTEST_MONTH * DAY) return null;
  if (!times.every((time) => timeOfDay(time) === timeOfDay(first))) return null;
  // The end of months before any day that they share: a series of Februaries has both.
  const day = [31, mostFrequent(times.map((time) => new Date(time).getUTCDate()))].find(
    (candidate) => times.filter((time) => isOnDay(time, candidate)).length >= MOST_MONTHS * times.length,
  );
  return day === undefined ? null : { unit: 'months', count, day };
}

function isOnDay(time: number, day: number): boolean {
  return new Date(time).getUTCDate() === Math.min(day, daysInMonth(monthOf(time)));
}

/** Months since the year 0. */
function monthOf(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function daysInMonth(month: number): number {
  return new Date(Date.UTC(Math.floor(month / 12), modulo(month, 12) + 1, 0)).getUTCDate();
}

function addMonths(time: number, months: number, day: number): number {
  const month = monthOf(time) + months;
  const date = Math.min(day, daysInMonth(month));
  return Date.UTC(Math.floor(month / 12), modulo(month, 12), date) + timeOfDay(time);
}

function timeOfDay(time: number): number {
  return modulo(time, DAY);
}

/** Monday is 0. 1970-01-01 was a Thursday. */
function weekdayOf(time: number): number {
  return modulo(Math.floor(time / DAY) + 3, 7);
}

/** A time between two days of the grid counts from the one before. */
function addWeekdays(time: number, steps: number, days: readonly number[]): number {
  const weekday = weekdayOf(time);
  const target = days.findLastIndex((day) => day <= weekday) + steps;
  const weeks = Math.floor(target / days.length);
  return time + (weeks * 7 + (days[modulo(target, days.length)] ?? NaN) - weekday) * DAY;
}

/** Number of a day among those of the grid since 1970; NaN for one that is none of them. */
function dayNumber(time: number, days: readonly number[]): number {
  const place = days.indexOf(weekdayOf(time));
  return place === -1 ? NaN : Math.floor((Math.floor(time / DAY) + 3) / 7) * days.length + place;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

function median(values: Float64Array): number {
  return values.sort()[Math.floor(values.length / 2)] ?? NaN;
}

function mostFrequent(values: Float64Array): number {
  const counts = new Map<number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].reduce((best, entry) => (entry[1] > best[1] ? entry : best), [NaN, 0])[0];
}
