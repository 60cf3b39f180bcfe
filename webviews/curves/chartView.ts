import { t } from '@vscode/l10n';
import uPlot from 'uplot';
import { element, setText } from '../shared/element.ts';
import { spanOfCharts } from './axes.ts';
import { isSameChart, withoutHidden, type ChartModel, type Span } from './chartModel.ts';
import { collectCursorStep } from './cursorStep.ts';
import { LegendView } from './legendView.ts';
import type { PlotLook } from './plotLook.ts';
import { fitLines, plotOptions } from './plotOptions.ts';
import { describeX, readPosition } from './readOut.ts';
import { collectTracks } from './tracks.ts';

/** What all charts of a group have in common while they are drawn once. */
export interface Frame {
  readonly look: PlotLook;
  readonly span: Span;
  /** Where the linked cursor stands, or `null`. */
  readonly cursor: number | null;
  /** Whether all time stamps are at midnight. */
  readonly daily: boolean;
}

/** What the canvas shows. */
interface Drawn {
  readonly chart: ChartModel;
  readonly span: Span;
  readonly width: number;
  readonly height: number;
  readonly plot: uPlot;
}

/** What a chart tells its group. */
export interface ChartListener {
  onCursor(x: number | null): void;
  /** The cursor was moved by key: say aloud where it stands. */
  onKeyCursor(chart: ChartModel, x: number): void;
  onZoom(span: Span): void;
  onMagnify(factor: number): void;
  onReset(): void;
  onResize(): void;
}

/** One chart: title, legend and plot. */
export class ChartView {
  readonly element: HTMLElement;
  readonly #title = element('h2');
  readonly #note = element('span', { class: 'note' });
  readonly #legend: LegendView;
  readonly #empty = element('p', { class: 'empty' });
  readonly #stage = element('div', { class: 'stage', role: 'application', tabindex: '0' });
  readonly #listener: ChartListener;
  readonly #resizes: ResizeObserver;
  #plot: uPlot | null = null;
  #madeFor = '';
  #look: PlotLook | null = null;
  #chart: ChartModel;
  #frame: Frame | null = null;
  #drawn: Drawn | null = null;
  #hovered = false;
  readonly #hidden = new Set<string>();

