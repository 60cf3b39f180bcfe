import { alignCurves, type Aligned, type Track } from './alignCurves.ts';
import type { Curve, Span } from './chartModel.ts';
import { downsample } from './downsample.ts';

/** What part of the curves is to be drawn, and how finely. */
export interface Window {
  readonly span: Span;
  /** Width of the plot in pixels. */
  readonly pixels: number;
  readonly logX: boolean;
  readonly logY: boolean;
}

/** The lines to draw for curves: for each curve first its raw values (an empty track where it has none), then its own. */
export function collectTracks(curves: readonly Curve[], window: Window): Aligned {
  const tracks = curves.flatMap((curve) => [
    curve.raw === null ? { x: [], y: [] } : trackOf(curve.x, curve.raw, window),
    trackOf(curve.x, curve.y, window),
  ]);
  return alignCurves(tracks);
}

function trackOf(x: Float64Array, y: Float64Array, { span, pixels, logX, logY }: Window): Track {
  const kept = downsample(x, y, span, pixels, logX ? Math.log10 : (value) => value);
  // A logarithm has no place for zero and below: there the line is broken.
  const shown = logX ? kept.filter((index) => (x[index] ?? 0) > 0) : kept;
  return {
    x: shown.map((index) => x[index] ?? NaN),
    y: shown.map((index) => drawable(y[index] ?? NaN, logY)),
  };
}

function drawable(value: number, log: boolean): number | null {
  return Number.isFinite(value) && (!log || value > 0) ? value : null;
}
