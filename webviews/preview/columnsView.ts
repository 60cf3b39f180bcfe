import { t } from '@vscode/l10n';
import type {
  PreviewColumn,
  PreviewLengths,
  PreviewNumbers,
  PreviewSnapshot,
  PreviewTimes,
} from '../../src/contracts/preview.ts';
import { element } from '../shared/element.ts';
import { formatCount, formatNumber } from '../shared/formatNumber.ts';
import { barList } from './barList.ts';
import { histogram } from './histogram.ts';
import {
  describeKind,
  describeMissing,
  describeMoment,
  describeOrder,
  describeRole,
  describeSpacing,
} from './texts.ts';

/** One card a column: what it holds, and what the spec uses it for; nothing without columns. */
export function columnsView({ columns, rowsSampled, imageSizes }: PreviewSnapshot): readonly HTMLElement[] {
  if (columns.length === 0) return [];
  const cards = columns.map((column) => columnCard(column, rowsSampled, imageSizes.length > 0));
  return [element('section', {}, element('h2', {}, t('Columns')), element('div', { class: 'cards' }, ...cards))];
}

function columnCard(column: PreviewColumn, rowsSampled: number, ofPictures: boolean): HTMLElement {
  const { name, kind, roles, missing, distinct } = column;
  const chips = roles.map((role) => element('span', { class: 'chip', 'data-role': role }, describeRole(role)));
  const head = element('div', { class: 'card-head' }, element('h3', { title: name }, name), ...chips);
  const lacking = describeMissing(missing, rowsSampled);
  const facts = element(
    'ul',
    { class: 'facts' },
    element('li', {}, ofPictures && kind === 'text' ? t('files') : describeKind(kind)),
    element('li', {}, t('{0} different', formatCount(distinct))),
    ...(lacking === '' ? [] : [element('li', { class: 'missing' }, lacking)]),
  );
  const used = roles.length > 0 ? {} : { 'data-unused': '' };
  return element('article', { class: 'card', ...used }, head, facts, ...detailsOf(column));
}

function detailsOf({ numbers, times, classes, otherClasses, lengths, examples, kind }: PreviewColumn): readonly Node[] {
  const bars = classes.map(({ value, count }) => ({ label: value, count }));
  return [
    ...(times === null ? [] : [timesOf(times)]),
    ...(numbers === null ? [] : numbersOf(numbers)),
    ...(bars.length === 0 ? [] : [barList(bars, otherClasses)]),
    ...(lengths === null || bars.length > 0 ? [] : [lengthsOf(lengths)]),
    ...(kind === 'text' && examples.length > 0 ? [examplesOf(examples)] : []),
  ];
}

function numbersOf({ minimum, maximum, mean, standardDeviation, histogram: counts }: PreviewNumbers): readonly Node[] {
  return [
    histogram(counts, minimum, maximum),
    figures([
      [t('Minimum'), formatNumber(minimum)],
      [t('Mean'), formatNumber(mean)],
      [t('Maximum'), formatNumber(maximum)],
      [t('Standard deviation'), formatNumber(standardDeviation)],
    ]),
  ];
}

function timesOf({ earliest, latest, dateOnly, seasonLength, order, ...spacing }: PreviewTimes): HTMLElement {
  return figures([
    [t('From'), describeMoment(earliest, dateOnly)],
    [t('To'), describeMoment(latest, dateOnly)],
    [t('Rows'), `${describeSpacing(spacing)}, ${describeOrder(order)}`],
    ...(seasonLength > 1 ? [[t('Season'), t('{0} rows', seasonLength)] as const] : []),
  ]);
}

function lengthsOf({ meanWords, longestWords, vocabulary }: PreviewLengths): HTMLElement {
  return figures([
    [t('Mean words'), formatNumber(Math.round(meanWords * 10) / 10)],
    [t('Most words'), formatCount(longestWords)],
    [t('Vocabulary'), formatCount(vocabulary)],
  ]);
}

function examplesOf(examples: readonly string[]): HTMLElement {
  return element(
    'ul',
    { class: 'examples' },
    ...examples.slice(0, 3).map((example) => element('li', { title: example.slice(0, 500) }, example.slice(0, 200))),
  );
}

function figures(rows: readonly (readonly [string, string])[]): HTMLElement {
  const pairs = rows.map(([label, value]) => element('div', {}, element('dt', {}, label), element('dd', {}, value)));
  return element('dl', { class: 'figures' }, ...pairs);
}
