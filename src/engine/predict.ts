import type { WindowDataset } from '../core/data/dataset.ts';
import type { Model } from './buildModel.ts';

/** The model's output for every window in order, `[count, targetSize]` row-major, in model units. */
export function predictDataset(model: Model, dataset: WindowDataset, batchSize: number): Float32Array {
  throw new Error(`Not built yet: ${String(model.weights.length + dataset.count + batchSize)}`);
}
