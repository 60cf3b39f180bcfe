import { computeGradient } from '../computeGradient.ts';
import type { Model } from '../buildModel.ts';
import type { Objective } from '../objective.ts';
import { tf, tidyNumbers } from '../tensorflow.ts';
import type { AnswerChannel } from './shardChannel.ts';
import { place, type ShardMemory } from './shardMemory.ts';

/** One thread's share of the work. */
export interface Shard {
  readonly model: Model;
  readonly objective: Objective;
  readonly memory: ShardMemory;
  readonly channel: AnswerChannel;
  /** Counted from 1; 0 is the training thread. */
  readonly index: number;
}

/**
 * Computes one part of every batch, until the memory is closed. It holds its thread all the while: what goes wrong is
 * thrown, ends the thread, and is heard of by whoever started it.
 */
export function serveShard(shard: Shard): void {
  const { control } = shard.memory;
  for (let answered = 0; ;) {
    Atomics.wait(control, place.round, answered);
    if (Atomics.load(control, place.closed) === 1) return;
    const round = Atomics.load(control, place.round);
    // Waiting may end for no reason.
    if (round === answered) continue;
    answerBatch(shard);
    answered = round;
    Atomics.store(control, place.answered(shard.index), round);
    Atomics.notify(control, place.answered(shard.index));
  }
}

function answerBatch({ model, objective, memory, channel, index }: Shard): void {
  const answer = memory.answers[index];
  if (answer === undefined) throw new Error(`There is no shard ${String(index)}`);
  const task = channel.receive();
  if (task === null) {
    answer.loss[0] = 0;
    answer.gradient.fill(0);
    channel.send(null);
    return;
  }
  tidyNumbers(() => {
    // TensorFlow reads tensors later than they are made, and its binding takes no shared memory: hence the copy.
    const pass = computeGradient({ model, objective, ...task }, tf.tensor1d(memory.parameters.slice()));
    answer.loss[0] = pass.loss.dataSync<'float32'>()[0] ?? NaN;
    answer.gradient.set(pass.gradient.dataSync<'float32'>());
    channel.send(pass.answers);
  });
}

/** Tells every thread that there are no more batches. */
export function closeShardMemory({ control }: ShardMemory): void {
  Atomics.store(control, place.closed, 1);
  Atomics.add(control, place.round, 1);
  Atomics.notify(control, place.round);
}
