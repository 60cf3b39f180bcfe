import { t } from '@vscode/l10n';
import type { ClassReport } from '../../src/contracts/evaluation.ts';
import type { Task } from '../../src/contracts/plan.ts';
import type { ExamplePrediction } from '../../src/contracts/predictions.ts';
import { element, setText } from '../shared/element.ts';
import { createButton, createCheckbox, createDropdown, type Control, type DropdownControl } from '../shared/toolkit.ts';
import { ClassTableView } from './classTableView.ts';
import { collectConfusion } from './confusion.ts';
import { ConfusionView } from './confusionView.ts';
import { pickExamples, splitsOf, type ConfusedPair } from './examples.ts';
import { ExamplesView } from './examplesView.ts';
import { labelled, type TabActions } from './trainingTab.ts';
import type { ViewOptions } from './viewOptions.ts';

/** What the results tab shows. */
export interface ResultsModel {
  readonly task: Task;
  readonly examples: readonly ExamplePrediction[];
  readonly classes: ClassReport | null;
  readonly options: ViewOptions;
  /** Why there is nothing to show; empty where there is. */
  readonly empty: string;
}

/** The tab of classes and single examples: which was taken for which, and where the model is wrong. */
export class ResultsTab {
  readonly element: HTMLElement;
  readonly #split: DropdownControl;
  readonly #splitLabel: HTMLElement;
  readonly #order: DropdownControl;
  readonly #wrongOnly: Control<boolean>;
  readonly #search = element('input', {
    type: 'search',
    placeholder: t('Search'),
    'aria-label': t('Search the examples'),
  });
  readonly #pairButton: HTMLElement;
  readonly #confusion: ConfusionView;
  readonly #classes = new ClassTableView();
  readonly #report: HTMLElement;
  readonly #examples = new ExamplesView();
  readonly #empty = element('p', { class: 'empty-tab' });
  readonly #content: HTMLElement;
  /** Kept while the page lives: a search of yesterday would hide what is new. */
  #pair: ConfusedPair | null = null;
  #model: ResultsModel | null = null;
  #shown: readonly unknown[] = [];

  constructor({ choose, exportCsv }: Pick<TabActions, 'choose' | 'exportCsv'>) {
    this.#split = createDropdown(t('Split'), (value) => {
      choose({ split: value === 'validation' ? 'validation' : 'test' });
    });
    this.#order = createDropdown(t('Order'), (value) => {
      choose({ order: value === 'data' ? 'data' : 'worst' });
    });
    this.#order.setChoices([
      { value: 'worst', label: t('Worst first') },
      { value: 'data', label: t('As in the data') },
    ]);
    this.#wrongOnly = createCheckbox(t('Wrong only'), (wrongOnly) => {
      choose({ wrongOnly });
    });
    this.#search.addEventListener('input', () => {
      this.#render();
    });
    const setPair = (pair: ConfusedPair | null): void => {
      this.#pair = pair;
      this.#render();
    };
    this.#pairButton = createButton('', 'secondary', () => {
      setPair(null);
    });
    this.#pairButton.title = t('Show all examples again');
    this.#confusion = new ConfusionView(setPair);
    this.#report = element('div', { class: 'class-report' }, this.#confusion.element, this.#classes.element);
    this.#splitLabel = labelled(t('Split'), this.#split.element);
    this.#content = element(
      'div',
      { class: 'results' },
      this.#report,
      this.#makeToolbar(exportCsv),
      this.#examples.element,
    );
    this.element = element('div', { class: 'tab' }, this.#empty, this.#content);
  }

  show(model: ResultsModel): void {
    this.#model = model;
    this.#empty.hidden = model.empty === '';
    this.#content.hidden = model.empty !== '';
    setText(this.#empty, model.empty);
    if (model.empty === '') this.#render();
  }

  /** Another run: what was looked for in the old one is not looked for in the new one. */
  forget(): void {
    this.#pair = null;
    this.#search.value = '';
  }

  #render(): void {
    if (this.#model === null) return;
    const { task, examples, classes, options } = this.#model;
    this.#showControls(this.#model);
    this.#report.hidden = classes === null;
    this.#confusion.show(collectConfusion(classes), this.#pair);
    this.#classes.show(classes);
    const splits = splitsOf(examples);
    // A cell counts examples of one split: these are the ones to see.
    const wanted = this.#pair === null ? options.split : (classes?.split ?? options.split);
    const split = splits.includes(wanted) ? wanted : (splits[0] ?? 'test');
    const wrongOnly = options.wrongOnly && this.#pair === null && hasWrongOnes(task);
    const key = [examples, split, wrongOnly, options.order, this.#search.value, this.#pair];
    if (key.every((part, index) => part === this.#shown[index])) return;
    this.#shown = key;
    const { order } = options;
    const wish = { split, wrongOnly, order, search: this.#search.value, pair: this.#pair };
    const all = examples.filter((example) => example.split === split).length;
    this.#examples.show(pickExamples(examples, { ...wish, everyToken: task === 'tagging' }), task, all);
  }

  #showControls({ task, examples, options }: ResultsModel): void {
    const splits = splitsOf(examples);
    this.#split.setChoices(
      splits.map((split) => ({ value: split, label: split === 'test' ? t('Test') : t('Validation') })),
    );
    this.#split.show(splits.includes(options.split) ? options.split : (splits[0] ?? 'test'));
    this.#splitLabel.hidden = splits.length < 2 || this.#pair !== null;
    this.#order.show(options.order);
    this.#wrongOnly.show(options.wrongOnly);
    this.#wrongOnly.element.hidden = !hasWrongOnes(task) || this.#pair !== null;
    this.#pairButton.hidden = this.#pair === null;
    if (this.#pair !== null) {
      const { truth, prediction } = this.#pair;
      setText(this.#pairButton, t('{0} → {1} ✕', truth, prediction));
    }
  }

  #makeToolbar(exportCsv: () => void): HTMLElement {
    const csv = createButton(t('CSV'), 'secondary', exportCsv);
    csv.title = t('Save the values as a table');
    const controls = [
      this.#splitLabel,
      labelled(t('Order'), this.#order.element),
      this.#wrongOnly.element,
      this.#search,
      this.#pairButton,
      element('div', { class: 'actions' }, csv),
    ];
    return element('div', { class: 'toolbar', role: 'group', 'aria-label': t('View') }, ...controls);
  }
}

/** Numbers are never met exactly, nor is every next token. */
function hasWrongOnes(task: Task): boolean {
  return task !== 'regression' && task !== 'languageModel';
}
