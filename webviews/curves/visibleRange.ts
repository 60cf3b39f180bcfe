import { zoomSpan } from './axes.ts';
import type { Span } from './chartModel.ts';

/** What a mouse took hold of: an edge of the visible range, or the range as a whole. */
export type Grip = 'start' | 'end' | 'range';

/** The span of the last `count` points of ascending `x`; `null` where that would leave out next to nothing. */
export function spanOfLast(x: Float64Array, count: number): Span | null {
  const max = x.at(-1);
  const min = x.at(-count);
  return max === undefined || min === undefined || x.length < count * 1.25 ? null : { min, max };
}

/** What is at `x`, within `reach` of it: an edge goes before the range. `null` outside of the range. */
export function gripAt(x: number, span: Span, reach: number): Grip | null {
  const [toStart, toEnd] = [Math.abs(x - span.min), Math.abs(x - span.max)];
  if (Math.min(toStart, toEnd) <= reach) return toStart < toEnd ? 'start' : 'end';
  return x > span.min && x < span.max ? 'range' : null;
}

/** The range after its `grip` was moved by `distance`: inside of `full`, and at least `narrowest` wide. */
export function dragSpan(span: Span, grip: Grip, distance: number, full: Span, narrowest: number): Span {
  switch (grip) {
    case 'start':
      return { ...span, min: clamp(span.min + distance, full.min, Math.max(span.max - narrowest, full.min)) };
    case 'end':
      return { ...span, max: clamp(span.max + distance, Math.min(span.min + narrowest, full.max), full.max) };
    case 'range':
      return moveTo(span, span.min + distance, full);
  }
}

/** The range after a key: arrows move it by a tenth of its width, pages by all of it; `undefined` for other keys. */
export function spanAfterKey(key: string, span: Span, full: Span): Span | undefined {
  const width = span.max - span.min;
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return moveTo(span, span.min - width / 10, full);
    case 'ArrowRight':
    case 'ArrowUp':
      return moveTo(span, span.min + width / 10, full);
    case 'PageDown':
      return moveTo(span, span.min - width, full);
    case 'PageUp':
      return moveTo(span, span.max, full);
    case 'Home':
      return moveTo(span, full.min, full);
    case 'End':
      return moveTo(span, full.max, full);
    case '+':
    case '=':
      return zoomSpan(span, full, (span.min + span.max) / 2, 2);
    case '-':
      return zoomSpan(span, full, (span.min + span.max) / 2, 0.5);
    default:
      return undefined;
  }
}

/** The range with its middle at `center`, as far as `full` lets it. */
export function centerSpan(span: Span, center: number, full: Span): Span {
  return moveTo(span, center - (span.max - span.min) / 2, full);
}

/** Whether two spans are the same but for rounding. */
export function isSameSpan(a: Span, b: Span): boolean {
  const tolerance = (b.max - b.min) * 1e-9;
  return Math.abs(a.min - b.min) <= tolerance && Math.abs(a.max - b.max) <= tolerance;
}

function moveTo(span: Span, start: number, full: Span): Span {
  const width = Math.min(span.max - span.min, full.max - full.min);
  const min = clamp(start, full.min, full.max - width);
  return { min, max: min + width };
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max);
}
