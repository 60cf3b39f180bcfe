import { t } from '@vscode/l10n';
import uPlot from 'uplot';
import type { PreviewSeries, PreviewWindow } from '../../src/contracts/preview.ts';
import { withAlpha } from '../shared/colors.ts';
import { element, setText } from '../shared/element.ts';
import { formatNumber, formatTick } from '../shared/formatNumber.ts';
import type { Theme } from '../shared/theme.ts';
import { timeTicks } from '../shared/timeTicks.ts';
import { describeMoment } from './texts.ts';
import { windowTracks } from './windowTracks.ts';

/** One column of the first window: what the model sees as a line, what it must say as points behind it. */
export class SeriesPlot {
  readonly element: HTMLElement;
  readonly #stage = element('div', { class: 'stage' });
  readonly #readOut = element('span', { class: 'read-out' });
  readonly #series: PreviewSeries;
  readonly #window: PreviewWindow;
  #plot: uPlot | null = null;

  constructor(series: PreviewSeries, window: PreviewWindow) {
    this.#series = series;
    this.#window = window;
    const label = t('First window of {0}', series.name);
    this.#stage.setAttribute('role', 'img');
    this.#stage.setAttribute('aria-label', label);
    const head = element(
      'div',
      { class: 'chart-head' },
      element('h3', { title: series.name }, series.name),
      this.#readOut,
    );
    this.element = element('div', { class: 'chart' }, head, this.#stage);
  }

  /** Draws it in the colours of `theme`; it must stand in the page. */
  draw(theme: Theme): void {
    this.dispose();
    const { x, input, target } = windowTracks(this.#series, this.#window);
    this.#plot = new uPlot(this.#options(theme, x), [x, input, target], this.#stage);
  }

  fit(): void {
    const { clientWidth: width, clientHeight: height } = this.#stage;
    if (this.#plot === null || width === 0 || (this.#plot.width === width && this.#plot.height === height)) return;
    this.#plot.setSize({ width, height });
  }

  dispose(): void {
    this.#plot?.destroy();
    this.#plot = null;
  }

  #options(theme: Theme, x: readonly number[]): uPlot.Options {
    const font = `11px ${theme.fontFamily}`;
    const axis: uPlot.Axis = {
      stroke: theme.muted,
      font,
      grid: { stroke: theme.grid, width: 1 },
      ticks: { show: false },
      gap: 6,
    };
    const isTime = this.#window.times !== null;
    return {
      width: this.#stage.clientWidth,
      height: this.#stage.clientHeight,
      ms: 1,
      tzDate: (time) => uPlot.tzDate(new Date(time), 'Etc/UTC'),
      padding: [8, 16, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false } },
      scales: {
        x: { time: isTime, range: () => roomyRange(x) },
        y: { range: (_plot, min, max) => paddedRange(min, max) },
      },
      axes: [
        isTime
          ? { ...axis, space: 70, size: 36, lineGap: 1.25, values: (_plot, times) => timeTicks(times) }
          : {
              ...axis,
              space: 56,
              size: 24,
              incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000],
            },
        { ...axis, space: 30, size: 60, values: (_plot, splits) => tickTexts(splits) },
      ],
      series: [
        {},
        { stroke: theme.blue, width: 1.5, spanGaps: false, points: { show: x.length < 80, size: 4, fill: theme.blue } },
        { stroke: theme.green, width: 1.5, spanGaps: false, points: { show: true, size: 6, fill: theme.green } },
      ],
      hooks: {
        drawClear: [
          (plot) => {
            shadeTarget(plot, this.#window, withAlpha(theme.green, 0.1));
          },
        ],
        setCursor: [
          (plot) => {
            setText(this.#readOut, this.#readAt(plot.cursor.idx ?? null));
          },
        ],
      },
    };
  }

  #readAt(index: number | null): string {
    const value = index === null ? undefined : this.#series.values[index];
    if (index === null || value === undefined) return '';
    const time = this.#window.times?.[index];
    const place = time === undefined ? t('timestep {0}', index + 1) : describeMoment(time, this.#window.dateOnly);
    return `${place}: ${value === null ? t('missing') : formatNumber(value)}`;
  }
}

/** Half a timestep of air at both ends, so that the first and the last point stand whole. */
function roomyRange(x: readonly number[]): [number, number] {
  const [first = 0, second = first + 1] = x;
  const last = x.at(-1) ?? first;
  const half = Math.max((second - first) / 2, (last - first) / 100);
  return [first - half, last + half];
}

function paddedRange(min: number | null, max: number | null): [number, number] {
  if (min === null || max === null) return [0, 1];
  const air = min === max ? Math.abs(min) * 0.1 || 1 : (max - min) * 0.08;
  return [min - air, max + air];
}

function tickTexts(splits: readonly number[]): string[] {
  const distance = Math.abs((splits[1] ?? 1) - (splits[0] ?? 0));
  return splits.map((split) => formatTick(split, distance));
}

/** Tints what the model does not see. */
function shadeTarget(plot: uPlot, { inputSteps, targetSteps }: PreviewWindow, color: string): void {
  const last = plot.data[0][inputSteps - 1];
  const next = plot.data[0][inputSteps];
  if (targetSteps === 0 || last === undefined || next === undefined) return;
  const left = plot.valToPos((last + next) / 2, 'x', true);
  const { left: start, top, width, height } = plot.bbox;
  plot.ctx.save();
  plot.ctx.fillStyle = color;
  plot.ctx.fillRect(left, top, start + width - left, height);
  plot.ctx.restore();
}
