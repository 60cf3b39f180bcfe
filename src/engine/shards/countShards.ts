import type { TrainablePlan } from '../../contracts/trainablePlan.ts';

/** Fewer examples leave a kernel with little but its fixed cost a timestep. */
const examplesAShard = 8;

/** Multiply-adds of a forward pass below which another thread saves less than it costs: about 2 ms of a step. */
const leastWork = 10_000_000;

/**
 * How many threads share a batch, each of them with one thread of TensorFlow. Milliseconds of processor time that the
 * busiest thread spends on the gradient of one step, one thread beside two (2 cores, batch 32 or 64):
 *
 *     100 steps, 2 x LSTM  50, batch 32     18 -> 13
 *     100 steps, 2 x LSTM 128, batch 32    158 -> 117
 *     100 steps, 1 x LSTM 256, batch 64    519 -> 312
 *
 * Threads inside TensorFlow's operations do less: with two of them the same steps take 19, 219 and 429 ms of wall
 * time. On a busy machine the wall times of the two larger models did not confirm the gain: decision 7 says more.
 */
export function countShards({ model, training }: Pick<TrainablePlan, 'model' | 'training'>, threads: number): number {
  const { batchSize } = training;
  const [, time] = model.inputShape;
  const work = model.parameters * (time ?? 1) * batchSize;
  if (work < leastWork) return 1;
  return Math.max(1, Math.min(threads, Math.floor(batchSize / examplesAShard)));
}
