import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Batch } from '../../core/data/dataset.ts';
import type { Model } from '../buildModel.ts';
import { createImprover, type Improver, type StepPlan } from '../improver.ts';
import { createObjective } from '../objective.ts';
import { tf, tidyNumbers } from '../tensorflow.ts';
import type { StepResult, TrainStep } from '../trainStep.ts';
import { place, type ShardMemory } from './shardMemory.ts';
import { runShardPass, type Shard } from './shardPass.ts';

/** The threads that serve all shards but the first. */
export interface ShardCrew {
  readonly memory: ShardMemory;
  /** Throws where one of them has ended. Whether it has is heard only between two turns of the event loop. */
  check(): void;
}

/**
 * Training steps whose batches are shared by threads. This thread computes the first part, adds the other parts in the
 * order of the shards, and steps the optimizer: the same number of shards gives the same weights, bit for bit.
 */
export function createShardedTrainStep(model: Model, plan: StepPlan, crew: ShardCrew): TrainStep {
  const { memory } = crew;
  const objective = createObjective(plan.loss, model.plan);
  const improver = createImprover(model, plan);
  return {
    // Layers that carry states are not split over threads.
    startEpoch: () => undefined,
    async run(batch, step, learningRate) {
      crew.check();
      const round = startRound(memory, model, batch, step);
      const own = computeOwnPart({ model, objective, memory, index: 0 });
      await waitForAnswers(crew, round);
      return finishRound(improver, memory, own, learningRate);
    },
    dispose: () => {
      improver.dispose();
    },
  };
}

/** Lays the batch out and wakes everybody. Answers the number of the round. */
function startRound(memory: ShardMemory, model: Model, batch: Batch, step: number): number {
  const { control } = memory;
  memory.parameters.set(model.parameters.dataSync<'float32'>());
  memory.inputs.set(batch.input.data);
  memory.targets.set(batch.target.data);
  control[place.step] = step;
  control[place.size] = batch.size;
  const round = Atomics.add(control, place.round, 1) + 1;
  Atomics.notify(control, place.round);
  return round;
}

/** A shard's part as numbers. */
interface PartValues {
  readonly loss: number;
  readonly gradient: Float32Array;
}

function computeOwnPart(shard: Shard): PartValues {
  return tidyNumbers(() => {
    const pass = runShardPass(shard, shard.model.parameters);
    if (pass === null) throw new Error('A batch without examples');
    const [loss = NaN] = pass.loss.dataSync<'float32'>();
    return { loss, gradient: pass.gradient.dataSync<'float32'>() };
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

function finishRound(
  improver: Improver,
  { answers, predictions, control, sizes }: ShardMemory,
  own: PartValues,
  learningRate: number,
): StepResult {
  let { loss } = own;
  for (const answer of answers.slice(1)) {
    loss += answer.loss[0] ?? NaN;
    addTo(own.gradient, answer.gradient);
  }
  const count = (control[place.size] ?? 0) * sizes.outputs;
  const applied = tidyNumbers(() =>
    improver.improve({ loss: tf.scalar(loss), gradient: tf.tensor1d(own.gradient) }, learningRate),
  );
  const values = predictions.slice(0, count);
  return { ...applied, answers: { values, classes: null, logLoss: null, written: null } };
}

function addTo(sum: Float32Array, values: Float32Array): void {
  for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + (values[index] ?? 0);
}
