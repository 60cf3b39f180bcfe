import { element, setText } from '../shared/element.ts';
import type { Theme } from '../shared/theme.ts';
import type { ChartModel } from './chartModel.ts';
import { curveColor } from './plotOptions.ts';
import { readChart } from './readOut.ts';

interface Key {
  readonly value: HTMLElement;
  readonly raw: HTMLElement;
}

/** The legend of one chart: a swatch, a name and the value at the cursor for every curve. */
export class LegendView {
  readonly element = element('div', { class: 'legend' });
  readonly #position = element('span', { class: 'position' });
  #keys: Key[] = [];

  /** Makes the keys anew, after curves or colours changed. */
  rebuild(chart: ChartModel, theme: Theme): void {
    this.#keys = [];
    this.element.replaceChildren(...chart.curves.map((curve) => this.#makeKey(chart, curve, theme)), this.#position);
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
    const swatch = element('span', { class: curve.style.dash.length > 0 ? 'swatch dashed' : 'swatch' });
    swatch.style.borderTopColor = curveColor(curve.style, theme);
    const value = element('span', { class: 'value' });
    const raw = element('span', { class: 'raw' });
    this.#keys.push({ value, raw });
    // A single curve bears the chart's own title: saying it again would only be noise.
    const label = curve.label === chart.title ? [] : [element('span', { class: 'key-label' }, curve.label)];
    return element('span', { class: 'key' }, swatch, ...label, value, raw);
  }
}
