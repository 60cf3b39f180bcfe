import uPlot from 'uplot';
import { formatTick } from '../shared/formatNumber.ts';
import { logTicks } from './axes.ts';
import type { PlotLook } from './plotLook.ts';
import { timeTicks } from '../shared/timeTicks.ts';

/** Room at the right of the plot, in pixels of the page: half a label stands there. */
export const RIGHT_PADDING = 16;

const INTEGERS = [1, 2, 5]
  .flatMap((digit) => Array.from({ length: 10 }, (_, power) => digit * 10 ** power))
  .sort((a, b) => a - b);

/** The axes of a plot: x below, y at the left and at least `narrowest` pixels wide. */
export function plotAxes(look: PlotLook, logY: boolean, narrowest: number): uPlot.Axis[] {
  return [xAxis(look), yAxis(look, logY, narrowest)];
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
