import type { Theme } from '../shared/theme.ts';
import type { XKind } from './chartModel.ts';

/** How a chart is to be drawn; a change of any of it needs a new plot. */
export interface PlotLook {
  readonly kind: XKind;
  readonly logX: boolean;
  readonly logY: boolean;
  readonly theme: Theme;
  /** Everything is drawn this many times as large: 1 on the page, 2 in a picture. */
  readonly scale: number;
}
