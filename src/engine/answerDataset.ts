import { setImmediate as nextTurn } from 'node:timers/promises';
import type { SplitFigures } from '../contracts/training.ts';
import { askingOrder, planInOrder } from '../core/data/batches.ts';
import type { Batch, Dataset } from '../core/data/dataset.ts';
import type { Answers } from '../core/metrics/answers.ts';
import type { FigureAccumulator, Predict } from '../core/tasks/preparedTask.ts';
import { countEntries, toTensors } from './batchTensors.ts';
import type { Model } from './buildModel.ts';
import { writeTargets } from './decode/writeTargets.ts';
import { feedBatches, type FedBatch } from './feedBatches.ts';
import { createCarriedStates, onlyReading, type CarriedStates, type StatePass } from './layers/carriedStates.ts';
import type { Objective } from './objective.ts';
import { penaltyOf } from './penalties.ts';
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
  readonly ask?: ((fed: FedBatch, predict: Predict) => Promise<Answers>) | undefined;
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
 * Asks the model about every example, without chance and without training, and tells each batch's answers.
 * Answers whether it came to the end: `false` where it was stopped.
 */
export async function answerDataset(questions: Questions, tell: (answered: AnsweredBatch) => void): Promise<boolean> {
  const { dataset, batchSize, signal, ask, crew } = questions;
  const order = askingOrder(questions.model.plan, batchSize);
  // A recursion that asks about its own answers goes on batch by batch, and so do states.
  const threads = crew && ask === undefined && order.lanes === null ? crew.memory.sizes.shards : 1;
  let batchesAThread = 1;
  const carried = createCarriedStates();
  try {
    const fed = feedBatches(dataset, planInOrder(dataset, order));
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

/** Figures of the model over a whole split, the loss with the penalties of its weights, as in training; `null` where it was stopped on the way. */
export async function evaluateSplit(questions: Questions, figures: FigureAccumulator): Promise<SplitFigures | null> {
  let [lossSum, entries] = [0, 0];
  const complete = await answerDataset(questions, ({ batch, answers, lossSum: loss }) => {
    figures.add(batch, answers);
    lossSum += loss;
    entries += countEntries(batch);
  });
  const loss = lossSum / entries + costOf(questions.model);
  return complete ? { loss, metrics: figures.values() } : null;
}

/** What the penalties of the weights add to a mean loss. */
function costOf(model: Model): number {
  return tidyNumbers(() => penaltyOf(model)?.dataSync<'float32'>()[0] ?? 0);
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
    here.map(({ batch }) => answerHere(questions, batch)),
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
  carried.begin(fed.batch);
  if (ask === undefined) return answerHere(questions, fed.batch, carried);
  const predict: Predict = (batch, ahead) =>
    Promise.resolve(answerHere(questions, batch, ahead === 0 ? carried : onlyReading(carried)).answers);
  return { answers: await ask(fed, predict), lossSum: NaN };
}

function answerHere(asked: AskedModel, batch: Batch, carried?: StatePass): BatchAnswers {
  return tidyNumbers(() => answerBatch(asked, batch, carried));
}

/** A model that is asked. */
export type AskedModel = Pick<Questions, 'model' | 'objective' | 'write'>;

/** What a model says about one batch, in one pass. Belongs into a tidy scope. */
export function answerBatch(
  { model, objective, write = true }: AskedModel,
  batch: Batch,
  carried?: StatePass,
): BatchAnswers {
  const { inputs, lengths, target, weights } = toTensors(batch);
  const pass = { trainingStep: null, lengths, logits: objective.logits, record: null, ...(carried && { carried }) };
  const output = model.compute(model.parameters, inputs, pass);
  const losses = objective.entryLosses(target, output);
  const [lossSum = NaN] = tf.sum(weights === null ? losses : tf.mul(losses, weights)).dataSync<'float32'>();
  const answers = objective.read(output, losses);
  return {
    answers: write ? { ...answers, written: writeTargets(model, { input: inputs.input, lengths }, batch) } : answers,
    lossSum,
  };
}
