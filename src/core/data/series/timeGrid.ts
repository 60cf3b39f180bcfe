/** How far apart the rows of a series are. */
export type Spacing =
  | { readonly unit: 'milliseconds'; readonly count: number }
  /** Months apart; on the last day of each month where the series stands there. */
  | { readonly unit: 'months'; readonly count: number; readonly monthEnd: boolean }
  /** Monday to Friday. */
  | { readonly unit: 'weekdays'; readonly count: 1 };

const DAY = 86_400_000;

/** Days of the shortest month: what is closer is no calendar spacing. */
const SHORTEST_MONTH = 28;

/** Rows whose times tell the spacing: enough for any pattern, little beside a long file. */
const LOOKED_AT = 100_000;

/**
 * The spacing that the most rows of a series have; `null` for fewer than two rows. Months (and with them quarters and
 * years) are told by their calendar, as they have no fixed length, and days on which no row stands on a weekend are
 * weekdays.
 *
 * @param times ascending, in milliseconds since 1970 UTC
 */
export function inferSpacing(times: Float64Array): Spacing | null {
  const looked = times.subarray(0, LOOKED_AT);
  if (looked.length < 2) return null;
  const months = inferMonths(looked);
  if (months !== null) return months;
  const count = median(looked.subarray(1).map((time, index) => time - (looked[index] ?? NaN)));
  return count === DAY && skipsWeekends(looked) ? { unit: 'weekdays', count: 1 } : { unit: 'milliseconds', count };
}

/** The time `steps` steps after `time`; before it where `steps` is negative. */
export function addSteps(time: number, steps: number, spacing: Spacing): number {
  switch (spacing.unit) {
    case 'milliseconds':
      return time + steps * spacing.count;
    case 'weekdays':
      return addWeekdays(time, steps);
    case 'months':
      return addMonths(time, steps * spacing.count, spacing.monthEnd);
  }
}

/** Steps from one time to a later one; not whole where the later one is not on the grid. */
export function countSteps(from: number, to: number, spacing: Spacing): number {
  switch (spacing.unit) {
    case 'milliseconds':
      return (to - from) / spacing.count;
    case 'weekdays':
      return countWeekdays(from, to);
    case 'months': {
      const steps = (monthOf(to) - monthOf(from)) / spacing.count;
      return Number.isInteger(steps) && addSteps(from, steps, spacing) !== to ? NaN : steps;
    }
  }
}

function inferMonths(times: Float64Array): Spacing | null {
  const first = times[0] ?? NaN;
  const count = median(times.subarray(1).map((time, index) => monthOf(time) - monthOf(times[index] ?? NaN)));
  const spread = median(times.subarray(1).map((time, index) => time - (times[index] ?? NaN)));
  if (count < 1 || spread < SHORTEST_MONTH * DAY) return null;
  const timeOfDay = (time: number): number => modulo(time, DAY);
  if (!times.every((time) => timeOfDay(time) === timeOfDay(first))) return null;
  const day = new Date(first).getUTCDate();
  if (times.every((time) => new Date(time).getUTCDate() === day)) return { unit: 'months', count, monthEnd: false };
  return times.every(isMonthEnd) ? { unit: 'months', count, monthEnd: true } : null;
}

function isMonthEnd(time: number): boolean {
  return new Date(time + DAY).getUTCDate() === 1;
}

/** Months since the year 0. */
function monthOf(time: number): number {
  const date = new Date(time);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

function addMonths(time: number, months: number, monthEnd: boolean): number {
  const date = new Date(time);
  const month = monthOf(time) + months;
  const lastDay = new Date(Date.UTC(Math.floor(month / 12), modulo(month, 12) + 1, 0)).getUTCDate();
  const day = monthEnd ? lastDay : Math.min(date.getUTCDate(), lastDay);
  return Date.UTC(Math.floor(month / 12), modulo(month, 12), day) + modulo(time, DAY);
}

/** No row on a weekend although two weekends have passed. */
function skipsWeekends(times: Float64Array): boolean {
  return (times.at(-1) ?? 0) - (times[0] ?? 0) >= 13 * DAY && times.every((time) => weekdayOf(time) < 5);
}

/** Monday is 0. 1970-01-01 was a Thursday. */
function weekdayOf(time: number): number {
  return modulo(Math.floor(time / DAY) + 3, 7);
}

function addWeekdays(time: number, steps: number): number {
  const weekday = Math.min(weekdayOf(time), 4);
  const target = weekday + steps;
  const weeks = Math.floor(target / 5);
  return time + (weeks * 7 + modulo(target, 5) - weekday) * DAY;
}

function countWeekdays(from: number, to: number): number {
  const days = (to - from) / DAY;
  const weeks = Math.round((days - (weekdayOf(to) - weekdayOf(from))) / 7);
  return Number.isInteger(days) ? weeks * 5 + weekdayOf(to) - weekdayOf(from) : NaN;
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}

function median(values: Float64Array): number {
  return values.sort()[Math.floor(values.length / 2)] ?? NaN;
}
