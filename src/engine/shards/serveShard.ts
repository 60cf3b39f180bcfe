import { answerBatch } from '../answerDataset.ts';
import type { Model } from '../buildModel.ts';
import { computeGradient } from '../computeGradient.ts';
import { createCarriedStates, type CarriedStates } from '../layers/carriedStates.ts';
import type { Objective } from '../objective.ts';
import { numbersOf, tf, tidyNumbers, type Tensor1D } from '../tensorflow.ts';
import type { AnswerTask, GradientTask, ReplyChannel, ShardReply } from './shardChannel.ts';
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
  const carried = createCarriedStates();
  for (let answered = 0; ;) {
    Atomics.wait(control, place.round, answered);
    if (Atomics.load(control, place.closed) === 1) return;
    const round = Atomics.load(control, place.round);
    // Waiting may end for no reason.
    if (round === answered) continue;
    serveTask(shard, carried);
    answered = round;
    Atomics.store(control, place.answered(shard.index), round);
    Atomics.notify(control, place.answered(shard.index));
  }
}

function serveTask(shard: Shard, carried: CarriedStates): void {
  const task = shard.channel.receive();
  if (task === null) shard.channel.send(null);
  else shard.channel.send(task.kind === 'answer' ? answer(shard, task) : differentiate(shard, task, carried));
}

function answer({ model, objective, memory }: Shard, { batches, write }: AnswerTask): ShardReply {
  model.replaceParameters(parametersIn(memory));
  // Tidied batch by batch, as is the room in the memory of the kernels.
  return batches.map((batch) =>
    tidyNumbers(() => {
      const { answers, lossSum } = answerBatch({ model, objective, write }, batch);
      return { answers, loss: lossSum };
    }),
  );
}

function differentiate(
  { model, objective, memory, index }: Shard,
  task: GradientTask,
  carried: CarriedStates,
): ShardReply {
  carried.begin(task.batch);
  return tidyNumbers(() => {
    const pass = computeGradient({ model, objective, ...task, carried }, parametersIn(memory));
    memory.gradients[index]?.set(numbersOf(pass.gradient));
    return [{ answers: pass.answers, loss: numbersOf(pass.loss)[0] ?? NaN }];
  });
}

/** TensorFlow reads tensors later than they are made, and its binding takes no shared memory: hence the copy. */
function parametersIn({ parameters }: ShardMemory): Tensor1D {
  return tf.tensor1d(parameters.slice());
}

/** Tells every thread that there are no more batches. */
export function closeShardMemory({ control }: ShardMemory): void {
  Atomics.store(control, place.closed, 1);
  Atomics.add(control, place.round, 1);
  Atomics.notify(control, place.round);
}
