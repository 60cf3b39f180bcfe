import { answerBatch } from '../answerDataset.ts';
import type { Model } from '../buildModel.ts';
import { computeGradient } from '../computeGradient.ts';
import type { Objective } from '../objective.ts';
import { tf, tidyNumbers } from '../tensorflow.ts';
import type { ReplyChannel, ShardReply } from './shardChannel.ts';
import { place, type ShardMemory } from './shardMemory.ts';

/** One thread's share of the work. */
export interface Shard {
  readonly model: Model;
  readonly objective: Objective;
  readonly memory: ShardMemory;
  readonly channel: ReplyChannel;
  /** Counted from 1; 0 is the training thread. */
  readonly index: number;
}

/**
 * Does one task of every round, until the memory is closed. It holds its thread all the while: what goes wrong is
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
    serveTask(shard);
    answered = round;
    Atomics.store(control, place.answered(shard.index), round);
    Atomics.notify(control, place.answered(shard.index));
  }
}

function serveTask({ model, objective, memory, channel, index }: Shard): void {
  const task = channel.receive();
  if (task === null) {
    channel.send(null);
    return;
  }
  const reply = tidyNumbers((): ShardReply => {
    // TensorFlow reads tensors later than they are made, and its binding takes no shared memory: hence the copy.
    const parameters = tf.tensor1d(memory.parameters.slice());
    if (task.kind === 'answer') {
      model.replaceParameters(parameters);
      const { answers, lossSum } = answerBatch({ model, objective, write: task.write }, task.batch);
      return { answers, loss: lossSum };
    }
    const pass = computeGradient({ model, objective, ...task }, parameters);
    memory.gradients[index]?.set(pass.gradient.dataSync<'float32'>());
    return { answers: pass.answers, loss: pass.loss.dataSync<'float32'>()[0] ?? NaN };
  });
  channel.send(reply);
}

/** Tells every thread that there are no more batches. */
export function closeShardMemory({ control }: ShardMemory): void {
  Atomics.store(control, place.closed, 1);
  Atomics.add(control, place.round, 1);
  Atomics.notify(control, place.round);
}
