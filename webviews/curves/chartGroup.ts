import { element, setText } from '../shared/element.ts';
import { zoomSpan } from './axes.ts';
import type { ChartModel, Span } from './chartModel.ts';
import { ChartView, fullSpan, type ChartListener, type Frame } from './chartView.ts';
import type { PlotLook } from './plotLook.ts';
import { announce } from './readOut.ts';

/** Charts over the same x-axis: one cursor and one zoom for all of them. */
export class ChartGroup {
  readonly element = element('div', { class: 'charts' });
  readonly #live = element('div', { class: 'visually-hidden', 'aria-live': 'polite' });
  readonly #views = new Map<string, ChartView>();
  readonly #onDidZoom: (zoomed: boolean) => void;
  #charts: readonly ChartModel[] = [];
  #look: PlotLook | null = null;
  #daily = false;
  #zoom: Span | null = null;
  #cursor: number | null = null;

  /** `onDidZoom` hears whether less than everything is shown. */
  constructor(onDidZoom: (zoomed: boolean) => void) {
    this.#onDidZoom = onDidZoom;
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
    const span = this.#zoom ?? fullSpan(this.#charts, look);
    return { look, span, cursor: this.#cursor, daily: this.#daily };
  }

  /** Shows these charts; `look` is compared by identity. */
  update(charts: readonly ChartModel[], look: PlotLook, daily: boolean): void {
    const before = this.#look;
    this.#charts = charts;
    this.#look = look;
    this.#daily = daily;
    if (before !== null && (before.kind !== look.kind || before.logX !== look.logX)) this.#forget();
    this.#reconcile();
    this.#draw();
  }

  /** Draws again what is known, for example in a new size. */
  readonly redraw = (): void => {
    this.#draw();
  };

  /** Shows the whole span again. */
  readonly resetZoom = (): void => {
    this.#setZoom(null);
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
    this.#zoom = zoom;
    this.#onDidZoom(zoom !== null);
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
    onZoom: (span) => {
      this.#setZoom(span);
    },
    onMagnify: (factor) => {
      const { frame } = this;
      if (frame === null) return;
      const full = fullSpan(this.#charts, frame.look);
      const center = this.#cursor ?? (frame.span.min + frame.span.max) / 2;
      const span = zoomSpan(frame.span, full, center, factor);
      this.#setZoom(span.min <= full.min && span.max >= full.max ? null : span);
    },
    onReset: this.resetZoom,
    onResize: this.redraw,
  };
}
