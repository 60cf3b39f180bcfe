import { t } from '@vscode/l10n';
import type { ColumnFacts, DataFacts } from '../../data/facts/dataFacts.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The spacings that have a name, in milliseconds from … to. */
const SPACINGS: readonly { readonly from: number; readonly to: number; readonly name: () => string }[] = [
  { from: 60_000, to: 60_000, name: () => t('one row a minute') },
  { from: HOUR, to: HOUR, name: () => t('one row an hour') },
  { from: DAY, to: DAY, name: () => t('one row a day') },
  { from: 7 * DAY, to: 7 * DAY, name: () => t('one row a week') },
  { from: 28 * DAY, to: 31 * DAY, name: () => t('one row a month') },
  { from: 90 * DAY, to: 92 * DAY, name: () => t('one row a quarter') },
  { from: 365 * DAY, to: 366 * DAY, name: () => t('one row a year') },
];

/** How far the rows are apart, for people: "one row a day". */
export function describeSpacing(time: ColumnFacts | null): string {
  const spacing = time?.times?.spacing ?? 0;
  const known = SPACINGS.find(({ from, to }) => spacing >= from && spacing <= to);
  return known?.name() ?? t('one row every {0} seconds', spacing / 1000);
}

/** What a time column tells of the rows: span and spacing. */
export function describeSeries(time: ColumnFacts, grouped: boolean): string {
  const { times } = time;
  if (times === null) return '';
  const [from, to] = [times.earliest, times.latest].map((moment) => new Date(moment).toISOString().slice(0, 10));
  const span = t('From {0} to {1}.', from ?? '', to ?? '');
  if (grouped) return span;
  const gaps = times.regular ? '' : ` ${t('Some rows are further apart, or closer.')}`;
  return `${span} ${t('Mostly {0}.', describeSpacing(time))}${gaps}`;
}

/** How much was looked at. */
export function describeBasis({ rows, rowsSampled }: DataFacts): string {
  return rows.exact
    ? t('Proposed from all {0} rows. Change what you know better.', rows.count)
    : t('Proposed from {0} of about {1} rows. Change what you know better.', rowsSampled, rows.count);
}
