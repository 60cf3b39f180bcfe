import type { ChartModel, Span, XKind } from './chartModel.ts';

const PADDING = 0.06;

/** The span of a linear y-axis around values between `min` and `max`: some air, and 0 as its floor where it is near. */
export function paddedSpan(min: number, max: number): Span {
  if (min === max) {
    const half = min === 0 ? 1 : Math.abs(min) * 0.1;
    return { min: min - half, max: max + half };
  }
  const air = (max - min) * PADDING;
  const low = min - air;
  return { min: min >= 0 && low < (max - min) * PADDING ? 0 : low, max: max + air };
}

/** The span of a logarithmic y-axis around positive values between `min` and `max`. */
export function paddedLogSpan(min: number, max: number): Span {
  const air = Math.max((max / min) ** PADDING, 1.1);
  return { min: min / air, max: max * air };
}

/** Ticks of a logarithmic axis: powers of ten, with 2 and 5, or all digits between them where few powers are in sight. */
export function logTicks({ min, max }: Span): number[] {
  const decades = Math.log10(max / min);
  const digits = decades > 4 ? [1] : decades > 1.5 ? [1, 2, 5] : decades > 0.7 ? [1, 1.5, 2, 3, 5, 7] : null;
  if (digits === null) return linearTicks({ min, max });
  const ticks: number[] = [];
  const every = Math.max(1, Math.ceil(decades / 6));
  for (let power = Math.floor(Math.log10(min)); power <= Math.log10(max); power++) {
    if (power % every !== 0) continue;
    for (const digit of digits) ticks.push(Number(`${String(digit)}e${String(power)}`));
  }
  return ticks.filter((tick) => tick >= min && tick <= max);
}

function linearTicks({ min, max }: Span): number[] {
  const rough = (max - min) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((digit) => digit * power).find((size) => size >= rough) ?? 10 * power;
  const ticks: number[] = [];
  for (let index = Math.ceil(min / step); index * step <= max; index++)
    ticks.push(Number((index * step).toPrecision(12)));
  return ticks;
}

/** The span of x over all curves of all charts, so that charts below each other line up; `null` without any point. */
export function spanOfCharts(charts: readonly ChartModel[], kind: XKind, log: boolean): Span | null {
  const curves = charts.flatMap((chart) => chart.curves).filter((curve) => curve.x.length > 0);
  const firsts = curves.map((curve) => (log ? curve.x.find((value) => value > 0) : curve.x[0]) ?? NaN);
  const lasts = curves.map((curve) => curve.x.at(-1) ?? NaN);
  const max = Math.max(...lasts);
  const min = Math.min(...firsts);
  if (!(max >= min)) return null;
  const start = kind === 'step' && !log ? 0 : min;
  return start < max ? { min: start, max: roundedEnd(start, max, kind) } : { min: start, max: start + unitOf(kind) };
}

/** A step axis ends at a round step, up to a hundredth further on: a live chart then need not be drawn anew at every step. */
function roundedEnd(start: number, max: number, kind: XKind): number {
  if (kind !== 'step') return max;
  const grain = 10 ** Math.max(Math.floor(Math.log10(max - start)) - 2, 0);
  return Math.ceil(max / grain) * grain;
}

function unitOf(kind: XKind): number {
  return kind === 'time' ? 86_400_000 : 1;
}

/** The part of `span` around `center` after magnifying by `factor` (below 1 shrinks back), never wider than `full`. */
export function zoomSpan(span: Span, full: Span, center: number, factor: number): Span {
  const width = Math.min((span.max - span.min) / factor, full.max - full.min);
  const share = (center - span.min) / (span.max - span.min);
  const min = Math.min(Math.max(center - share * width, full.min), full.max - width);
  return { min, max: min + width };
}
