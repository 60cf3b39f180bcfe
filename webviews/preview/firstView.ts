import { t } from '@vscode/l10n';
import type { PreviewExample, PreviewFirst, PreviewWindow } from '../../src/contracts/preview.ts';
import { element } from '../shared/element.ts';
import { formatCount } from '../shared/formatNumber.ts';
import type { Theme } from '../shared/theme.ts';
import { describeMoment } from './texts.ts';
import { SeriesPlot } from './seriesPlot.ts';

/** Series that are drawn at most: a page of charts shows no more. */
const MOST_SERIES = 12;

/** What the model sees first, and what it must say to it. */
export class FirstView {
  readonly element = element('section', { class: 'first' });
  #plots: readonly SeriesPlot[] = [];

  show(first: PreviewFirst | null, theme: Theme): void {
    this.dispose();
    this.element.hidden = first === null;
    if (first === null) return;
    if (first.type === 'example') this.element.replaceChildren(element('h2', {}, t('First row')), exampleView(first));
    else this.#showWindow(first, theme);
  }

  restyle(theme: Theme): void {
    for (const plot of this.#plots) plot.draw(theme);
  }

  /** Fits the charts into the room that the page has. */
  fit(): void {
    for (const plot of this.#plots) plot.fit();
  }

  dispose(): void {
    for (const plot of this.#plots) plot.dispose();
    this.#plots = [];
  }

  #showWindow(window: PreviewWindow, theme: Theme): void {
    this.#plots = window.series.slice(0, MOST_SERIES).map((series) => new SeriesPlot(series, window));
    const charts = element('div', { class: 'charts' }, ...this.#plots.map((plot) => plot.element));
    if (this.#plots.length === 1) charts.dataset['single'] = '';
    this.element.replaceChildren(element('h2', {}, t('First window')), caption(window), charts);
    for (const plot of this.#plots) plot.draw(theme);
  }
}

function caption(window: PreviewWindow): HTMLElement {
  const { inputSteps, targetSteps, times, dateOnly } = window;
  const swatch = (role: string, text: string): HTMLElement =>
    element('li', {}, element('span', { class: 'swatch', 'data-role': role, 'aria-hidden': 'true' }), text);
  const from = times?.[0];
  const to = times?.at(-1);
  const span =
    from === undefined || to === undefined
      ? ''
      : t('{0} to {1}', describeMoment(from, dateOnly), describeMoment(to, dateOnly));
  return element(
    'ul',
    { class: 'legend' },
    swatch('input', t('the model sees {0} timesteps', formatCount(inputSteps))),
    ...(targetSteps === 0 ? [] : [swatch('target', t('and must say the next {0}', formatCount(targetSteps)))]),
    ...(span === '' ? [] : [element('li', { class: 'span' }, span)]),
  );
}

function exampleView({ input, target }: PreviewExample): HTMLElement {
  const part = (role: string, label: string, text: string): HTMLElement =>
    element(
      'div',
      { class: 'example', 'data-role': role },
      element('h3', {}, label),
      element('p', {}, text === '' ? t('(empty)') : text),
    );
  return element(
    'div',
    { class: 'example-pair' },
    part('input', t('The model sees'), input),
    part('target', t('and must say'), target ?? t('what comes next, at every step')),
  );
}
