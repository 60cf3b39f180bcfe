import type { Batch } from '../data/dataset.ts';
import type { Evaluator, FigureAccumulator } from '../tasks/preparedTask.ts';
import type { Answers } from './answers.ts';
import { createClassFigures, type ClassMetric } from './classFigures.ts';
import { collectClassWarnings } from './classWarnings.ts';
import { comparedMetrics } from './comparedMetrics.ts';
import { LEAST_PROBABILITY, readProbabilities } from './entries.ts';
import { createTaskEvaluator, type DescribeOrigin, type ExampleAnswer } from './taskEvaluator.ts';

/** What is told in any case. */
const ALWAYS: readonly ClassMetric[] = ['accuracy', 'precision', 'recall', 'f1', 'crossentropy'];

export interface ClassEvaluatorOptions {
  /** Class of each number. */
  readonly labels: readonly string[];
  /** Examples of each class in the training split. */
  readonly trainCounts: readonly number[];
  /** Figures that are told besides those that are told in any case. */
  readonly metrics: readonly ClassMetric[];
  readonly origin: DescribeOrigin;
  /** Whether to tell which class was taken for which. */
  readonly confusion: boolean;
}

/** Judges a classification beside the majority: always the class that is the most frequent in the training split. */
export function createClassEvaluator(options: ClassEvaluatorOptions): Evaluator {
  const { labels, trainCounts, origin, confusion } = options;
  const metrics = [...new Set([...ALWAYS, ...options.metrics])];
  return createTaskEvaluator({
    origin,
    measure: () => createClassFigures(labels, metrics),
    baselines: () => ({ majority: createMajority(createClassFigures(labels, metrics), trainCounts) }),
    describe: (batch, answers, place) => describeClass(labels, batch, answers, place),
    report(measured, split) {
      const report = measured.report(split);
      return confusion ? report : { ...report, confusion: null };
    },
    warn: (evaluation) => collectClassWarnings(evaluation, comparedMetrics('classification')),
  });
}

/** Its crossentropy is that of a model that knows the shares of the classes in the training split, and nothing else. */
function createMajority(figures: FigureAccumulator, trainCounts: readonly number[]): FigureAccumulator {
  const majority = indexOfLargest(trainCounts);
  const total = trainCounts.reduce((sum, count) => sum + count, 0);
  const costs = trainCounts.map((count) => -Math.log(Math.max(LEAST_PROBABILITY, count / total)));
  return {
    add(batch) {
      const truths = Array.from(batch.target.data);
      figures.add(batch, {
        values: null,
        classes: new Int32Array(truths.length).fill(majority),
        logLoss: Float32Array.from(truths, (truth) => costs[truth] ?? NaN),
        written: null,
      });
    },
    values: () => figures.values(),
  };
}

/** Place of the largest number, the first of equal ones. */
export function indexOfLargest(numbers: ArrayLike<number>): number {
  let best = 0;
  for (let index = 1; index < numbers.length; index++) {
    if ((numbers[index] ?? NaN) > (numbers[best] ?? NaN)) best = index;
  }
  return best;
}

function describeClass(labels: readonly string[], batch: Batch, answers: Answers, place: number): ExampleAnswer {
  const { values } = answers;
  const known = answers.classes === null && values !== null ? readProbabilities(batch, values) : answers;
  const predicted = known.classes?.[place] ?? NaN;
  return {
    truth: labels[batch.target.data[place] ?? NaN] ?? '',
    prediction: labels[predicted] ?? '',
    probability: values === null ? null : probabilityOf(values, batch.size, place, predicted),
    loss: known.logLoss?.[place] ?? null,
  };
}

/** `values` is `[batch, classes]`, or `[batch, 1]` with the probability of class 1. */
function probabilityOf(values: Float32Array, size: number, place: number, predicted: number): number | null {
  const width = values.length / size;
  if (width > 1) return values[place * width + predicted] ?? null;
  const second = values[place];
  return second === undefined ? null : predicted === 1 ? second : 1 - second;
}
