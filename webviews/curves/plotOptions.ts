import uPlot from 'uplot';
import { formatTick } from '../shared/formatNumber.ts';
import { withAlpha } from '../shared/colors.ts';
import type { Theme } from '../shared/theme.ts';
import type { Aligned } from './alignCurves.ts';
import { logTicks, paddedLogSpan, paddedSpan } from './axes.ts';
import type { ChartModel, Curve, CurveStyle, Span, XKind } from './chartModel.ts';
import { lonePoints } from './lonePoints.ts';
import { timeTicks } from './timeTicks.ts';

/** How a chart is to be drawn; a change of any of it needs a new plot. */
export interface PlotLook {
  readonly kind: XKind;
  readonly logX: boolean;
  readonly logY: boolean;
  readonly theme: Theme;
  /** Everything is drawn this many times as large: 1 on the page, 2 in a picture. */
  readonly scale: number;
}

/** What a plot asks and tells while it lives. */
export interface PlotHooks {
  readonly span: () => Span;
  readonly chart: () => ChartModel;
  readonly onCursor: (x: number | null) => void;
  readonly onSelect: (span: Span) => void;
  readonly onReset: () => void;
}

/** Room at the right of the plot, in pixels of the page: half a label stands there. */
const RIGHT_PADDING = 16;

const INTEGERS = [1, 2, 5]
  .flatMap((digit) => Array.from({ length: 10 }, (_, power) => digit * 10 ** power))
  .sort((a, b) => a - b);

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
    axes: [xAxis(look), yAxis(look, logY, chart.wide ? 64 : 44)],
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

function axis(look: PlotLook): uPlot.Axis {
  const { theme, scale } = look;
  return {
    stroke: theme.muted,
    font: `${String(11 * scale)}px ${theme.fontFamily}`,
    grid: { stroke: theme.grid, width: scale },
    ticks: { show: false },
    gap: 6 * scale,
  };
}

function xAxis(look: PlotLook): uPlot.Axis {
  const { kind, logX, scale } = look;
  const common = {
    ...axis(look),
    space: (kind === 'time' ? 70 : 56) * scale,
    size: (kind === 'time' ? 36 : 24) * scale,
  };
  if (kind === 'time') return { ...common, lineGap: 1.25, values: (_plot, times) => timeTicks(times) };
  const values: uPlot.Axis.DynamicValues = (plot, splits) => fittingLabels(plot, splits, look);
  return logX ? { ...common, ...logSplits(), values } : { ...common, incrs: INTEGERS, values };
}

function yAxis(look: PlotLook, logY: boolean, narrowest: number): uPlot.Axis {
  const { scale } = look;
  return {
    ...axis(look),
    space: 30 * scale,
    size: (plot, values) => axisWidth(plot, values, look, narrowest),
    values: labels,
    ...(logY ? logSplits() : {}),
  };
}

/** As wide as its longest label, in steps, so that a live chart does not tremble. */
function axisWidth(
  plot: uPlot,
  values: readonly string[] | null,
  { scale, theme }: PlotLook,
  narrowest: number,
): number {
  plot.ctx.font = `${String(11 * scale)}px ${theme.fontFamily}`;
  const widths = (values ?? []).map((value) => plot.ctx.measureText(value).width);
  return Math.max(narrowest, Math.ceil((Math.max(0, ...widths) / scale + 14) / 8) * 8) * scale;
}

function logSplits(): Pick<uPlot.Axis, 'splits' | 'filter'> {
  return { splits: (_plot, _axis, min, max) => logTicks({ min, max }), filter: (_plot, splits) => splits };
}

function labels(_plot: uPlot, splits: number[]): (string | null)[] {
  const distances = splits.slice(1).map((split, index) => split - (splits[index] ?? NaN));
  const finest = Math.min(...distances, Infinity);
  return splits.map((split) => formatTick(split, finest === Infinity ? split : finest));
}

/** Labels of the x-axis without those that would run into the one before, or over the edge. */
function fittingLabels(plot: uPlot, splits: number[], { scale, theme }: PlotLook): (string | null)[] {
  plot.ctx.font = `${String(11 * uPlot.pxRatio * scale)}px ${theme.fontFamily}`;
  let free = -Infinity;
  const end = plot.bbox.width / uPlot.pxRatio + RIGHT_PADDING * scale;
  return labels(plot, splits).map((text, index) => {
    const half = plot.ctx.measureText(text ?? '').width / uPlot.pxRatio / 2;
    const center = plot.valToPos(splits[index] ?? 0, 'x');
    if (center - half < free || center + half > end) return null;
    free = center + half + 8 * scale;
    return text;
  });
}

function curveSeries(curve: Curve, { theme, scale }: PlotLook): uPlot.Series[] {
  const stroke = theme[curve.style.color];
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

/** Fits line widths and dashes to how crowded the lines of `tracks` are on a plot of `width` pixels. */
export function fitLines(plot: uPlot, chart: ChartModel, tracks: Aligned['tracks'], scale: number): void {
  for (const [index, { style, raw }] of chart.curves.entries()) {
    const series = plot.series[2 * index + 2];
    if (series === undefined) continue;
    const points = tracks[2 * index + 1]?.reduce<number>((sum, y) => (y === undefined ? sum : sum + 1), 0) ?? 0;
    const crowded = points > (CROWDED * plot.width) / scale;
    // A smoothed line has to stand out from the raw one behind it.
    series.width = (crowded ? (raw === null ? 1.2 : 1.5) : 1.75) * scale;
    series.dash = crowded ? [] : style.dash.map((length) => length * scale);
  }
}

/** Colour of a curve in the theme, for legends too. */
export function curveColor(style: CurveStyle, theme: Theme): string {
  return theme[style.color];
}

function drawMark(plot: uPlot, { mark }: ChartModel, { theme, scale, logY }: PlotLook): void {
  if (mark === null) return;
  const { ctx, bbox } = plot;
  const ratio = uPlot.pxRatio * scale;
  const x = plot.valToPos(mark.x, 'x', true);
  if (x < bbox.left - 1 || x > bbox.left + bbox.width + 1) return;
  ctx.save();
  ctx.strokeStyle = withAlpha(theme.foreground, 0.55);
  ctx.fillStyle = theme.muted;
  ctx.lineWidth = ratio;
  ctx.setLineDash([2 * ratio, 3 * ratio]);
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  drawMarkLabel(plot, mark.label, x, ratio, theme);
  if (Number.isFinite(mark.y) && (!logY || mark.y > 0)) drawDot(ctx, x, plot.valToPos(mark.y, 'y', true), ratio, theme);
  ctx.restore();
}

function drawMarkLabel({ ctx, bbox }: uPlot, label: string, x: number, ratio: number, theme: Theme): void {
  ctx.font = `${String(10 * ratio)}px ${theme.fontFamily}`;
  ctx.textBaseline = 'top';
  const room = bbox.left + bbox.width - x;
  ctx.textAlign = ctx.measureText(label).width + 6 * ratio > room ? 'right' : 'left';
  ctx.fillText(label, x + (ctx.textAlign === 'left' ? 4 : -4) * ratio, bbox.top + ratio);
}

function drawDot(ctx: CanvasRenderingContext2D, x: number, y: number, ratio: number, theme: Theme): void {
  ctx.setLineDash([]);
  ctx.beginPath();
  ctx.arc(x, y, 4 * ratio, 0, 2 * Math.PI);
  ctx.fillStyle = theme.background;
  ctx.strokeStyle = theme.foreground;
  ctx.lineWidth = 1.75 * ratio;
  ctx.fill();
  ctx.stroke();
}
