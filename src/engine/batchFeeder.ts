import type { WindowDataset } from '../core/data/dataset.ts';
import { tf, type Tensor2D, type Tensor3D } from './tensorflow.ts';

/** One batch: the tensors belong to whoever asked for it and must be used before the next batch is asked for. */
export interface Batch {
  /** `[batch, time, features]` */
  readonly inputs: Tensor3D;
  /** `[batch, targetSize]` */
  readonly targets: Tensor2D;
  /** The same inputs as numbers, valid until the next batch. */
  readonly values: Float32Array;
  /** The same targets as numbers, valid until the next batch. */
  readonly truth: Float32Array;
  /** Number of examples. */
  readonly size: number;
}

/** Takes batches out of a dataset through one pair of buffers that are filled again and again. */
export function createFeeder(dataset: WindowDataset, batchSize: number): (order: Uint32Array, from: number) => Batch {
  const [time, features] = dataset.inputShape;
  const window = time * features;
  const inputs = new Float32Array(batchSize * window);
  const targets = new Float32Array(batchSize * dataset.targetSize);
  return (order, from) => {
    const to = Math.min(from + batchSize, order.length);
    const size = to - from;
    dataset.fillBatch(order, from, to, inputs, targets);
    const values = inputs.subarray(0, size * window);
    const truth = targets.subarray(0, size * dataset.targetSize);
    return {
      inputs: tf.tensor3d(values, [size, time, features]),
      targets: tf.tensor2d(truth, [size, dataset.targetSize]),
      values,
      truth,
      size,
    };
  };
}

/** Every window once, in the order of the data. */
export function naturalOrder(dataset: WindowDataset): Uint32Array {
  return Uint32Array.from({ length: dataset.count }, (_, index) => index);
}