  constructor(chart: ChartModel, listener: ChartListener) {
    this.#chart = chart;
    this.#listener = listener;
    this.#legend = new LegendView((id) => {
      this.#toggle(id);
    });
    const heading = element('div', { class: 'heading' }, this.#title, this.#note);
    this.element = element('section', { class: 'chart' }, heading, this.#legend.element, this.#stage, this.#empty);
    this.element.dataset['chart'] = chart.id;
    this.#stage.setAttribute('aria-roledescription', t('chart'));
    this.#stage.addEventListener('keydown', this.#onKey);
    this.#stage.addEventListener('pointerenter', () => {
      this.#hovered = true;
    });
    this.#stage.addEventListener('pointerleave', () => {
      this.#hovered = false;
      this.#listener.onCursor(null);
    });
    this.#resizes = new ResizeObserver(() => {
      listener.onResize();
    });
    this.#resizes.observe(this.#stage);
  }

  /** As it can be seen: without curves that a person hid. */
  get chart(): ChartModel {
    return withoutHidden(this.#chart, this.#hidden);
  }

  dispose(): void {
    this.#resizes.disconnect();
    this.#plot?.destroy();
    this.element.remove();
  }

  /** Draws the chart as it is now; `showCursor` then completes it. */
  update(chart: ChartModel, frame: Frame): void {
    this.#chart = chart;
    this.#frame = frame;
    setText(this.#title, chart.title);
    setText(this.#note, chart.note);
    setText(this.#empty, chart.empty);
    const isEmpty = chart.curves.length === 0;
    this.element.classList.toggle('wide', chart.wide);
    this.element.classList.toggle('is-empty', isEmpty);
    this.#stage.tabIndex = isEmpty ? -1 : 0;
    this.#stage.setAttribute('aria-label', describeChart(chart));
    this.#draw(chart, frame);
  }

  /** Moves the linked cursor, and the values with it. */
  showCursor(x: number | null): void {
    const frame = this.#frame;
    if (frame === null) return;
    this.#frame = { ...frame, cursor: x };
    const position = x === null ? '' : describeX(readPosition(this.chart, x), frame.look.kind, frame.daily);
    this.#legend.show(this.#chart, x, position);
    const plot = this.#plot;
    if (plot === null || this.#hovered) return;
    const outside = x === null || x < frame.span.min || x > frame.span.max;
    plot.setCursor({ left: outside ? -10 : plot.valToPos(x, 'x'), top: outside ? -10 : 1 }, false);
  }

  #draw(all: ChartModel, frame: Frame): void {
    const { clientWidth: width, clientHeight: height } = this.#stage;
    // A hidden tab has no size; it is drawn when it is shown.
    if (width < 80 || height < 60 || all.curves.length === 0) return;
    this.#legend.rebuild(all, frame.look.theme);
    this.#legend.showHidden(this.#hidden);
    const { chart } = this;
    const plot = this.#plotFor(chart, frame.look, width, height);
    const drawn: Drawn = { chart, span: frame.span, width, height, plot };
    if (this.#drawn !== null && isSameDrawing(this.#drawn, drawn)) return;
    this.#drawn = drawn;
    const { logX, logY } = frame.look;
    const window = { span: frame.span, pixels: width, logX, logY: logY && chart.positive };
    const { x, tracks } = collectTracks(chart.curves, window);
    fitLines(plot, chart, tracks, frame.look.scale);
    // A batch is drawn at once, so that the cursor finds the scales as they are now.
    plot.batch(() => {
      if (plot.width !== width || plot.height !== height) plot.setSize({ width, height });
      plot.setData([x, ...tracks]);
    });
  }

  #toggle(id: string): void {
    if (!this.#hidden.delete(id)) this.#hidden.add(id);
    if (this.#frame === null) return;
    this.#draw(this.#chart, this.#frame);
    // A new plot may have moved the cursor.
    this.showCursor(this.#frame.cursor);
  }

  #plotFor(chart: ChartModel, look: PlotLook, width: number, height: number): uPlot {
    const wanted = JSON.stringify(chart.curves.map(({ id, style }) => [id, style]));
    if (this.#plot !== null && this.#look === look && this.#madeFor === wanted) return this.#plot;
    this.#plot?.destroy();
    this.#look = look;
    this.#madeFor = wanted;
    const options = plotOptions(chart, look, this.#hooks(), { left: 0, top: 0, width, height });
    this.#plot = new uPlot(options, [[]], this.#stage);
    return this.#plot;
  }

  #hooks(): Parameters<typeof plotOptions>[2] {
    return {
      span: () => this.#frame?.span ?? { min: 0, max: 1 },
      chart: () => this.chart,
      onCursor: (x) => {
        // A redraw under a resting mouse, or a linked chart's cursor, is not a move of this one.
        if (this.#hovered && x !== (this.#frame?.cursor ?? null)) this.#listener.onCursor(x);
      },
      onSelect: (span) => {
        this.#listener.onZoom(span);
      },
      onReset: () => {
        this.#listener.onReset();
      },
    };
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || !this.#answerKey(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  #answerKey({ key, shiftKey }: KeyboardEvent): boolean {
    switch (key) {
      case 'Escape':
        this.#listener.onCursor(null);
        return true;
      case '0':
        this.#listener.onReset();
        return true;
      case '+':
      case '=':
        this.#listener.onMagnify(2);
        return true;
      case '-':
        this.#listener.onMagnify(0.5);
        return true;
      default:
        return this.#moveCursor(key, shiftKey);
    }
  }

  #moveCursor(key: string, far: boolean): boolean {
    const frame = this.#frame;
    if (frame === null || this.#plot === null) return false;
    const seen = Array.from(this.#plot.data[0]).filter((x) => x >= frame.span.min && x <= frame.span.max);
    const x = collectCursorStep(seen, frame.cursor, key, far);
    if (x === undefined) return false;
    this.#hovered = false;
    this.#listener.onCursor(x);
    this.#listener.onKeyCursor(this.chart, x);
    return true;
  }
}

/** Most charts of a live page change once an epoch, not with every batch: they need no new drawing meanwhile. */
function isSameDrawing(a: Drawn, b: Drawn): boolean {
  const sameSize = a.width === b.width && a.height === b.height;
  return (
    sameSize &&
    a.plot === b.plot &&
    a.span.min === b.span.min &&
    a.span.max === b.span.max &&
    isSameChart(a.chart, b.chart)
  );
}

function describeChart(chart: ChartModel): string {
  if (chart.curves.length === 0) return `${chart.title}. ${chart.empty}`;
  const keys = t('Arrow keys move the cursor, plus and minus zoom, 0 resets the zoom.');
  const labels = chart.curves.map((curve) => curve.label).filter((label) => label !== chart.title);
  return `${[chart.title, ...labels].join(', ')}. ${keys}`;
}

/** The span that a group shows when it is not zoomed; a unit span where nothing is to be seen yet. */
export function fullSpan(charts: readonly ChartModel[], look: PlotLook): Span {
  return spanOfCharts(charts, look.kind, look.logX) ?? (look.logX ? { min: 1, max: 10 } : { min: 0, max: 1 });
}
