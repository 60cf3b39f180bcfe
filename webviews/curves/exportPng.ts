import uPlot from 'uplot';
import type { ChartModel } from './chartModel.ts';
import type { Frame } from './chartView.ts';
import { curveColor, fitLines, plotOptions } from './plotOptions.ts';
import { readChart } from './readOut.ts';
import { collectTracks } from './tracks.ts';

const SCALE = 2;
const MARGIN = 20;
const TITLE_HEIGHT = 52;
const CHART_HEADING = 44;

/** The charts of a page (one at least), where they stand in it (CSS pixels), and what to write above them. */
export interface Picture {
  readonly title: string;
  readonly subtitle: string;
  readonly charts: readonly { readonly chart: ChartModel; readonly box: DOMRect }[];
  readonly frame: Frame;
}

/** Draws all charts into one PNG file, twice as fine as the page, on the theme's background. */
export async function exportPng(picture: Picture): Promise<Uint8Array> {
  const { charts } = picture;
  const left = Math.min(...charts.map(({ box }) => box.left));
  const top = Math.min(...charts.map(({ box }) => box.top));
  const right = Math.max(...charts.map(({ box }) => box.right), left + 320);
  const bottom = Math.max(...charts.map(({ box }) => box.bottom), top);
  const canvas = document.createElement('canvas');
  canvas.width = (right - left + 2 * MARGIN) * SCALE;
  canvas.height = (bottom - top + 2 * MARGIN + TITLE_HEIGHT) * SCALE;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('No canvas to draw on.');
  drawTitle(context, picture, canvas);
  for (const { chart, box } of charts) {
    const place = new DOMRect(box.left - left + MARGIN, box.top - top + MARGIN + TITLE_HEIGHT, box.width, box.height);
    drawHeading(context, chart, place, picture.frame);
    await drawPlot(context, chart, place, picture.frame);
  }
  return encode(canvas);
}

function drawTitle(context: CanvasRenderingContext2D, picture: Picture, canvas: HTMLCanvasElement): void {
  const { theme } = picture.frame.look;
  context.fillStyle = theme.background;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.scale(SCALE, SCALE);
  context.textBaseline = 'alphabetic';
  write(context, picture.title, MARGIN, MARGIN + 16, `600 18px ${theme.fontFamily}`, theme.foreground);
  write(context, picture.subtitle, MARGIN, MARGIN + 36, `12px ${theme.fontFamily}`, theme.muted);
}

function drawHeading(context: CanvasRenderingContext2D, chart: ChartModel, place: DOMRect, frame: Frame): void {
  const { theme } = frame.look;
  const end = write(context, chart.title, place.x, place.y + 14, `600 13px ${theme.fontFamily}`, theme.foreground);
  write(context, chart.note, end + 8, place.y + 14, `11px ${theme.fontFamily}`, theme.muted);
  // The last value of a training is its result; the last day of a forecast is a day like all others.
  const hasLatest = frame.look.kind === 'step' || frame.look.kind === 'epoch';
  let x = place.x;
  for (const [index, reading] of readChart(chart, null).entries()) {
    const curve = chart.curves[index];
    if (curve === undefined) continue;
    context.strokeStyle = curveColor(curve.style, theme);
    context.lineWidth = curve.style.weight === 'pale' ? 1.25 : 2;
    context.setLineDash([...curve.style.dash]);
    context.beginPath();
    context.moveTo(x, place.y + 30);
    context.lineTo(x + 20, place.y + 30);
    context.stroke();
    const text = [curve.label === chart.title ? '' : reading.label, hasLatest ? reading.value : ''].join(' ').trim();
    x = write(context, text, x + 26, place.y + 34, `11px ${theme.fontFamily}`, theme.foreground) + 16;
  }
}

/** Draws the chart anew at the picture's scale: what is on the screen would be too coarse. */
async function drawPlot(
  context: CanvasRenderingContext2D,
  chart: ChartModel,
  place: DOMRect,
  frame: Frame,
): Promise<void> {
  const scale = SCALE / uPlot.pxRatio;
  const look = { ...frame.look, scale };
  const size = { left: 0, top: 0, width: place.width * scale, height: (place.height - CHART_HEADING) * scale };
  const nothing = (): void => undefined;
  const hooks = {
    ...{ span: () => frame.span, chart: () => chart },
    ...{ onCursor: nothing, onSelect: nothing, onReset: nothing },
  };
  const window = { span: frame.span, pixels: place.width * SCALE, logX: look.logX, logY: look.logY && chart.positive };
  const { x, tracks } = collectTracks(chart.curves, window);
  const plot = new uPlot(plotOptions(chart, look, hooks, size), [x, ...tracks], document.createElement('div'));
  fitLines(plot, chart, tracks, scale);
  // uPlot draws in a microtask of its own, queued before this one.
  await Promise.resolve();
  context.drawImage(plot.ctx.canvas, place.x, place.y + CHART_HEADING, place.width, place.height - CHART_HEADING);
  plot.destroy();
}

/** Writes one line; answers where it ends. */
function write(
  context: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  font: string,
  color: string,
): number {
  context.font = font;
  context.fillStyle = color;
  context.fillText(text, x, y);
  return x + context.measureText(text).width;
}

async function encode(canvas: HTMLCanvasElement): Promise<Uint8Array> {
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png');
  });
  if (blob === null) throw new Error('The picture could not be encoded.');
  return new Uint8Array(await blob.arrayBuffer());
}
