import { t } from '@vscode/l10n';
import type { Task } from '../../src/contracts/plan.ts';
import type { ExamplePrediction } from '../../src/contracts/predictions.ts';
import { element, setText } from '../shared/element.ts';
import { formatCount, formatNumber } from '../shared/formatNumber.ts';
import { createButton } from '../shared/toolkit.ts';
import { formatShare } from './confusion.ts';
import { compareTokens, type ComparedToken } from './examples.ts';

/** Rows that are added at a time. */
const ROWS_A_PAGE = 100;

/** A table of what the model said about single examples, page by page. */
export class ExamplesView {
  readonly element = element('section', { class: 'examples' });
  readonly #note = element('p', { class: 'note', role: 'status' });
  readonly #head = element('tr');
  readonly #body = element('tbody');
  readonly #more: HTMLElement;
  readonly #empty = element('p', { class: 'empty-tab' }, t('No example is like that.'));
  #examples: readonly ExamplePrediction[] = [];
  #task: Task = 'classification';
  #rows = 0;

  constructor() {
    this.#more = createButton(t('Show more'), 'secondary', () => {
      this.#addRows();
    });
    const table = element('table', {}, element('thead', {}, this.#head), this.#body);
    const heading = element('div', { class: 'heading' }, element('h2', {}, t('Examples')), this.#note);
    this.element.append(heading, element('div', { class: 'scroller' }, table), this.#empty, this.#more);
  }

  /** `all` is the number of examples of the split, of which those that are handed here were picked. */
  show(examples: readonly ExamplePrediction[], task: Task, all: number): void {
    setText(this.#note, t('{0} of {1}', formatCount(examples.length), formatCount(all)));
    this.#empty.hidden = examples.length > 0;
    this.#examples = examples;
    this.#task = task;
    this.#rows = 0;
    this.#head.replaceChildren(...this.#columns().map(({ title }) => element('th', { scope: 'col' }, title)));
    this.#body.replaceChildren();
    this.#addRows();
  }

  #addRows(): void {
    const columns = this.#columns();
    const next = this.#examples.slice(this.#rows, this.#rows + ROWS_A_PAGE);
    this.#body.append(...next.map((example) => element('tr', {}, ...columns.map(({ make }) => make(example)))));
    this.#rows += next.length;
    this.#more.hidden = this.#rows >= this.#examples.length;
  }

  /** Columns that no example has anything for are left out. */
  #columns(): readonly Column[] {
    const has = (key: 'input' | 'probability' | 'loss'): boolean =>
      this.#examples.some((example) => example[key] !== null && example[key] !== '');
    // Numbers are never met exactly, nor is every next token: there is nothing to mark.
    const marksWrong = this.#task !== 'regression' && this.#task !== 'languageModel';
    // What a language model writes is a text with its line breaks, and no row of tokens.
    const make =
      this.#task === 'languageModel'
        ? makeText
        : (text: string) => makeTokens(compareTokens({ truth: text, prediction: text }));
    return [
      { title: t('Row'), make: ({ row }) => makeNumber(formatCount(row)) },
      ...(has('input') ? [{ title: inputTitle(this.#task), make: makeInput }] : []),
      { title: t('Truth'), make: ({ truth }) => make(truth) },
      {
        title: t('Prediction'),
        make: (example) => (marksWrong ? makeTokens(compareTokens(example)) : make(example.prediction)),
      },
      ...(has('probability') ? [{ title: t('Probability'), make: makeProbability }] : []),
      ...(has('loss') ? [{ title: lossTitle(this.#task), make: makeLoss }] : []),
    ];
  }
}

interface Column {
  readonly title: string;
  readonly make: (example: ExamplePrediction) => HTMLElement;
}

function inputTitle(task: Task): string {
  return task === 'translation' ? t('Source') : t('Input');
}

function lossTitle(task: Task): string {
  return task === 'regression' ? t('Absolute error') : t('Loss');
}

function makeNumber(text: string): HTMLElement {
  return element('td', { class: 'number' }, text);
}

function makeInput({ input }: ExamplePrediction): HTMLElement {
  return makeText(input);
}

function makeProbability({ probability }: ExamplePrediction): HTMLElement {
  return makeNumber(probability === null ? '' : formatShare(probability));
}

function makeLoss({ loss }: ExamplePrediction): HTMLElement {
  return makeNumber(loss === null ? '' : formatNumber(loss));
}

/** Long texts are cut by the style: three lines, until the cell is clicked. */
function makeText(...content: readonly (Node | string)[]): HTMLElement {
  const box = element('div', { class: 'text' }, ...content);
  box.addEventListener('click', () => {
    box.classList.toggle('whole');
  });
  return element('td', {}, box);
}

/** Tokens side by side, none of them broken in two; those that are wrong are marked. */
function makeTokens(tokens: readonly ComparedToken[]): HTMLElement {
  return makeText(...tokens.flatMap((token, index) => (index === 0 ? [makeToken(token)] : [' ', makeToken(token)])));
}

function makeToken({ text, wrong }: ComparedToken): HTMLElement {
  if (!wrong) return element('span', {}, text);
  const said = element('span', { class: 'visually-hidden' }, t('(wrong)'));
  return element('mark', {}, text === '' ? '∅' : text, said);
}
