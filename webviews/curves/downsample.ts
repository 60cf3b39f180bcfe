import type { Span } from './chartModel.ts';
import { lowerBound } from './nearestIndex.ts';

/**
 * Indices of the points that draw the same picture as all of them: of every pixel column the first, lowest, highest
 * and last one (M4, Jugel et al. 2014), of every gap one, and the neighbours just outside of `span` so that lines
 * reach the edges. `pixels` is the width of the plot; `position` maps x onto the axis (log10 on a logarithmic one).
 */
export function downsample(
  x: Float64Array,
  y: Float64Array,
  span: Span,
  pixels: number,
  position: (x: number) => number,
): number[] {
  const start = Math.max(lowerBound(x, span.min) - 1, 0);
  const end = Math.min(upperBound(x, span.max) + 1, x.length);
  if (end - start <= 2 * pixels) return Array.from({ length: Math.max(end - start, 0) }, (_, index) => start + index);
  const first = position(span.min);
  const scale = pixels / (position(span.max) - first);
  const kept: number[] = [];
  for (let from = start; from < end;) {
    const pixel = Math.floor((position(x[from] ?? NaN) - first) * scale);
    let to = from + 1;
    while (to < end && Math.floor((position(x[to] ?? NaN) - first) * scale) === pixel) to++;
    keepExtremes(kept, y, from, to);
    from = to;
  }
  return kept;
}

function keepExtremes(kept: number[], y: Float64Array, from: number, to: number): void {
  let lowest = -1;
  let highest = -1;
  let gap = -1;
  for (let index = from; index < to; index++) {
    const value = y[index] ?? NaN;
    if (Number.isNaN(value)) gap = gap < 0 ? index : gap;
    else {
      if (lowest < 0 || value < (y[lowest] ?? NaN)) lowest = index;
      if (highest < 0 || value > (y[highest] ?? NaN)) highest = index;
    }
  }
  for (const index of [from, lowest, highest, gap, to - 1].sort((a, b) => a - b)) {
    if (index >= from && index !== kept.at(-1)) kept.push(index);
  }
}

function upperBound(x: Float64Array, value: number): number {
  let index = lowerBound(x, value);
  while (index < x.length && x[index] === value) index++;
  return index;
}
