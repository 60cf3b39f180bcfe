import { element, setText } from '../shared/element.ts';
import { zoomSpan } from './axes.ts';
import type { ChartModel, Span } from './chartModel.ts';
import { ChartView, fullSpan, type ChartListener, type Frame } from './chartView.ts';
import type { PlotLook } from './plotLook.ts';
import { announce } from './readOut.ts';
import { isSameSpan } from './visibleRange.ts';

/** What part of its charts a group shows. */
export interface ShownRange {
  readonly span: Span;
  readonly full: Span;
  /** Whether it is what the group shows without being zoomed. */
  readonly isHome: boolean;
}

/** Charts over the same x-axis: one cursor and one zoom for all of them. */
export class ChartGroup {
  readonly element = element('div', { class: 'charts' });
  readonly #live = element('div', { class: 'visually-hidden', 'aria-live': 'polite' });
  readonly #views = new Map<string, ChartView>();
  readonly #onDidDraw: (range: ShownRange) => void;
  #charts: readonly ChartModel[] = [];
  #look: PlotLook | null = null;
  #daily = false;
  #home: Span | null = null;
  #zoom: Span | null = null;
  #cursor: number | null = null;

  /** `onDidDraw` hears what part is shown, after every drawing. */
  constructor(onDidDraw: (range: ShownRange) => void) {
    this.#onDidDraw = onDidDraw;
    this.element.append(this.#live);
  }

  /** Where each chart stands inside `element`, in CSS pixels, for export. */
  boxes(): readonly { readonly chart: ChartModel; readonly box: DOMRect }[] {
    return [...this.#views.values()].map((view) => ({ chart: view.chart, box: view.element.getBoundingClientRect() }));
  }

  /** The look and span of what is on the screen; `null` before anything was drawn. */
  get frame(): Frame | null {
    const look = this.#look;
    if (look === null) return null;
    const span = this.#zoom ?? this.#home ?? fullSpan(this.#charts, look);
    return { look, span, cursor: this.#cursor, daily: this.#daily };
  }

  /** Shows these charts; `look` is compared by identity. `home` is what is shown without zoom, `null` for everything. */
  update(charts: readonly ChartModel[], look: PlotLook, daily: boolean, home: Span | null): void {
    const before = this.#look;
    this.#charts = charts;
    this.#look = look;
    this.#daily = daily;
    this.#home = home;
    if (before !== null && (before.kind !== look.kind || before.logX !== look.logX)) this.#forget();
    this.#reconcile();
    this.#draw();
  }

  /** Draws again what is known, for example in a new size. */
  readonly redraw = (): void => {
    this.#draw();
  };

  /** Shows again what was shown at first. */
  readonly resetZoom = (): void => {
    this.#setZoom(null);
  };

  /** Shows the whole span. */
  readonly showAll = (): void => {
    if (this.#look !== null) this.#setZoom(fullSpan(this.#charts, this.#look));
  };

  /** Shows this part of the charts. */
  readonly showSpan = (span: Span): void => {
    this.#setZoom(span);
  };

  /** Lets go of zoom and cursor: they belong to other data. */
  forget(): void {
    this.#forget();
  }

  #forget(): void {
    this.#cursor = null;
    this.#setZoom(null);
  }

  #setZoom(zoom: Span | null): void {
    const look = this.#look;
    const home = look === null ? null : (this.#home ?? fullSpan(this.#charts, look));
    // Without zoom a chart goes on to show everything while it grows.
    this.#zoom = zoom !== null && home !== null && isSameSpan(zoom, home) ? null : zoom;
    this.#draw();
  }

  #reconcile(): void {
    const wanted = new Set(this.#charts.map((chart) => chart.id));
    for (const [id, view] of this.#views) {
      if (wanted.has(id)) continue;
      view.dispose();
      this.#views.delete(id);
    }
    for (const chart of this.#charts) {
      if (!this.#views.has(chart.id)) this.#views.set(chart.id, new ChartView(chart, this.#listener));
    }
    const ordered = this.#charts.flatMap((chart) => this.#views.get(chart.id)?.element ?? []);
    if (ordered.some((node, index) => this.element.children[index] !== node))
      this.element.append(...ordered, this.#live);
  }

  #draw(): void {
    const { frame } = this;
    if (frame === null) return;
    for (const chart of this.#charts) this.#views.get(chart.id)?.update(chart, frame);
    // Under a resting mouse a new drawing may have moved the cursor to other values.
    this.#showCursor();
    this.#onDidDraw({
      span: frame.span,
      full: fullSpan(this.#charts, frame.look),
      isHome: this.#zoom === null,
    });
  }

  #showCursor(): void {
    for (const view of this.#views.values()) view.showCursor(this.#cursor);
  }

  readonly #listener: ChartListener = {
    onCursor: (x) => {
      this.#cursor = x;
      this.#showCursor();
    },
    onKeyCursor: (chart, x) => {
      if (this.#look !== null) setText(this.#live, announce(chart, x, this.#look.kind, this.#daily));
    },
    onZoom: this.showSpan,
    onMagnify: (factor) => {
      const { frame } = this;
      if (frame === null) return;
      const full = fullSpan(this.#charts, frame.look);
      const center = this.#cursor ?? (frame.span.min + frame.span.max) / 2;
      this.#setZoom(zoomSpan(frame.span, full, center, factor));
    },
    onReset: this.resetZoom,
    onResize: this.redraw,
  };
}
