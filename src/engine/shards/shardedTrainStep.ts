import type { TrainingPlan } from '../../contracts/trainingPlan.ts';
import type { Batch } from '../../core/data/dataset.ts';
import type { Answers } from '../../core/metrics/answers.ts';
import { carriesState } from '../../core/spec/carriesState.ts';
import { countEntries } from '../batchTensors.ts';
import type { Model } from '../buildModel.ts';
import { computeGradient } from '../computeGradient.ts';
import { createImprover, type StepPlan } from '../improver.ts';
import { createCarriedStates } from '../layers/carriedStates.ts';
import { createObjective } from '../objective.ts';
import { numbersOf, tf, tidyNumbers } from '../tensorflow.ts';
import type { TrainStep } from '../trainStep.ts';
import { cutBatch, joinAnswers } from './cutBatch.ts';
import type { GradientTask } from './shardChannel.ts';
import type { ShardMemory } from './shardMemory.ts';
import { shardRange } from './shardRange.ts';
import { shareRound, type Round, type ShardCrew } from './shareRound.ts';

/**
 * Training steps whose batches are shared by threads. This thread computes the first part, adds the other parts in the
 * order of the shards, and steps the optimizer: the same number of shards gives the same weights, bit for bit. Where
 * layers carry states, each row of the batches stays with its shard, which keeps its states.
 */
export function createShardedTrainStep(
  model: Model,
  plan: StepPlan & Pick<TrainingPlan, 'batchSize'>,
  crew: ShardCrew,
): TrainStep {
  const objective = createObjective(plan.loss, model.plan);
  const improver = createImprover(model, plan);
  const carried = createCarriedStates();
  const stateful = carriesState(model.plan);
  return {
    async run(batch, step, learningRate) {
      const rows = stateful ? plan.batchSize : batch.size;
      const [own, ...others] = cutTasks(batch, { rows, shards: crew.memory.sizes.shards }, step);
      if (own === undefined || own === null) throw new Error('A batch without examples');
      carried.begin(own.batch);
      const compute = () => readPart(() => computeGradient({ model, objective, ...own, carried }, model.parameters));
      const round = await shareRound(crew, model.parameters, others, compute);
      const sum = addParts(crew.memory, round);
      const improved = tidyNumbers(() =>
        improver.improve({ loss: tf.scalar(sum.loss), gradient: tf.tensor1d(sum.gradient) }, learningRate),
      );
      return { ...improved, answers: sum.answers };
    },
    dispose() {
      improver.dispose();
      carried.dispose();
    },
  };
}

/** Rows of batches and how many threads share them. */
interface Cut {
  /** Rows that are shared out: those of this batch, or of a full one, so that each stays where it is. */
  readonly rows: number;
  readonly shards: number;
}

/** The parts of a batch, one a shard; `null` where the batch is too small to give it any example. */
function cutTasks(batch: Batch, { rows, shards }: Cut, step: number): readonly (GradientTask | null)[] {
  const entries = countEntries(batch);
  return Array.from({ length: shards }, (_, shard) => {
    const { from, to } = shardRange(rows, shards, shard);
    const range = { from, to: Math.min(to, batch.size) };
    if (range.from >= range.to) return null;
    const part = { from: range.from, of: batch.size };
    return { kind: 'gradient', batch: cutBatch(batch, range), step, part, entries };
  });
}

/** A part as numbers. */
interface PartValues {
  readonly loss: number;
  readonly gradient: Float32Array;
  readonly answers: Answers;
}

function readPart(compute: () => ReturnType<typeof computeGradient>): PartValues {
  return tidyNumbers(() => {
    const pass = compute();
    const [loss = NaN] = numbersOf(pass.loss);
    return { loss, gradient: numbersOf(pass.gradient), answers: pass.answers };
  });
}

function addParts({ gradients }: ShardMemory, { own, replies }: Round<PartValues>): PartValues {
  const parts = [own.answers];
  let { loss } = own;
  for (const [index, reply] of replies.entries()) {
    for (const part of reply ?? []) {
      loss += part.loss;
      addTo(own.gradient, gradients[index + 1] ?? []);
      parts.push(part.answers);
    }
  }
  return { loss, gradient: own.gradient, answers: joinAnswers(parts) };
}

function addTo(sum: Float32Array, values: ArrayLike<number>): void {
  for (let index = 0; index < sum.length; index++) sum[index] = (sum[index] ?? 0) + (values[index] ?? 0);
}
