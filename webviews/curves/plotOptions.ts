import uPlot from 'uplot';
import { withAlpha } from '../shared/colors.ts';
import type { Theme } from '../shared/theme.ts';
import type { Aligned } from './alignCurves.ts';
import { paddedLogSpan, paddedSpan } from './axes.ts';
import { drawMark } from './drawMark.ts';
import type { ChartModel, Curve, CurveStyle, Span } from './chartModel.ts';
import { lonePoints } from './lonePoints.ts';
import type { PlotLook } from './plotLook.ts';
import { plotAxes, RIGHT_PADDING } from './plotAxes.ts';

/** What a plot asks and tells while it lives. */
export interface PlotHooks {
  readonly span: () => Span;
  readonly chart: () => ChartModel;
  readonly onCursor: (x: number | null) => void;
  readonly onSelect: (span: Span) => void;
  readonly onReset: () => void;
}

/** Options of the plot that draws `chart`. */
export function plotOptions(chart: ChartModel, look: PlotLook, hooks: PlotHooks, size: uPlot.BBox): uPlot.Options {
  const logY = look.logY && chart.positive;
  return {
    width: size.width,
    height: size.height,
    ms: 1,
    tzDate: (time) => uPlot.tzDate(new Date(time), 'Etc/UTC'),
    padding: [8 * look.scale, RIGHT_PADDING * look.scale, 0, 0],
    legend: { show: false },
    cursor: cursorOptions(hooks, look),
    scales: {
      x: scaleOf(look.logX, { time: look.kind === 'time', range: () => [hooks.span().min, hooks.span().max] }),
      y: scaleOf(logY, { range: (_plot, min, max) => yRange(min, max, logY) }),
    },
    axes: plotAxes(look, logY),
    series: [{}, ...chart.curves.flatMap((curve) => curveSeries(curve, look))],
    hooks: {
      setCursor: [
        (plot) => {
          hooks.onCursor(cursorX(plot));
        },
      ],
      setSelect: [
        (plot) => {
          select(plot, hooks);
        },
      ],
      draw: [
        (plot) => {
          drawMark(plot, hooks.chart(), look);
        },
      ],
    },
  };
}

/** uPlot names the kinds of scales by a const enum, of which only the numbers are left at run time: 3 is logarithmic. */
function scaleOf(log: boolean, scale: uPlot.Scale): uPlot.Scale {
  return log ? Object.assign(scale, { distr: 3 }) : scale;
}

function yRange(min: number | null, max: number | null, log: boolean): [number, number] {
  // Nothing to show: any span will do.
  if (min === null || max === null) return log ? [0.1, 1] : [0, 1];
  const span = log ? paddedLogSpan(min, max) : paddedSpan(min, max);
  return [span.min, span.max];
}

function cursorOptions(hooks: PlotHooks, look: PlotLook): uPlot.Cursor {
  return {
    show: look.scale === 1,
    y: false,
    move: snapToPoint,
    drag: { x: true, y: false, setScale: false, dist: 4 },
    // Series come in pairs, raw and smoothed: only the second of them carries a point.
    points: { size: (_plot, series) => (series % 2 === 0 ? 7 : 0), width: 2, fill: look.theme.background },
    bind: {
      dblclick: () => () => {
        hooks.onReset();
        return null;
      },
    },
  };
}

/** The cursor's line stands where the dots are, at the nearest point, not between two of them. */
function snapToPoint(plot: uPlot, left: number, top: number): [left: number, top: number] {
  const x = left < 0 ? undefined : plot.data[0][plot.posToIdx(left)];
  return [x === undefined ? left : Math.min(Math.max(plot.valToPos(x, 'x'), 0), plot.over.clientWidth), top];
}

function cursorX(plot: uPlot): number | null {
  const { left, idx } = plot.cursor;
  if (left === undefined || left < 0 || idx === null || idx === undefined) return null;
  return plot.data[0][idx] ?? null;
}

function select(plot: uPlot, hooks: PlotHooks): void {
  const { left, width } = plot.select;
  if (width < 4) return;
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
  hooks.onSelect({ min: plot.posToVal(left, 'x'), max: plot.posToVal(left + width, 'x') });
}

function curveSeries(curve: Curve, { theme, scale }: PlotLook): uPlot.Series[] {
  const stroke = curveColor(curve.style, theme);
  const faint = withAlpha(stroke, 0.3);
  return [
    { stroke: faint, spanGaps: false, width: scale, points: pointsOf(faint, 3 * scale) },
    { stroke, spanGaps: false, points: pointsOf(stroke, 6 * scale) },
  ];
}

/** Only a point that no line reaches is drawn as a dot. */
function pointsOf(color: string, size: number): uPlot.Series.Points {
  return {
    show: false,
    filter: (plot, series) => lonePoints(plot.data[series] ?? []),
    size,
    fill: color,
    stroke: color,
  };
}

/** More points than this on a pixel of the x-axis make a dashed or thick line a mere blot. */
const CROWDED = 0.4;

/** Line widths in pixels of the page. */
const WIDTHS = { pale: 1.25, normal: 1.75, strong: 2 };

/** Fits line widths and dashes to how crowded the lines of `tracks` are on a plot of `width` pixels. */
export function fitLines(plot: uPlot, chart: ChartModel, tracks: Aligned['tracks'], scale: number): void {
  for (const [index, { style, raw }] of chart.curves.entries()) {
    const series = plot.series[2 * index + 2];
    if (series === undefined) continue;
    const points = tracks[2 * index + 1]?.reduce<number>((sum, y) => (y === undefined ? sum : sum + 1), 0) ?? 0;
    const crowded = points > (CROWDED * plot.width) / scale;
    // A smoothed line has to stand out from the raw one behind it.
    series.width = (crowded ? (raw === null ? 1.2 : 1.5) : WIDTHS[style.weight ?? 'normal']) * scale;
    series.dash = crowded ? [] : style.dash.map((length) => length * scale);
  }
}

/** Colour of a curve in the theme, for legends too. */
export function curveColor(style: CurveStyle, theme: Theme): string {
  const color = theme[style.color];
  return style.weight === 'pale' ? withAlpha(color, 0.65) : color;
}
