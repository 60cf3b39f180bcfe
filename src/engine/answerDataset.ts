import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SplitFigures } from '../contracts/training.ts';
import { planBatches } from '../core/data/batches.ts';
import type { Batch, Dataset } from '../core/data/dataset.ts';
import type { Answers } from '../core/metrics/answers.ts';
import type { FigureAccumulator } from '../core/tasks/preparedTask.ts';
import { countEntries, toTensors } from './batchTensors.ts';
import type { Model } from './buildModel.ts';
import { writeTargets } from './decode/writeTargets.ts';
import { feedBatches, type FedBatch } from './feedBatches.ts';
import { createCarriedStates, type CarriedStates } from './layers/carriedStates.ts';
import type { Objective } from './objective.ts';
import { shardRange } from './shards/shardRange.ts';
import { shareRound, type ShardCrew } from './shards/shareRound.ts';
import { tf, tidyNumbers } from './tensorflow.ts';

/** A model and a split that it is asked about. */
export interface Questions {
  readonly model: Model;
  readonly objective: Objective;
  readonly dataset: Dataset;
  readonly batchSize: number;
  /** Looked at after every batch. */
  readonly signal: { readonly stopped: boolean };
  /** Finds the answers to a batch where one pass of the model is not enough; then no loss is measured. */
  readonly ask?: ((fed: FedBatch, predict: (batch: Batch) => Promise<Answers>) => Promise<Answers>) | undefined;
  /** Whether a model with a decoder also writes by itself, which takes it several times as long; left out: it does. */
  readonly write?: boolean;
  /** Threads that answer other batches at the same time; `null` or left out: this thread is alone. */
  readonly crew?: ShardCrew | null;
}

/** What the model said about one batch. */
export interface BatchAnswers {
  readonly answers: Answers;
  /** Weighted sum of the entries' losses. */
  readonly lossSum: number;
}

/** The same, and which batch that was. */
export interface AnsweredBatch extends FedBatch, BatchAnswers {}

/**
 * Batches that each thread answers before threads wait for each other, given what it was and how long that took: as many
 * as are quick together, so that whoever stops waits no longer than for a batch that takes its time.
 */
function nextBatchesAThread(present: number, milliseconds: number): number {
  if (milliseconds > 100) return 1;
  return milliseconds < 50 ? Math.min(8, 2 * present) : present;
}

/**
 * Asks the model about every example in the order of the data, without training, and tells each batch's answers.
 * Answers whether it came to the end: `false` where it was stopped.
 */
export async function answerDataset(questions: Questions, tell: (answered: AnsweredBatch) => void): Promise<boolean> {
  const { dataset, batchSize, signal, ask, crew } = questions;
  // A recursion that asks about its own answers goes on batch by batch.
  const threads = crew && ask === undefined ? crew.memory.sizes.shards : 1;
  let batchesAThread = 1;
  const carried = createCarriedStates();
  try {
    const fed = feedBatches(dataset, planBatches(dataset, batchSize, null));
    for await (const group of inGroups(fed, () => threads * batchesAThread)) {
      const start = performance.now();
      for (const answered of await answerGroup(questions, group, carried)) tell(answered);
      if (threads > 1) batchesAThread = nextBatchesAThread(batchesAThread, performance.now() - start);
      await nextTurn();
      if (signal.stopped) return false;
    }
    return true;
  } finally {
    carried.dispose();
  }
}

/** Figures of the model over a whole split; `null` where it was stopped on the way. */
export async function evaluateSplit(questions: Questions, figures: FigureAccumulator): Promise<SplitFigures | null> {
  let [lossSum, entries] = [0, 0];
  const complete = await answerDataset(questions, ({ batch, answers, lossSum: loss }) => {
    figures.add(batch, answers);
    lossSum += loss;
    entries += countEntries(batch);
  });
  return complete ? { loss: lossSum / entries, metrics: figures.values() } : null;
}

/** `size` is asked anew for every group. */
async function* inGroups<T>(items: AsyncIterable<T>, size: () => number): AsyncGenerator<readonly T[]> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size()) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

/** Each thread answers some of the batches, this one the first of them: the answers are the same. */
async function answerGroup(
  questions: Questions,
  group: readonly FedBatch[],
  carried: CarriedStates,
): Promise<readonly AnsweredBatch[]> {
  const { crew, model, write = true } = questions;
  const [first] = group;
  if (first === undefined) return [];
  if (!crew || group.length === 1) return [{ ...first, ...(await answerFed(questions, first, carried)) }];
  const [here = [], ...elsewhere] = Array.from({ length: crew.memory.sizes.shards }, (_, shard) => {
    const { from, to } = shardRange(group.length, crew.memory.sizes.shards, shard);
    return group.slice(from, to);
  });
  const tasks = elsewhere.map((part) =>
    part.length === 0 ? null : ({ kind: 'answer', batches: part.map(({ batch }) => batch), write } as const),
  );
  const { own, replies } = await shareRound(crew, model.parameters, tasks, () =>
    here.map(({ batch }) => answerHere(questions, batch, carried)),
  );
  const others = replies.flatMap((reply) => (reply ?? []).map(({ answers, loss }) => ({ answers, lossSum: loss })));
  const answers = [...own, ...others];
  return group.map((fed, index) => {
    const answered = answers[index];
    if (answered === undefined) throw new Error('A batch that was not answered');
    return { ...fed, ...answered };
  });
}

async function answerFed(questions: Questions, fed: FedBatch, carried: CarriedStates): Promise<BatchAnswers> {
  const { ask } = questions;
  const once = (batch: Batch) => answerHere(questions, batch, carried);
  if (ask === undefined) return once(fed.batch);
  return { answers: await ask(fed, (batch) => Promise.resolve(once(batch).answers)), lossSum: NaN };
}

function answerHere(asked: AskedModel, batch: Batch, carried: CarriedStates): BatchAnswers {
  return tidyNumbers(() => answerBatch(asked, batch, carried));
}

/** A model that is asked. */
export type AskedModel = Pick<Questions, 'model' | 'objective' | 'write'>;

/** What a model says about one batch, in one pass. Belongs into a tidy scope. */
export function answerBatch(
  { model, objective, write = true }: AskedModel,
  batch: Batch,
  carried?: CarriedStates,
): BatchAnswers {
  const { inputs, lengths, target, weights } = toTensors(batch);
  const pass = { trainingStep: null, lengths, logits: objective.logits, record: null, ...(carried && { carried }) };
  const output = model.compute(model.parameters, inputs, pass);
  const losses = objective.entryLosses(target, output);
  const [lossSum = NaN] = tf.sum(weights === null ? losses : tf.mul(losses, weights)).dataSync<'float32'>();
  const answers = objective.read(output, losses);
  return {
    answers: write ? { ...answers, written: writeTargets(model, { input: inputs.input, lengths }) } : answers,
    lossSum,
  };
}
