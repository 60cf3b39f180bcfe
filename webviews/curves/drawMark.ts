import uPlot from 'uplot';
import { withAlpha } from '../shared/colors.ts';
import type { Theme } from '../shared/theme.ts';
import type { ChartModel } from './chartModel.ts';
import type { PlotLook } from './plotLook.ts';

/** Draws the mark of a chart over its plot: a vertical line with its label, and a dot. */
export function drawMark(plot: uPlot, { mark }: ChartModel, { theme, scale, logY }: PlotLook): void {
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
