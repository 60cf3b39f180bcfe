import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Batch } from '../../core/data/dataset.ts';
import type { Answers } from '../../core/metrics/answers.ts';
import { countEntries } from '../batchTensors.ts';
import type { Model } from '../buildModel.ts';
import { computeGradient } from '../computeGradient.ts';
import { createImprover, type StepPlan } from '../improver.ts';
import { createObjective } from '../objective.ts';
import { tf, tidyNumbers } from '../tensorflow.ts';
import type { TrainStep } from '../trainStep.ts';
import { cutBatch, joinAnswers } from './cutBatch.ts';
import type { ShardTask, TaskChannel } from './shardChannel.ts';
import { place, type ShardMemory } from './shardMemory.ts';
import { shardRange } from './shardRange.ts';

/** The threads that serve all shards but the first. */
export interface ShardCrew {
  readonly memory: ShardMemory;
  /** To each of them, in the order of the shards. */
  readonly channels: readonly TaskChannel[];
  /** Throws where one of them has ended. Whether it has is heard only between two turns of the event loop. */
  check(): void;
}

/**
 * Training steps whose batches are shared by threads. This thread computes the first part, adds the other parts in the
 * order of the shards, and steps the optimizer: the same number of shards gives the same weights, bit for bit.
 */
export function createShardedTrainStep(model: Model, plan: StepPlan, crew: ShardCrew): TrainStep {
  const objective = createObjective(plan.loss, model.plan);
  const improver = createImprover(model, plan);
  return {
    // Layers that carry states are not split over threads.
    startEpoch: () => undefined,
    async run(batch, step, learningRate) {
      crew.check();
      const [own, ...others] = cutTasks(batch, crew.memory.sizes.shards, step);
      if (own === undefined || own === null) throw new Error('A batch without examples');
      const round = startRound(crew, model, others);
      const first = computeOwnPart(() => computeGradient({ model, objective, ...own }, model.parameters));
      await waitForAnswers(crew, round);
      const sum = addParts(crew.memory, first);
      const answers = joinAnswers([first.answers, ...receiveAnswers(crew)]);
      const improved = tidyNumbers(() =>
        improver.improve({ loss: tf.scalar(sum.loss), gradient: tf.tensor1d(sum.gradient) }, learningRate),
      );
      return { ...improved, answers };
    },
    dispose() {
      improver.dispose();
    },
  };
}

/** The parts of a batch, one a shard; `null` where the batch is too small to give it any example. */
function cutTasks(batch: Batch, shards: number, step: number): readonly (ShardTask | null)[] {
  const entries = countEntries(batch);
  return Array.from({ length: shards }, (_, shard) => {
    const range = shardRange(batch.size, shards, shard);
    if (range.from === range.to) return null;
    return { batch: cutBatch(batch, range), step, part: { from: range.from, of: batch.size }, entries };
  });
}

/** Hands the parts out and wakes everybody. Answers the number of the round. */
function startRound({ memory, channels }: ShardCrew, model: Model, tasks: readonly (ShardTask | null)[]): number {
  memory.parameters.set(model.parameters.dataSync<'float32'>());
  for (const [index, channel] of channels.entries()) channel.send(tasks[index] ?? null);
  const round = Atomics.add(memory.control, place.round, 1) + 1;
  Atomics.notify(memory.control, place.round);
  return round;
}

/** A part as numbers. */
interface PartValues {
  readonly loss: number;
  readonly gradient: Float32Array;
}

function computeOwnPart(compute: () => ReturnType<typeof computeGradient>): PartValues & { readonly answers: Answers } {
  return tidyNumbers(() => {
    const pass = compute();
    const [loss = NaN] = pass.loss.dataSync<'float32'>();
    return { loss, gradient: pass.gradient.dataSync<'float32'>(), answers: pass.answers };
  });
}

/** Milliseconds of waiting after which the event loop may tell that a thread has ended. */
const waitingSlice = 50;

async function waitForAnswers(crew: ShardCrew, round: number): Promise<void> {
  const { control, sizes } = crew.memory;
  for (let shard = 1; shard < sizes.shards; shard++) {
    const answered = place.answered(shard);
    for (;;) {
      const seen = Atomics.load(control, answered);
      if (seen === round) break;
      if (Atomics.wait(control, answered, seen, waitingSlice) !== 'timed-out') continue;
      await nextTurn();
      crew.check();
    }
  }
}

function receiveAnswers({ channels }: ShardCrew): readonly Answers[] {
  return channels.map((channel) => channel.receive()).filter((answers) => answers !== null);
}

function addParts({ answers }: ShardMemory, own: PartValues): PartValues {
  let { loss } = own;
  for (const answer of answers.slice(1)) {
    loss += answer.loss[0] ?? NaN;
    addTo(own.gradient, answer.gradient);
  }
  return { loss, gradient: own.gradient };
}

function addTo(sum: Float32Array, values: Float32Array): void {
  for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + (values[index] ?? 0);
}
