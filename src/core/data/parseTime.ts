import { t } from '@vscode/l10n';
import { isMissingText } from './parseNumber.ts';

/** A cell read as a time: milliseconds since 1970 UTC, NaN where it is missing, or what is wrong with it, localized. */
export type ParsedTime = number | string;

/** What the first number of a date such as 03/04/2024 is. */
export type DateOrder = 'dayFirst' | 'monthFirst';

/** Reads the cells of one time column, all in the format of the first one. */
export interface TimeParser {
  parse(text: string): ParsedTime;
  /** Whether every time so far is a whole day or coarser. */
  isDateOnly(): boolean;
}

/** `days`: no time of day. */
interface Instant {
  readonly time: number;
  readonly days: boolean;
}

interface TimeFormat {
  /** For people. */
  readonly name: string;
  read(text: string): Instant | undefined;
}

const DAY = 86_400_000;

/** Groups: year, separator, month, day, hour, minute, second, fraction, zone. */
const CALENDAR =
  /^(\d{4})([-/])(\d{1,2})(?:\2(\d{1,2})(?:[Tt ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?(Z|z|[+-]\d{2}(?::?\d{2})?)?)?)?$/;
const DAY_OR_MONTH_FIRST = /^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}\b/;

/** Groups: first number, separator, second number, year, hour, minute, second. */
const YEAR_LAST = /^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?:[Tt ](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/;

const CALENDAR_FORMAT: TimeFormat = { name: '2024-01-31 13:45:00', read: readCalendar };

const FORMATS: readonly { readonly matches: RegExp; readonly format: TimeFormat }[] = [
  { matches: CALENDAR, format: CALENDAR_FORMAT },
  { matches: /^\d{4}$/, format: { name: '2024', read: readYear } },
  { matches: /^\d{8}$/, format: { name: '20240131', read: readCompactDate } },
  { matches: /^\d{9,10}(\.\d+)?$/, format: { name: '1706659200', read: readEpoch(1000) } },
  { matches: /^\d{13}(\.\d+)?$/, format: { name: '1706659200000', read: readEpoch(1) } },
];

/**
 * Starts a reader for one column. Known are ISO 8601 dates and times with `-` or `/` (without a zone they are UTC),
 * year and month, YYYYMMDD, years, and seconds (9 or 10 digits) or milliseconds (13 digits) since 1970. What could be
 * read in two ways is refused. The machine's own time zone never matters.
 *
 * @param order what comes first in dates that end with the year; `null`: such dates are refused
 */
export function createTimeParser(order: DateOrder | null = null): TimeParser {
  let format: TimeFormat | undefined = order === null ? undefined : yearLastFormat(order);
  let dateOnly = true;
  return {
    parse(text) {
      const trimmed = text.trim();
      format ??= FORMATS.find(({ matches }) => matches.test(trimmed))?.format;
      const instant = format?.read(trimmed);
      if (instant === undefined) return isMissingText(trimmed) ? NaN : explain(trimmed, format, order);
      dateOnly &&= instant.days;
      return instant.time;
    },
    isDateOnly: () => dateOnly,
  };
}

function readCalendar(text: string): Instant | undefined {
  const match = CALENDAR.exec(text);
  if (match === null) return undefined;
  const part = (index: number, missing: number): number =>
    match[index] === undefined ? missing : Number(match[index]);
  const date = dateToTime(part(1, 0), part(3, 1), part(4, 1));
  if (match[5] === undefined) return date === undefined ? undefined : { time: date, days: true };
  const [hour, minute, second] = [part(5, 0), part(6, 0), part(7, 0)];
  const offset = readZone(match[9]);
  if (date === undefined || offset === undefined || hour > 23 || minute > 59 || second > 59) return undefined;
  const milliseconds = match[8] === undefined ? 0 : Math.floor(Number(`0.${match[8]}`) * 1000 + 1e-6);
  return { time: date + ((hour * 60 + minute - offset) * 60 + second) * 1000 + milliseconds, days: false };
}

function yearLastFormat(order: DateOrder): TimeFormat {
  return {
    name: order === 'dayFirst' ? '31/01/2024 13:45:00' : '01/31/2024 13:45:00',
    read(text) {
      const match = YEAR_LAST.exec(text);
      if (match === null) return undefined;
      const [first, second] = [Number(match[1]), Number(match[3])];
      const [day, month] = order === 'dayFirst' ? [first, second] : [second, first];
      const date = dateToTime(Number(match[4]), month, day);
      const [hours, minutes, seconds] = [5, 6, 7].map((part) => Number(match[part] ?? '0'));
      const known = date !== undefined && (hours ?? 0) < 24 && (minutes ?? 0) < 60 && (seconds ?? 0) < 60;
      if (!known) return undefined;
      const time = date + (((hours ?? 0) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000;
      return { time, days: match[5] === undefined };
    },
  };
}

/** Minutes east of UTC. */
function readZone(text: string | undefined): number | undefined {
  if (text === undefined || text === 'Z' || text === 'z') return 0;
  const digits = text.replace(':', '');
  const hours = Number(digits.slice(1, 3));
  const minutes = Number(digits.slice(3) || '0');
  if (hours > 14 || minutes > 59) return undefined;
  return (text.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

function readYear(text: string): Instant | undefined {
  if (!/^\d{4}$/.test(text)) return undefined;
  const time = dateToTime(Number(text), 1, 1);
  return time === undefined ? undefined : { time, days: true };
}

function readCompactDate(text: string): Instant | undefined {
  if (!/^\d{8}$/.test(text)) return undefined;
  const time = dateToTime(Number(text.slice(0, 4)), Number(text.slice(4, 6)), Number(text.slice(6)));
  return time === undefined ? undefined : { time, days: true };
}

/** Once the first row has told seconds from milliseconds, later rows may have fewer or more digits. */
function readEpoch(milliseconds: number): (text: string) => Instant | undefined {
  return (text) => {
    if (!/^-?\d{1,15}(\.\d+)?$/.test(text)) return undefined;
    const time = Number(text) * milliseconds;
    return Math.abs(time) <= 8.64e15 ? { time, days: false } : undefined;
  };
}

/** Milliseconds since 1970 UTC of a day of the Gregorian calendar; `undefined` where there is no such day. */
function dateToTime(year: number, month: number, day: number): number | undefined {
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  // Days from civil (Hinnant 2013): the year is taken to begin in March, so that a leap day is its last.
  const shiftedYear = month <= 2 ? year - 1 : year;
  const era = Math.floor(shiftedYear / 400);
  const yearOfEra = shiftedYear - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return (era * 146_097 + dayOfEra - 719_468) * DAY;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

function explain(text: string, format: TimeFormat | undefined, order: DateOrder | null): string {
  if (order !== null && format !== undefined) {
    return t(
      '"{0}" is not a time of the form {1}, which data.timeFormat says, or there is no such time.',
      text,
      format.name,
    );
  }
  if (DAY_OR_MONTH_FIRST.test(text)) {
    return t(
      '"{0}" does not say for sure which number is the day and which the month. Set data.timeFormat to dayFirst or monthFirst, or write dates as 2024-01-31 (ISO 8601).',
      text,
    );
  }
  if (format === undefined) {
    return t(
      '"{0}" is not a time that can be read for sure. Write it as 2024-01-31 or 2024-01-31T13:45:00 (ISO 8601), or as seconds since 1970.',
      text,
    );
  }
  return t(
    '"{0}" is not a time of the form {1}, which the first row has, or there is no such time.',
    text,
    format.name,
  );
}
