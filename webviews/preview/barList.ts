import { t } from '@vscode/l10n';
import { element } from '../shared/element.ts';
import { formatCount } from '../shared/formatNumber.ts';

/** A label and how often it stands. */
export interface BarRow {
  readonly label: string;
  readonly count: number;
}

/** Horizontal bars with their labels and counts; `rest` is what is not listed. */
export function barList(rows: readonly BarRow[], rest: number): HTMLElement {
  const most = Math.max(...rows.map(({ count }) => count), 1);
  const others = rest > 0 ? [line({ label: t('all others'), count: rest }, element('span'), 'rest')] : [];
  return element('ul', { class: 'bars' }, ...rows.map((row) => line(row, bar(row.count / most), 'row')), ...others);
}

function line({ label, count }: BarRow, drawing: HTMLElement, kind: 'row' | 'rest'): HTMLElement {
  const name = element('span', { class: 'bar-label', title: label }, label);
  return element('li', { class: kind }, name, drawing, element('span', { class: 'bar-count' }, formatCount(count)));
}

function bar(share: number): HTMLElement {
  const filled = element('span', { class: 'bar', 'aria-hidden': 'true' });
  filled.style.width = `${String(100 * share)}%`;
  return element('span', { class: 'bar-track' }, filled);
}
