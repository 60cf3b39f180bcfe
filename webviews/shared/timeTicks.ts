const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Labels of ticks at `times` (milliseconds since 1970 UTC), as fine as their distance needs; the year stands where it changes. */
export function timeTicks(times: readonly number[], locale?: string): string[] {
  const distance = Math.min(...times.slice(1).map((time, index) => time - (times[index] ?? NaN)), Infinity);
  let shownYear = NaN;
  let shownDay = NaN;
  return times.map((time) => {
    const year = new Date(time).getUTCFullYear();
    const day = Math.floor(time / DAY);
    const label = labelOf(time, distance, { newYear: year !== shownYear, newDay: day !== shownDay }, locale);
    shownYear = year;
    shownDay = day;
    return label;
  });
}

interface Change {
  readonly newYear: boolean;
  readonly newDay: boolean;
}

function labelOf(time: number, distance: number, { newYear, newDay }: Change, locale: string | undefined): string {
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' }).format(time);
  if (distance >= 360 * DAY) return format({ year: 'numeric' });
  const day = distance >= 28 * DAY ? format({ month: 'short' }) : format({ day: 'numeric', month: 'short' });
  if (newYear)
    return `${distance < DAY ? format({ hour: '2-digit', minute: '2-digit' }) + '\n' + day : day}\n${format({ year: 'numeric' })}`;
  if (distance >= DAY) return day;
  const clock = format({ hour: '2-digit', minute: '2-digit' });
  return newDay ? `${clock}\n${day}` : clock;
}
