import { tf } from '../tensorflow.ts';
import { place, type ShardMemory } from './shardMemory.ts';
import { runShardPass, type Shard } from './shardPass.ts';

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

function answerBatch(shard: Shard): void {
  const { answers, parameters } = shard.memory;
  const answer = answers[shard.index];
  if (answer === undefined) throw new Error(`There is no shard ${String(shard.index)}`);
  tf.tidy(() => {
    const pass = runShardPass(shard, tf.tensor1d(parameters.slice()));
    answer.loss[0] = pass === null ? 0 : (pass.loss.dataSync<'float32'>()[0] ?? NaN);
    if (pass === null) answer.gradient.fill(0);
    else answer.gradient.set(pass.gradient.dataSync<'float32'>());
  });
}

/** Tells every thread that there are no more batches. */
export function closeShardMemory({ control }: ShardMemory): void {
  Atomics.store(control, place.closed, 1);
  Atomics.add(control, place.round, 1);
  Atomics.notify(control, place.round);
}
