import type { Shape } from '../../../contracts/plan.ts';
import type { DataSpec } from '../table/specTable.ts';

/** What passes from layer to layer. */
export interface Signal {
  readonly shape: Shape;
  /** Whether the values are numbers of tokens, which only an embedding reads. */
  readonly tokens: boolean;
}

/** The data as the first layer sees it. */
export function dataSignal({ input }: DataSpec): Signal {
  switch (input.type) {
    case 'timeseries':
      return numbers([null, input.windowSize, seriesFeatures(input)]);
    case 'text':
      return { shape: [null, input.maxSequenceLength ?? 'time'], tokens: true };
    case 'image':
      return numbers(imageShape(input));
    case 'video':
      return numbers([null, input.frames, ...input.size, input.channels]);
    case 'vector':
      return numbers([null, input.columns.length]);
  }
}

function numbers(shape: Shape): Signal {
  return { shape, tokens: false };
}

type SeriesSpec = Extract<DataSpec['input'], { readonly type: 'timeseries' }>;

/** The columns, the covariates, and sine and cosine of each calendar phase. */
function seriesFeatures({ columns, covariates, calendar }: SeriesSpec): number {
  return columns.length + covariates.past.length + covariates.future.length + 2 * calendar.length;
}

type ImageSpec = Extract<DataSpec['input'], { readonly type: 'image' }>;

function imageShape({ size: [rows, columns], channels, as }: ImageSpec): Shape {
  switch (as) {
    case 'rows':
      return [null, rows, columns * channels];
    case 'pixels':
      return [null, rows * columns, channels];
    case 'image':
      return [null, rows, columns, channels];
  }
}
