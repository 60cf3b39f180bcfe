import type { Batch } from '../../core/data/dataset.ts';
import type { Model } from '../buildModel.ts';
import { computeGradient, type GradientPart } from '../computeGradient.ts';
import type { Objective } from '../objective.ts';
import type { Tensor1D } from '../tensorflow.ts';
import { place, type ShardMemory } from './shardMemory.ts';
import { shardRange } from './shardRange.ts';

/** One thread's share of the work. */
export interface Shard {
  readonly model: Model;
  readonly objective: Objective;
  readonly memory: ShardMemory;
  /** Counted from 0; 0 is the training thread. */
  readonly index: number;
}

/**
 * Computes a shard's part of the batch that lies in the memory and puts its predictions there. `null` where the batch
 * is too small to give it any example. Belongs into a tidy scope.
 */
export function runShardPass(
  { model, objective, memory, index }: Shard,
  parameters: Tensor1D,
): Pick<GradientPart, 'loss' | 'gradient'> | null {
  const { control, sizes } = memory;
  const [time, features] = sizes.inputShape;
  const of = control[place.size] ?? 0;
  const { from, to } = shardRange(of, sizes.shards, index);
  if (from === to) return null;
  // TensorFlow reads tensors later than they are made, and its binding takes no shared memory: hence the copies.
  const part = (values: Float32Array, one: number) => values.slice(from * one, to * one);
  const size = to - from;
  const batch: Batch = {
    size,
    input: { data: part(memory.inputs, time * features), shape: [size, time, features] },
    target: { data: part(memory.targets, sizes.outputs), shape: [size, sizes.outputs] },
    lengths: null,
    decoderInput: null,
    weights: null,
  };
  const step = control[place.step] ?? 0;
  const pass = computeGradient({ model, objective, batch, step, part: { from, of }, entries: of }, parameters);
  if (pass.answers.values !== null) memory.predictions.set(pass.answers.values, from * sizes.outputs);
  return pass;
}
