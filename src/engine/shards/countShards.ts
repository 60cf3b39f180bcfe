import type { KnownLayer, KnownModel, KnownShape, Plan } from '../../contracts/plan.ts';
import { carriesState } from '../../core/spec/carriesState.ts';

/** Fewer examples leave a kernel with little but its fixed cost a timestep. */
const examplesAShard = 8;

/** Multiply-adds of a forward pass below which another thread saves less than it costs: about 2 ms of a step. */
const leastWork = 10_000_000;

/** Multiply-adds that take as long as handing one parameter and its gradient to another thread and back. */
const workAParameter = 30;

/** Timesteps that are reckoned with where they differ from batch to batch. */
const usualTime = 30;

/**
 * How many threads share a batch, each of them with one thread of TensorFlow: one where layers follow the data of whole
 * batches. Milliseconds a step, one thread beside two (2 cores, median wall time; decision 7 says more):
 *
 *     100 steps, 2 x LSTM  50, batch 32     30 -> 24
 *     100 steps, 2 x LSTM 128, batch 32    166 -> 129
 *     100 steps, 1 x LSTM 256, batch 64    412 -> 286
 */
export function countShards(model: KnownModel, { training }: Pick<Plan, 'training'>, threads: number): number {
  const { batchSize } = training;
  if (model.nonTrainable > 0) return 1;
  const work = batchSize * workAnExample(model);
  if (work < leastWork + workAParameter * model.parameters) return 1;
  return Math.max(1, Math.min(threads, Math.floor(batchSize / examplesAShard)));
}

/**
 * Multiply-adds of forward passes alone below which other threads save less than their start costs: they take one
 * thread about three seconds.
 */
const leastAnswering = 40_000_000_000;

/**
 * How many threads share so many examples that are answered without training, a whole batch each: one where the batches
 * hand states to each other.
 */
export function countAnsweringShards(
  model: KnownModel,
  { training, examples }: Pick<Plan, 'training'> & { readonly examples: number },
  threads: number,
): number {
  if (model.nonTrainable > 0 || carriesState(model) || examples * workAnExample(model) < leastAnswering) return 1;
  return Math.max(1, Math.min(threads, Math.ceil(examples / training.batchSize)));
}

function workAnExample({ layers }: KnownModel): number {
  return layers.reduce((sum, layer) => sum + multiplyAdds(layer), 0);
}

/** Of one example: every weight is used once at each timestep or place of a picture; an embedding is only looked up. */
function multiplyAdds({ config, parameters, inputShape, outputShape }: KnownLayer): number {
  if (config.type === 'embedding') return 0;
  const recurrent = 'returnSequences' in config;
  const time = recurrent ? (inputShape[1] ?? usualTime) : 1;
  const places = recurrent && config.returnSequences ? outputShape.slice(2, -1) : outputShape.slice(1, -1);
  return parameters * time * countPlaces(places);
}

function countPlaces(sizes: KnownShape): number {
  return sizes.reduce<number>((product, size) => product * (size ?? usualTime), 1);
}
