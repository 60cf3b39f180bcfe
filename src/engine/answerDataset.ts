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
}

/** What the model said about one batch. */
export interface AnsweredBatch extends FedBatch {
  readonly answers: Answers;
  /** Weighted sum of the entries' losses. */
  readonly lossSum: number;
}

/**
 * Asks the model about every example in the order of the data, without training, and tells each batch's answers.
 * Answers whether it came to the end: `false` where it was stopped.
 */
export async function answerDataset(questions: Questions, tell: (answered: AnsweredBatch) => void): Promise<boolean> {
  const { dataset, batchSize, signal } = questions;
  const carried = createCarriedStates();
  try {
    for await (const fed of feedBatches(dataset, planBatches(dataset, batchSize, null))) {
      tell({ ...fed, ...(await answerFed(questions, fed, carried)) });
      await nextTurn();
      if (signal.stopped) return false;
    }
    return true;
  } finally {
    carried.dispose();
  }
}

/** What the model says about one batch that stands by itself. */
export function answerOnce(questions: Pick<Questions, 'model' | 'objective'>, batch: Batch): Answers {
  const carried = createCarriedStates();
  try {
    const all = { ...questions, dataset: { count: 0, lengths: null, batch: () => batch }, batchSize: batch.size };
    const fed = { examples: new Uint32Array(), batch };
    return tidyNumbers(() => answerBatch({ ...all, signal: { stopped: false } }, fed, carried)).answers;
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

async function answerFed(
  questions: Questions,
  fed: FedBatch,
  carried: CarriedStates,
): Promise<Pick<AnsweredBatch, 'answers' | 'lossSum'>> {
  const { ask } = questions;
  const once = (batch: Batch) => tidyNumbers(() => answerBatch(questions, { ...fed, batch }, carried));
  if (ask === undefined) return once(fed.batch);
  return { answers: await ask(fed, (batch) => Promise.resolve(once(batch).answers)), lossSum: NaN };
}

function answerBatch(
  { model, objective, write = true }: Questions,
  { batch }: FedBatch,
  carried: CarriedStates,
): Pick<AnsweredBatch, 'answers' | 'lossSum'> {
  const { inputs, lengths, target, weights } = toTensors(batch);
  const pass = { trainingStep: null, lengths, logits: objective.logits, record: null, carried };
  const output = model.forward(model.parameters, inputs, pass);
  const losses = objective.entryLosses(target, output);
  const [lossSum = NaN] = tf.sum(weights === null ? losses : tf.mul(losses, weights)).dataSync<'float32'>();
  const answers = objective.read(output, losses);
  return {
    answers: write ? { ...answers, written: writeTargets(model, { input: inputs.input, lengths }) } : answers,
    lossSum,
  };
}
