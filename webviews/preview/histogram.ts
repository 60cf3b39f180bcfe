import { t } from '@vscode/l10n';
import { formatNumber } from '../shared/formatNumber.ts';

const SVG = 'http://www.w3.org/2000/svg';
const WIDTH = 240;
const HEIGHT = 48;

/** Vertical bars of how many values lie in each part between `minimum` and `maximum`. */
export function histogram(counts: readonly number[], minimum: number, maximum: number): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'histogram');
  svg.setAttribute('viewBox', `0 0 ${String(WIDTH)} ${String(HEIGHT)}`);
  svg.setAttribute('preserveAspectRatio', 'none');
  svg.setAttribute('role', 'img');
  svg.setAttribute(
    'aria-label',
    t('How values are spread from {0} to {1}', formatNumber(minimum), formatNumber(maximum)),
  );
  const most = Math.max(...counts, 1);
  const width = WIDTH / counts.length;
  for (const [index, count] of counts.entries()) {
    if (count === 0) continue;
    // Even a single value can be seen.
    const height = Math.max(1.5, (count / most) * HEIGHT);
    const bar = document.createElementNS(SVG, 'rect');
    bar.setAttribute('x', String(index * width + 0.5));
    bar.setAttribute('y', String(HEIGHT - height));
    bar.setAttribute('width', String(Math.max(1, width - 1)));
    bar.setAttribute('height', String(height));
    svg.append(bar);
  }
  return svg;
}
