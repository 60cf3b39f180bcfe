import type { Curve, Span } from './chartModel.ts';
import { downsample } from './downsample.ts';

/** Draws a curve as large as the canvas, without axes: an outline to find one's way by. */
export function drawOutline(canvas: HTMLCanvasElement, curve: Curve, span: Span, color: string): void {
  const ratio = window.devicePixelRatio;
  canvas.width = Math.round(canvas.clientWidth * ratio);
  canvas.height = Math.round(canvas.clientHeight * ratio);
  const context = canvas.getContext('2d');
  if (context === null) return;
  const finite = curve.y.filter((value) => Number.isFinite(value));
  const low = finite.reduce((least, value) => Math.min(least, value), Infinity);
  const high = finite.reduce((most, value) => Math.max(most, value), -Infinity);
  const margin = 3 * ratio;
  const scaleX = canvas.width / (span.max - span.min);
  const scaleY = (canvas.height - 2 * margin) / (high - low || 1);
  context.strokeStyle = color;
  context.lineWidth = ratio;
  context.beginPath();
  let isOpen = false;
  for (const index of downsample(curve.x, curve.y, span, canvas.width, (x) => x)) {
    const y = curve.y[index] ?? NaN;
    const [left, top] = [((curve.x[index] ?? NaN) - span.min) * scaleX, canvas.height - margin - (y - low) * scaleY];
    if (isOpen) context.lineTo(left, top);
    else context.moveTo(left, top);
    // A value that is not a number breaks the line.
    isOpen = Number.isFinite(y);
  }
  context.stroke();
}
