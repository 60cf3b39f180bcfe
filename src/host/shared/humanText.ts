/**
 * Writes when something was, as briefly as can be told apart from `now`, both in milliseconds since 1970: `14:05`, on
 * another day `5 Mar, 14:05`, in another year with the year. `seconds` adds them.
 */
export function formatMoment(then: number, now: number, locale: string, seconds = false): string {
  if (!Number.isFinite(then)) return '–';
  const [day, today] = [new Date(then), new Date(now)];
  const sameYear = day.getFullYear() === today.getFullYear();
  return new Intl.DateTimeFormat(locale, {
    ...(!sameYear && { year: 'numeric' }),
    ...(!(sameYear && isSameDay(day, today)) && { month: 'short', day: 'numeric' }),
    hour: 'numeric',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
  }).format(day);
}

function isSameDay(a: Date, b: Date): boolean {
  return a.getMonth() === b.getMonth() && a.getDate() === b.getDate();
}
