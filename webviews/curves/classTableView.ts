import { t } from '@vscode/l10n';
import type { ClassReport } from '../../src/contracts/evaluation.ts';
import { element } from '../shared/element.ts';
import { collectClassTable, nextOrder } from './classTable.ts';
import type { ClassColumn, ClassOrder, ClassRow } from './classTable.ts';

/** How well each class was told from the others; a click on a column's head sorts by it. */
export class ClassTableView {
  readonly element = element('section', { class: 'classes' });
  readonly #body = element('div', { class: 'scroller' });
  #report: ClassReport | null = null;
  #order: ClassOrder = { column: 'support', descending: true };
  #shown = '';

  constructor() {
    const heading = element('div', { class: 'heading' }, element('h2', {}, t('Classes')));
    this.element.append(heading, this.#body);
  }

  show(report: ClassReport | null): void {
    this.element.hidden = report === null;
    this.#report = report;
    if (report === null) return;
    const key = JSON.stringify([report, this.#order]);
    if (key === this.#shown) return;
    this.#shown = key;
    const table = collectClassTable(report, this.#order);
    const focused = this.#focusedColumn();
    this.#body.replaceChildren(
      element(
        'table',
        {},
        element('thead', {}, element('tr', {}, ...this.#makeHeads())),
        element('tbody', {}, ...table.classes.map(makeRow)),
        element('tfoot', {}, ...table.means.map(makeRow)),
      ),
    );
    if (focused !== undefined) this.#body.querySelector<HTMLElement>(`[data-column='${focused}']`)?.focus();
  }

  #makeHeads(): readonly HTMLElement[] {
    const titles: readonly [ClassColumn, string][] = [
      ['label', t('Class')],
      ['precision', t('Precision')],
      ['recall', t('Recall')],
      ['f1', t('F1')],
      ['support', t('Count')],
    ];
    return titles.map(([column, title]) => this.#makeHead(column, title));
  }

  #makeHead(column: ClassColumn, title: string): HTMLElement {
    const { descending } = this.#order;
    const sorted = this.#order.column === column;
    const button = element('button', { class: 'sort', type: 'button', 'data-column': column }, title);
    button.addEventListener('click', () => {
      this.#order = nextOrder(this.#order, column);
      this.show(this.#report);
    });
    const direction = descending ? 'descending' : 'ascending';
    return element('th', { scope: 'col', 'aria-sort': sorted ? direction : 'none' }, button);
  }

  #focusedColumn(): string | undefined {
    const { activeElement } = document;
    return activeElement instanceof HTMLElement && this.#body.contains(activeElement)
      ? activeElement.dataset['column']
      : undefined;
  }
}

function makeRow({ label, cells }: ClassRow): HTMLElement {
  const head = element('th', { scope: 'row', title: label }, label);
  return element('tr', {}, head, ...cells.map((text) => element('td', {}, text)));
}
