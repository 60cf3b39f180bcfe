import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Loss } from '../contracts/trainablePlan.ts';
import type { SplitFigures } from '../contracts/training.ts';
import type { WindowDataset } from '../core/data/dataset.ts';
import type { FigureAccumulator } from '../core/metrics/figures.ts';
import { createFeeder, naturalOrder, type Batch } from './batchFeeder.ts';
import type { Model } from './buildModel.ts';
import { lossFunction } from './losses.ts';
import { tf } from './tensorflow.ts';

export interface EvaluateOptions {
  readonly model: Model;
  readonly dataset: WindowDataset;
  readonly loss: Loss;
  readonly batchSize: number;
  readonly figures: FigureAccumulator;
  /** Looked at after every batch. */
  readonly signal: { readonly stopped: boolean };
}

/** Figures of the model over a whole split, without training; `null` where it was stopped on the way. */
export async function evaluateSplit(options: EvaluateOptions): Promise<SplitFigures | null> {
  const { dataset, batchSize, figures, signal } = options;
  const feed = createFeeder(dataset, batchSize);
  const order = naturalOrder(dataset);
  let lossSum = 0;
  for (let from = 0; from < order.length; from += batchSize) {
    lossSum += tf.tidy(() => addBatch(options, feed(order, from)));
    await nextTurn();
    if (signal.stopped) return null;
  }
  return { loss: lossSum / dataset.count, metrics: figures.values() };
}

/** Answers the loss of the batch times its size. */
function addBatch({ model, loss, figures }: EvaluateOptions, batch: Batch): number {
  const output = model.predict(batch.inputs);
  figures.add(batch.truth, output.dataSync<'float32'>());
  return batch.size * (lossFunction(loss)(batch.targets, output).dataSync<'float32'>()[0] ?? NaN);
}
