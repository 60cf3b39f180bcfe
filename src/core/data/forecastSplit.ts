import type { Batch, Dataset } from './dataset.ts';
import type { RowRange, SplitName } from './splitRows.ts';

/** The windows of one split, and where each stands. Rows are counted from 0 in the prepared series. */
export interface ForecastSplit extends Dataset {
  readonly name: SplitName;
  /** Values of one target, step by step of the horizon, each with all columns: `[horizon * columns]`. */
  readonly targetSize: number;
  /** The rows that its windows may use. */
  readonly range: RowRange;
  batch(windows: Uint32Array): Batch;
  /** Row of a window's last input timestep: what is known when the forecast is made. */
  originRow(window: number): number;
  /** Row of the target that is `step` timesteps ahead of a window's last input, counted from 1. */
  targetRow(window: number, step: number): number;
}

/** How windows are cut, in rows and timesteps. */
export interface WindowLayout {
  /** Input timesteps. */
  readonly windowSize: number;
  /** Target timesteps. */
  readonly horizon: number;
  /** Rows between the starts of two windows. */
  readonly stride: number;
  /** Rows between two timesteps. */
  readonly samplingRate: number;
}

/** Row-major values in model units, `[rows, width]`. */
export interface ScaledMatrix {
  readonly values: Float32Array;
  readonly width: number;
}

/** Below this many values a plain loop is faster than making a view. */
const SMALL_COPY = 24;

/** Rows that one window spans, from its first input to its last target. */
export function windowSpan({ windowSize, horizon, samplingRate }: WindowLayout): number {
  return (windowSize - 1 + horizon) * samplingRate + 1;
}

/**
 * The windows that lie wholly in `range`, inputs and targets alike: none takes its context from the split before.
 * Windows are positions in the two shared matrices, never copies, until a batch is filled.
 */
export function createForecastSplit(
  name: SplitName,
  range: RowRange,
  layout: WindowLayout,
  data: { readonly inputs: ScaledMatrix; readonly targets: ScaledMatrix },
): ForecastSplit {
  const { windowSize, horizon, stride, samplingRate } = layout;
  const { inputs, targets } = data;
  const spare = range.end - range.start - windowSpan(layout);
  const originRow = (window: number): number => range.start + window * stride + (windowSize - 1) * samplingRate;
  const inputSize = windowSize * inputs.width;
  const targetSize = horizon * targets.width;
  return {
    name,
    range,
    count: spare < 0 ? 0 : Math.floor(spare / stride) + 1,
    lengths: null,
    targetSize,
    originRow,
    targetRow: (window, step) => originRow(window) + step * samplingRate,
    batch(examples) {
      const size = examples.length;
      const input = new Float32Array(size * inputSize);
      const target = new Float32Array(size * targetSize);
      examples.forEach((window, at) => {
        const origin = originRow(window);
        const first = origin - (windowSize - 1) * samplingRate;
        copyRows(inputs, first, windowSize, samplingRate, input, at * inputSize);
        copyRows(targets, origin + samplingRate, horizon, samplingRate, target, at * targetSize);
      });
      return {
        size,
        input: { data: input, shape: [size, windowSize, inputs.width] },
        target: { data: target, shape: [size, targetSize] },
        lengths: null,
        decoderInput: null,
        weights: null,
      };
    },
  };
}

/** Copies `count` rows, `every` apart, one after the other to `offset` of `into`. */
function copyRows(
  { values, width }: ScaledMatrix,
  firstRow: number,
  count: number,
  every: number,
  into: Float32Array,
  offset: number,
): void {
  const first = firstRow * width;
  const size = count * width;
  if (every === 1 && size >= SMALL_COPY) {
    into.set(values.subarray(first, first + size), offset);
    return;
  }
  let write = offset;
  for (let step = 0; step < count; step++) {
    const row = first + step * every * width;
    for (let column = 0; column < width; column++) into[write++] = values[row + column] ?? 0;
  }
}
