import { t } from '@vscode/l10n';
import uPlot from 'uplot';
import { formatTick } from '../shared/formatNumber.ts';
import { logTicks } from './axes.ts';
import type { PlotLook } from './plotLook.ts';
import { timeTicks } from '../shared/timeTicks.ts';

/** Room at the right of the plot, in pixels of the page: half a label stands there. */
export const RIGHT_PADDING = 16;

/** Least width of the y-axis in pixels of the page: most labels fit, so that charts below each other line up. */
const NARROWEST = 56;

const INTEGERS = [1, 2, 5]
  .flatMap((digit) => Array.from({ length: 10 }, (_, power) => digit * 10 ** power))
  .sort((a, b) => a - b);

/** The axes of a plot: x below, y at the left. */
export function plotAxes(look: PlotLook, logY: boolean): uPlot.Axis[] {
  return [xAxis(look), yAxis(look, logY)];
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
  const named = { ...common, ...axisName(look) };
  const values: uPlot.Axis.DynamicValues = (plot, splits) => fittingLabels(plot, splits, look);
  return logX ? { ...named, ...logSplits(), values } : { ...named, incrs: INTEGERS, values };
}

/** What the x-axis counts stands in the middle below it; dates speak for themselves. */
function axisName({
  kind,
  scale,
  theme,
}: PlotLook): Pick<uPlot.Axis, 'label' | 'labelSize' | 'labelGap' | 'labelFont'> {
  return {
    label: kind === 'step' ? t('Step') : kind === 'epoch' ? t('Epoch') : t('Row'),
    labelSize: 16 * scale,
    labelGap: 0,
    labelFont: `${String(11 * scale)}px ${theme.fontFamily}`,
  };
}

function yAxis(look: PlotLook, logY: boolean): uPlot.Axis {
  const { scale } = look;
  return {
    ...axis(look),
    space: 30 * scale,
    size: (plot, values) => axisWidth(plot, values, look),
    values: labels,
    ...(logY ? logSplits() : {}),
  };
}

/** As wide as its longest label, in steps, so that a live chart does not tremble. */
function axisWidth(plot: uPlot, values: readonly string[] | null, { scale, theme }: PlotLook): number {
  plot.ctx.font = `${String(11 * scale)}px ${theme.fontFamily}`;
  const widths = (values ?? []).map((value) => plot.ctx.measureText(value).width);
  return Math.max(NARROWEST, Math.ceil((Math.max(0, ...widths) / scale + 14) / 8) * 8) * scale;
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
