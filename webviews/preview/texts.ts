import { t } from '@vscode/l10n';
import type { PreviewColumn, PreviewRole, PreviewSnapshot, PreviewTimes } from '../../src/contracts/preview.ts';
import { formatDuration } from '../../src/contracts/formatDuration.ts';
import { formatCount, formatNumber } from '../shared/formatNumber.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** How many rows there are, by what a row is. */
export function describeRows({ kind, rows }: Pick<PreviewSnapshot, 'kind' | 'rows'>): string {
  const count = rows.exact ? formatCount(rows.count) : t('about {0}', formatCount(rows.count));
  switch (kind) {
    case 'table':
      return t('{0} rows', count);
    case 'conll':
      return t('{0} sentences', count);
    case 'images':
      return t('{0} images', count);
    case 'video':
      return t('{0} videos', count);
    case 'text':
      return t('{0} lines', count);
  }
}

/** A size of a file in the unit that fits. */
export function describeBytes(bytes: number): string {
  if (bytes < 1000) return t('{0} bytes', formatCount(bytes));
  if (bytes < 1e6) return t('{0} kB', formatNumber(Math.round(bytes / 100) / 10));
  return bytes < 1e9
    ? t('{0} MB', formatNumber(Math.round(bytes / 1e5) / 10))
    : t('{0} GB', formatNumber(Math.round(bytes / 1e8) / 10));
}

/** What a column holds. */
export function describeKind(kind: PreviewColumn['kind']): string {
  switch (kind) {
    case 'number':
      return t('numbers');
    case 'time':
      return t('times');
    case 'category':
      return t('labels');
    case 'text':
      return t('texts');
  }
}

/** What the spec uses a column for. */
export function describeRole(role: PreviewRole): string {
  switch (role) {
    case 'time':
      return t('time');
    case 'input':
      return t('input');
    case 'target':
      return t('target');
    case 'group':
      return t('group');
    case 'split':
      return t('split');
    case 'covariate':
      return t('covariate');
  }
}

/** How much of a column is missing; empty for nothing. */
export function describeMissing(missing: number, rowsSampled: number): string {
  if (missing === 0) return '';
  const share = new Intl.NumberFormat(undefined, { style: 'percent', maximumSignificantDigits: 2 });
  return t('{0} missing ({1})', formatCount(missing), share.format(missing / Math.max(1, rowsSampled)));
}

/** A moment of UTC, with the time of day where it matters. */
export function describeMoment(time: number, dateOnly: boolean): string {
  const clock = dateOnly ? {} : ({ timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', ...clock, timeZone: 'UTC' }).format(time);
}

const SPACINGS: readonly { readonly from: number; readonly to: number; readonly name: () => string }[] = [
  { from: 1000, to: 1000, name: () => t('every second') },
  { from: 60_000, to: 60_000, name: () => t('every minute') },
  { from: HOUR, to: HOUR, name: () => t('hourly') },
  { from: DAY, to: DAY, name: () => t('daily') },
  { from: 7 * DAY, to: 7 * DAY, name: () => t('weekly') },
  { from: 28 * DAY, to: 31 * DAY, name: () => t('monthly') },
  { from: 90 * DAY, to: 92 * DAY, name: () => t('quarterly') },
  { from: 365 * DAY, to: 366 * DAY, name: () => t('yearly') },
];

/** How far rows are apart: "daily", "mostly hourly". */
export function describeSpacing({ spacing, regular }: Pick<PreviewTimes, 'spacing' | 'regular'>): string {
  if (spacing <= 0) return t('several rows a time');
  const known = SPACINGS.find(({ from, to }) => spacing >= from && spacing <= to);
  const text = known?.name() ?? t('every {0}', formatDuration(spacing / 1000));
  return regular ? text : t('mostly {0}', text);
}

/** In which order the rows stand. */
export function describeOrder(order: PreviewTimes['order']): string {
  switch (order) {
    case 'ascending':
      return t('oldest first');
    case 'descending':
      return t('newest first');
    case 'mixed':
      return t('not in order');
  }
}
