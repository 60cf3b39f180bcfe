import { t } from '@vscode/l10n';
import { withAlpha } from '../shared/colors.ts';
import { element } from '../shared/element.ts';
import type { Curve, Span } from './chartModel.ts';
import { drawOutline } from './drawOutline.ts';
import type { PlotLook } from './plotLook.ts';
import { describeX } from './readOut.ts';
import { centerSpan, dragSpan, gripAt, spanAfterKey, type Grip } from './visibleRange.ts';

/** What an overview shows. */
export interface Overview {
  readonly curve: Curve;
  readonly look: PlotLook;
  /** The part that can be seen in the charts. */
  readonly span: Span;
  readonly full: Span;
  /** Whether all time stamps are at midnight. */
  readonly daily: boolean;
}

/** What a person wants to see. */
export interface OverviewListener {
  onSpan(span: Span): void;
  onAll(): void;
  onReset(): void;
}

/** How near to an edge a mouse takes hold of it, in pixels. */
const REACH = 7;
/** The narrowest range that a mouse can make: so many points on average. */
const FEWEST_POINTS = 8;

/** A strip with the whole of a curve, in which the visible range can be moved and resized. */
export class OverviewView {
  readonly element: HTMLElement;
  readonly #canvas = element('canvas');
  readonly #range = element('div', { class: 'overview-range' });
  readonly #listener: OverviewListener;
  #overview: Overview | null = null;
  #drawn = '';
  #drawnCurve: Curve | null = null;
  #drawnLook: PlotLook | null = null;
  #held: { readonly grip: Grip; readonly x: number; readonly span: Span } | null = null;

  constructor(listener: OverviewListener) {
    this.#listener = listener;
    this.element = element('div', { class: 'overview', role: 'slider', tabindex: '0' }, this.#canvas, this.#range);
    this.element.setAttribute('aria-label', t('Visible range'));
    this.element.title = t('Drag to move the visible range, or its edges; double click shows everything.');
    this.element.addEventListener('pointerdown', this.#onDown);
    this.element.addEventListener('pointermove', this.#onMove);
    this.element.addEventListener('lostpointercapture', () => {
      this.#held = null;
    });
    this.element.addEventListener('dblclick', () => {
      listener.onAll();
    });
    this.element.addEventListener('keydown', this.#onKey);
  }

  show(overview: Overview): void {
    this.#overview = overview;
    const { curve, look, span, full, daily } = overview;
    const share = (x: number): number => (100 * (x - full.min)) / (full.max - full.min);
    this.#range.style.left = `${String(share(span.min))}%`;
    this.#range.style.right = `${String(100 - share(span.max))}%`;
    const says = (x: number): string => describeX(x, look.kind, daily);
    this.element.setAttribute('aria-valuenow', String(Math.round(share(span.min))));
    this.element.setAttribute('aria-valuetext', t('{0} to {1}', says(span.min), says(span.max)));
    this.#drawOutline(curve, look, full);
  }

  #drawOutline(curve: Curve, look: PlotLook, full: Span): void {
    const { clientWidth, clientHeight } = this.#canvas;
    const place = [clientWidth, clientHeight, window.devicePixelRatio, full.min, full.max].join();
    if (clientWidth === 0 || (this.#drawn === place && this.#drawnCurve?.y === curve.y && this.#drawnLook === look)) {
      return;
    }
    this.#drawn = place;
    this.#drawnCurve = curve;
    this.#drawnLook = look;
    drawOutline(this.#canvas, curve, full, withAlpha(look.theme.foreground, 0.6));
  }

  readonly #onDown = (event: PointerEvent): void => {
    const overview = this.#overview;
    if (overview === null || event.button !== 0) return;
    const x = this.#valueAt(event.clientX, overview.full);
    const grip = gripAt(x, overview.span, this.#reach(overview.full));
    // Beside the range: it jumps to the mouse, and is held from there.
    const span = grip === null ? centerSpan(overview.span, x, overview.full) : overview.span;
    this.#held = { grip: grip ?? 'range', x, span };
    this.element.setPointerCapture(event.pointerId);
    if (grip === null) this.#listener.onSpan(span);
  };

  readonly #onMove = (event: PointerEvent): void => {
    const overview = this.#overview;
    if (overview === null) return;
    const { curve, full } = overview;
    const x = this.#valueAt(event.clientX, full);
    const held = this.#held;
    this.element.dataset['grip'] = held?.grip ?? gripAt(x, overview.span, this.#reach(full)) ?? 'beside';
    if (held === null) return;
    const narrowest = ((full.max - full.min) * FEWEST_POINTS) / Math.max(curve.x.length, FEWEST_POINTS);
    this.#listener.onSpan(dragSpan(held.span, held.grip, x - held.x, full, narrowest));
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const overview = this.#overview;
    if (overview === null || event.ctrlKey || event.metaKey || event.altKey) return;
    const span = spanAfterKey(event.key, overview.span, overview.full);
    if (span === undefined && event.key !== '0') return;
    event.preventDefault();
    if (span === undefined) this.#listener.onReset();
    else this.#listener.onSpan(span);
  };

  #valueAt(clientX: number, full: Span): number {
    const { left, width } = this.element.getBoundingClientRect();
    return full.min + ((clientX - left) / width) * (full.max - full.min);
  }

  #reach(full: Span): number {
    return (REACH * (full.max - full.min)) / this.element.clientWidth;
  }
}
