import type { KnownLayer, KnownModel, Plan } from '../../contracts/plan.ts';

/** Fewer examples leave a kernel with little but its fixed cost a timestep. */
const examplesAShard = 8;

/** Multiply-adds of a forward pass below which another thread saves less than it costs: about 2 ms of a step. */
const leastWork = 10_000_000;

/**
 * How many threads share a batch, each of them with one thread of TensorFlow. Milliseconds a step, one thread beside
 * two (2 cores, median wall time; decision 7 says more):
 *
 *     100 steps, 2 x LSTM  50, batch 32     30 -> 24
 *     100 steps, 2 x LSTM 128, batch 32    166 -> 129
 *     100 steps, 1 x LSTM 256, batch 64    412 -> 286
 */
export function countShards(model: KnownModel, { training }: Pick<Plan, 'training'>, threads: number): number {
  const { batchSize } = training;
  if (model.nonTrainable > 0 || model.layers.some(carriesState)) return 1;
  const [, time] = model.inputShape;
  const work = model.parameters * (time ?? 1) * batchSize;
  if (work < leastWork) return 1;
  return Math.max(1, Math.min(threads, Math.floor(batchSize / examplesAShard)));
}

/** What goes on from batch to batch belongs to one thread. */
function carriesState({ config }: KnownLayer): boolean {
  return 'stateful' in config && config.stateful;
}
