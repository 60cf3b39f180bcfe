import type { WindowDataset } from '../core/data/dataset.ts';
import { createFeeder, naturalOrder } from './batchFeeder.ts';
import type { Model } from './buildModel.ts';
import { tf } from './tensorflow.ts';

/** The model's output for every window in order, `[count, targetSize]` row-major, in model units. */
export function predictDataset(model: Model, dataset: WindowDataset, batchSize: number): Float32Array {
  const feed = createFeeder(dataset, batchSize);
  const order = naturalOrder(dataset);
  const predictions = new Float32Array(dataset.count * dataset.targetSize);
  for (let from = 0; from < order.length; from += batchSize) {
    tf.tidy(() => {
      const batch = feed(order, from);
      predictions.set(model.predict(batch.inputs).dataSync<'float32'>(), from * dataset.targetSize);
    });
  }
  return predictions;
}
