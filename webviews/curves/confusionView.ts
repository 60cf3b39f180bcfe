import { t } from '@vscode/l10n';
import { element } from '../shared/element.ts';
import { formatCount } from '../shared/formatNumber.ts';
import { formatShare, moveInGrid, type ConfusionCell, type ConfusionTable } from './confusion.ts';
import type { ConfusedPair } from './examples.ts';

/** The confusion matrix: a heat map whose cells can be chosen, with the mouse or with arrows and Enter. */
export class ConfusionView {
  readonly element = element('section', { class: 'confusion' });
  readonly #onChoose: (pair: ConfusedPair | null) => void;
  #table: ConfusionTable | null = null;
  #shown = '';
  #buttons: readonly (readonly HTMLButtonElement[])[] = [];
  #pair: ConfusedPair | null = null;

  /** `onChoose` gets `null` where the chosen cell is chosen once more. */
  constructor(onChoose: (pair: ConfusedPair | null) => void) {
    this.#onChoose = onChoose;
    this.element.addEventListener('keydown', (event) => {
      this.#move(event);
    });
  }

  show(table: ConfusionTable | null, pair: ConfusedPair | null): void {
    this.element.hidden = table === null;
    this.#pair = pair;
    const key = JSON.stringify(table);
    if (table !== null && key !== this.#shown) this.#draw(table);
    this.#shown = key;
    this.#table = table;
    this.#mark();
  }

  #draw(table: ConfusionTable): void {
    this.#buttons = table.rows.map((row) => row.map((cell) => this.#makeButton(cell, table)));
    const heads = table.labels.map((label) =>
      element('th', { scope: 'col', title: label }, element('span', {}, label)),
    );
    const rows = table.labels.map((label, row) => {
      const cells = (this.#buttons[row] ?? []).map((button) => element('td', {}, button));
      return element('tr', {}, element('th', { scope: 'row', title: label }, label), ...cells);
    });
    const corner = element('th', { class: 'corner', scope: 'col' }, t('Truth ↓ prediction →'));
    const grid = element(
      'table',
      { 'data-size': table.size, 'aria-label': t('Confusion matrix') },
      element('thead', {}, element('tr', {}, corner, ...heads)),
      element('tbody', {}, ...rows),
    );
    const hint = t('Choose a cell to see its examples; shares are of each row.');
    this.element.replaceChildren(
      element(
        'div',
        { class: 'heading' },
        element('h2', {}, t('Confusion matrix')),
        element('p', { class: 'note' }, hint),
      ),
      element('div', { class: 'scroller' }, grid),
    );
  }

  #makeButton(cell: ConfusionCell, { size }: ConfusionTable): HTMLButtonElement {
    const { count, share, hint, truth, prediction } = cell;
    const button = element('button', {
      class: 'cell',
      type: 'button',
      title: hint,
      'aria-label': hint,
      tabindex: '-1',
    });
    button.classList.toggle('right', truth === prediction);
    button.style.setProperty('--share', share.toFixed(3));
    if (size !== 'small') button.append(element('span', { class: 'count' }, formatCount(count)));
    if (size === 'large') button.append(element('span', { class: 'share' }, formatShare(share)));
    button.addEventListener('click', () => {
      this.#onChoose(isSamePair(this.#pair, cell) ? null : { truth, prediction });
    });
    return button;
  }

  /** One cell can be reached with Tab: the chosen one, else the first. */
  #mark(): void {
    const cells = this.#table?.rows.flat() ?? [];
    const chosen = cells.findIndex((cell) => isSamePair(this.#pair, cell));
    for (const [index, button] of this.#buttons.flat().entries()) {
      button.setAttribute('aria-pressed', String(index === chosen));
      button.tabIndex = index === Math.max(chosen, 0) ? 0 : -1;
    }
  }

  #move(event: KeyboardEvent): void {
    for (const [row, buttons] of this.#buttons.entries()) {
      const column = buttons.findIndex((button) => button === document.activeElement);
      if (column < 0) continue;
      const place = moveInGrid(event.key, [row, column], this.#buttons.length);
      if (place === null) return;
      event.preventDefault();
      const next = this.#buttons[place[0]]?.[place[1]];
      for (const button of this.#buttons.flat()) button.tabIndex = button === next ? 0 : -1;
      next?.focus();
      return;
    }
  }
}

function isSamePair(pair: ConfusedPair | null, { truth, prediction }: ConfusedPair): boolean {
  return pair?.truth === truth && pair.prediction === prediction;
}
