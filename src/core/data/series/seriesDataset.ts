import type { Batch, Dataset, Values } from '../dataset.ts';
import type { WindowReader } from './windowReader.ts';
import type { Windows } from './windows.ts';

/** What the windows of a dataset are to be answered with. */
export interface TargetReader {
  /** Draws up the truths of windows that end in these rows: `[batch, outputs]` in model units, or classes `[batch]`. */
  read(origins: Float64Array): Values;
  /** How much each window counts, by its truth; `null`: all alike. */
  weigh(target: Values): Float32Array | null;
}

/** Changes windows that a model learns from: `inputs` `[batch, windowSize, features]` and `targets` in place. */
export type Augment = (inputs: Float32Array, targets: Values) => void;

/** A dataset whose rows are at hand. */
export interface SeriesDataset extends Dataset {
  batch(examples: Uint32Array): Batch;
}

/** The windows of one split as a model reads them. */
export function createSeriesDataset(
  windows: Windows,
  reader: WindowReader,
  target: TargetReader,
  augment: Augment | null = null,
): SeriesDataset {
  const { windowSize, features } = reader;
  return {
    count: windows.count,
    lengths: null,
    continues: (window) => windows.continues(window),
    batch(examples): Batch {
      const size = examples.length;
      const origins = Float64Array.from(examples, (example) => windows.originRow(example));
      const data = new Float32Array(size * windowSize * features);
      for (let index = 0; index < size; index++) {
        reader.write(origins[index] ?? 0, data, index * windowSize * features);
      }
      const truth = target.read(origins);
      const weights = target.weigh(truth);
      augment?.(data, truth);
      const input = { data, shape: [size, windowSize, features] };
      return { size, input, lengths: null, decoderInput: null, target: truth, weights };
    },
  };
}
