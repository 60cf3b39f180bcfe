import { t } from '@vscode/l10n';
import { describeExpectation } from '../../src/contracts/expectationTexts.ts';
import type { Expectation } from '../../src/contracts/run.ts';
import { element } from '../shared/element.ts';
import type { Card, ComparisonTable, MetricHead } from './figures.ts';

/** What the figures view shows. */
export interface FiguresModel {
  readonly cards: readonly Card[];
  readonly comparison: ComparisonTable | null;
  readonly expectations: readonly Expectation[];
  readonly warnings: readonly string[];
  /** What the figures wait for; empty where they do not. */
  readonly hint: string;
}

/** Warnings of the evaluation, figures of the best epoch, and the comparison with the baselines. */
export class FiguresView {
  readonly element = element('div', { class: 'figures' });
  #shown = '';

  show(model: FiguresModel): void {
    const key = JSON.stringify(model);
    if (key === this.#shown) return;
    this.#shown = key;
    this.element.replaceChildren(
      ...(model.expectations.length === 0 ? [] : [makeExpectations(model.expectations)]),
      ...model.warnings.map(makeWarning),
      element(
        'div',
        { class: 'figures-row' },
        ...(model.hint === '' ? [] : [element('p', { class: 'hint' }, model.hint)]),
        ...(model.cards.length === 0 ? [] : [element('dl', { class: 'cards' }, ...model.cards.map(makeCard))]),
        ...(model.comparison === null ? [] : [makeTable(model.comparison)]),
      ),
    );
  }
}

/** Those that were not met stand out; a list of its own, so that a screen reader says how many there are. */
function makeExpectations(expectations: readonly Expectation[]): HTMLElement {
  const items = expectations.map((one) => {
    const item = element('li', {}, describeExpectation(one));
    item.dataset['met'] = String(one.met);
    return item;
  });
  return element('ul', { class: 'expectations', 'aria-label': t('Expectations') }, ...items);
}

function makeWarning(text: string): HTMLElement {
  const banner = element('p', { class: 'banner', role: 'note' }, element('strong', {}, t('Warning:')), ` ${text}`);
  banner.dataset['tone'] = 'warning';
  return banner;
}

function makeCard({ label, value, detail }: Card): HTMLElement {
  const figure = element(
    'dd',
    {},
    element('span', { class: 'figure' }, value),
    element('span', { class: 'detail' }, detail),
  );
  return element('div', { class: 'card' }, element('dt', {}, label), figure);
}

function makeTable(table: ComparisonTable): HTMLElement {
  const heads = table.metrics.map(makeHead);
  const corner = element('th', { scope: 'col' }, table.title);
  const rows = table.rows.map(({ label, isModel, cells }) =>
    element(
      'tr',
      isModel ? { class: 'model' } : {},
      element('th', { scope: 'row' }, label),
      ...cells.map(({ text, best }) => makeCell(text, best)),
    ),
  );
  const body = element(
    'table',
    {},
    element('thead', {}, element('tr', {}, corner, ...heads)),
    element('tbody', {}, ...rows),
  );
  return element('div', { class: 'comparison' }, body);
}

function makeHead({ label, sign, hint }: MetricHead): HTMLElement {
  const head = element('th', { scope: 'col', title: hint }, label);
  if (sign !== '') head.append(' ', element('span', { class: 'sign' }, sign));
  return head;
}

function makeCell(text: string, best: boolean): HTMLElement {
  if (!best) return element('td', {}, text);
  const said = element('span', { class: 'visually-hidden' }, t('(best)'));
  return element('td', { class: 'best' }, text, ' ', said);
}
