import { t } from '@vscode/l10n';
import { element, setText } from '../shared/element.ts';
import { createButton, createCheckbox, createRadioGroup, type Control } from '../shared/toolkit.ts';
import { ChartGroup } from './chartGroup.ts';
import type { ChartModel } from './chartModel.ts';
import type { PlotLook } from './plotLook.ts';
import { MOST_SMOOTHING, type ViewOptions } from './viewOptions.ts';

/** Changes some of the options. */
export type Choose = (change: Partial<ViewOptions>) => void;

/** What both tabs can be told to do. */
export interface TabActions {
  readonly choose: Choose;
  readonly exportPng: () => void;
  readonly exportCsv: () => void;
}

/** The tab of the training curves: controls, then charts. */
export class TrainingTab {
  readonly element: HTMLElement;
  readonly group: ChartGroup;
  readonly #axis: Control<ViewOptions['axis']>;
  readonly #logX: Control<boolean>;
  readonly #logY: Control<boolean>;
  readonly #slider = element('input', { type: 'range', min: '0', max: String(MOST_SMOOTHING), step: '0.01' });
  readonly #weight = element('span', { class: 'weight', 'aria-hidden': 'true' });
  #options: ViewOptions | null = null;

  constructor(actions: TabActions) {
    const { choose } = actions;
    const choices = [
      { value: 'step', label: t('Step') },
      { value: 'epoch', label: t('Epoch') },
    ] as const;
    this.#axis = createRadioGroup(t('X-axis'), choices, (axis) => {
      choose({ axis });
    });
    this.#logX = createCheckbox(t('Log x'), (logX) => {
      choose({ logX });
    });
    this.#logY = createCheckbox(t('Log y'), (logY) => {
      choose({ logY });
    });
    this.#slider.addEventListener('input', () => {
      const options = this.#options;
      if (options === null) return;
      choose({ smoothing: { ...options.smoothing, [options.axis]: Number(this.#slider.value) } });
    });
    const hint = t('Show everything again (0, or double click on a chart)');
    const reset = createHideableButton(t('Reset zoom'), hint, () => {
      this.group.resetZoom();
    });
    this.group = new ChartGroup(({ isHome }) => {
      reset.show(!isHome);
    });
    const controls = [
      labelled(t('X-axis'), this.#axis.element),
      this.#makeSmoothing(),
      element('div', { class: 'checks' }, this.#logX.element, this.#logY.element),
    ];
    this.element = element(
      'div',
      { class: 'tab' },
      makeToolbar(controls, [reset.element], actions),
      this.group.element,
    );
  }

  show(charts: readonly ChartModel[], look: PlotLook, options: ViewOptions): void {
    this.#options = options;
    this.#axis.show(options.axis);
    this.#logX.show(options.logX);
    this.#logY.show(options.logY);
    const weight = options.smoothing[options.axis];
    if (Number(this.#slider.value) !== weight) this.#slider.value = String(weight);
    setText(this.#weight, weight.toFixed(2));
    this.group.update(charts, look, false, null);
  }

  #makeSmoothing(): HTMLElement {
    const hint = t(
      'Moving average of curves that are measured as often as the x-axis counts; 0 shows them as they are.',
    );
    const label = element(
      'label',
      { class: 'control', title: hint },
      element('span', { class: 'name' }, t('Smoothing')),
    );
    label.append(this.#slider, this.#weight);
    return label;
  }
}

/** A control with its name before it. */
export function labelled(name: string, control: HTMLElement): HTMLElement {
  return element('div', { class: 'control' }, element('span', { class: 'name', 'aria-hidden': 'true' }, name), control);
}

/** A row of controls, and the actions at its end. */
export function makeToolbar(controls: readonly Node[], zooming: readonly Node[], actions: TabActions): HTMLElement {
  const png = createButton(t('PNG'), 'secondary', actions.exportPng);
  png.title = t('Save the charts as a picture');
  const csv = createButton(t('CSV'), 'secondary', actions.exportCsv);
  csv.title = t('Save the values as a table');
  const end = element('div', { class: 'actions' }, ...zooming, png, csv);
  const toolbar = element('div', { class: 'toolbar', role: 'group' }, ...controls, end);
  toolbar.setAttribute('aria-label', t('View'));
  return toolbar;
}

/** A button that is there only while it has something to do. */
export function createHideableButton(label: string, hint: string, onClick: () => void): Control<boolean> {
  const button = createButton(label, 'secondary', onClick);
  button.title = hint;
  button.hidden = true;
  const show = (useful: boolean): void => {
    button.hidden = !useful;
  };
  return { element: button, show };
}
