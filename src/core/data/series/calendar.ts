import type { CalendarFeature } from '../../../contracts/dataPlan.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/**
 * Where a time stands in its day, week, month or year, from 0 at its begin to just below 1 at its end, in UTC. Years
 * and months count by their own length, so that 31 December is as near to 1 January in a leap year as in any other.
 */
export function calendarPhase(feature: CalendarFeature, time: number): number {
  switch (feature) {
    case 'hourOfDay':
      return modulo(time, DAY) / DAY;
    case 'dayOfWeek':
      return Math.floor(modulo(time - MONDAY, WEEK) / DAY) / 7;
    case 'dayOfMonth':
      return dayOfMonth(new Date(time));
    case 'dayOfYear':
      return dayOfYear(time);
    case 'weekOfYear':
      return weekOfYear(time);
    case 'monthOfYear':
      return new Date(time).getUTCMonth() / 12;
  }
}

/** Sine and cosine of each phase, one pair a feature, from `offset` of `into` on. */
export function writeCalendar(
  features: readonly CalendarFeature[],
  time: number,
  into: Float32Array,
  offset: number,
): void {
  let at = offset;
  for (const feature of features) {
    const angle = 2 * Math.PI * calendarPhase(feature, time);
    into[at++] = Math.sin(angle);
    into[at++] = Math.cos(angle);
  }
}

/** 1970-01-05, in milliseconds since 1970 UTC. */
const MONDAY = 4 * DAY;

function dayOfMonth(date: Date): number {
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return (date.getUTCDate() - 1) / days;
}

function dayOfYear(time: number): number {
  const year = new Date(time).getUTCFullYear();
  const start = Date.UTC(year, 0, 1);
  return Math.floor((time - start) / DAY) / ((Date.UTC(year + 1, 0, 1) - start) / DAY);
}

/** ISO 8601: a week belongs to the year of its Thursday, and week 1 holds the first Thursday. */
function weekOfYear(time: number): number {
  const thursday = time - modulo(time - MONDAY, WEEK) + 3 * DAY;
  const year = new Date(thursday).getUTCFullYear();
  const first = firstMonday(year);
  return Math.floor((thursday - first) / WEEK) / Math.round((firstMonday(year + 1) - first) / WEEK);
}

/** Monday of ISO week 1: the week of 4 January. */
function firstMonday(year: number): number {
  const fourth = Date.UTC(year, 0, 4);
  return fourth - modulo(fourth - MONDAY, WEEK);
}

function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
