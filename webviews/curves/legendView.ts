import { t } from '@vscode/l10n';
import { element, setText } from '../shared/element.ts';
import type { Theme } from '../shared/theme.ts';
import type { ChartModel } from './chartModel.ts';
import { curveColor } from './plotOptions.ts';
import { readChart } from './readOut.ts';

interface Key {
  readonly element: HTMLElement;
  readonly id: string;
  readonly value: HTMLElement;
  readonly raw: HTMLElement;
}

/** The legend of one chart: a swatch, a name and the value at the cursor for every curve. A click on one hides or shows its curve. */
export class LegendView {
  readonly element = element('div', { class: 'legend' });
  readonly #position = element('span', { class: 'position' });
  readonly #onToggle: (id: string) => void;
  #keys: Key[] = [];
  #shown = '';
  #theme: Theme | null = null;

  /** `onToggle` hears which curve is to be hidden, or shown again. */
  constructor(onToggle: (id: string) => void) {
    this.#onToggle = onToggle;
  }

  /** Makes the keys anew where curves or colours have changed. */
  rebuild(chart: ChartModel, theme: Theme): void {
    const wanted = JSON.stringify(chart.curves.map(({ id, label, style }) => [id, label, style]));
    if (this.#shown === wanted && this.#theme === theme) return;
    this.#shown = wanted;
    this.#theme = theme;
    this.#keys = [];
    this.element.replaceChildren(...chart.curves.map((curve) => this.#makeKey(chart, curve, theme)), this.#position);
  }

  /** Says which curves are hidden. */
  showHidden(hidden: ReadonlySet<string>): void {
    for (const { element: key, id } of this.#keys) {
      if (key instanceof HTMLButtonElement) key.setAttribute('aria-pressed', String(!hidden.has(id)));
    }
  }

  /** Shows the values at `x`, or the latest ones; `position` says where the cursor stands. */
  show(chart: ChartModel, x: number | null, position: string): void {
    setText(this.#position, position);
    for (const [index, reading] of readChart(chart, x).entries()) {
      const key = this.#keys[index];
      if (key === undefined) continue;
      setText(key.value, reading.value);
      setText(key.raw, reading.raw === '' ? '' : `(${reading.raw})`);
    }
  }

  #makeKey(chart: ChartModel, curve: ChartModel['curves'][number], theme: Theme): HTMLElement {
    const swatch = element('span', { class: 'swatch' });
    swatch.classList.toggle('dashed', curve.style.dash.length > 0);
    swatch.classList.toggle('thin', curve.style.weight === 'pale');
    swatch.style.borderTopColor = curveColor(curve.style, theme);
    const value = element('span', { class: 'value' });
    const raw = element('span', { class: 'raw' });
    // A single curve bears the chart's own title: saying it again would only be noise.
    const label = curve.label === chart.title ? [] : [element('span', { class: 'key-label' }, curve.label)];
    const key = this.#makeFrame(chart, curve);
    key.append(swatch, ...label, value, raw);
    this.#keys.push({ element: key, id: curve.id, value, raw });
    return key;
  }

  /** Something to press, unless there is only one curve: without it the chart would say nothing. */
  #makeFrame(chart: ChartModel, curve: ChartModel['curves'][number]): HTMLElement {
    if (chart.curves.length < 2) return element('span', { class: 'key' });
    const button = element('button', { class: 'key', type: 'button', title: t('Hide or show this curve') });
    button.addEventListener('click', () => {
      this.#onToggle(curve.id);
    });
    return button;
  }
}
