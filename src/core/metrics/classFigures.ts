import type { ClassReport } from '../../contracts/evaluation.ts';
import type { Metric } from '../../contracts/trainingPlan.ts';
import type { FigureAccumulator } from '../tasks/preparedTask.ts';
import { createClassCounts } from './classCounts.ts';
import { forEachEntry, readProbabilities } from './entries.ts';
import { pickFigures } from './pickFigures.ts';

/** The figures of a classification: precision, recall and f1 without more are means over the classes (macro). */
export const CLASS_METRICS = [
  'accuracy',
  'precision',
  'recall',
  'f1',
  'f1Micro',
  'f1Weighted',
  'crossentropy',
] as const satisfies readonly Metric[];

export type ClassMetric = (typeof CLASS_METRICS)[number];

/** Adds up figures of classes, and can tell how each class fared. */
export interface ClassAccumulator extends FigureAccumulator {
  /** `split` is what was counted. */
  report(split: ClassReport['split']): ClassReport;
}

/**
 * Adds up figures of a classification over a whole split; the scores are defined at `createClassCounts`.
 * `crossentropy` is the mean of -ln of the probability of the true class, in nats, every example alike: class weights
 * change what is learned, not what is measured. A single output gives the probability of class 1.
 */
export function createClassFigures(labels: readonly string[], metrics: readonly ClassMetric[]): ClassAccumulator {
  const counts = createClassCounts(labels);
  let logLossSum = 0;
  return {
    add(batch, answers) {
      const { classes, logLoss, values } = answers;
      const known = classes === null || logLoss === null ? readProbabilities(batch, needed(values)) : answers;
      forEachEntry(batch, known, (truth, prediction, cost) => {
        counts.add(truth, prediction);
        logLossSum += cost;
      });
    },
    values() {
      const { macro, micro, weighted } = counts.averages();
      return pickFigures(metrics, {
        accuracy: counts.accuracy(),
        ...macro,
        f1Micro: micro.f1,
        f1Weighted: weighted.f1,
        crossentropy: logLossSum / counts.total,
      });
    },
    report: (split) => counts.report(split),
  };
}

function needed(values: Float32Array | null): Float32Array {
  if (values === null) throw new Error('Figures of classes need classes or probabilities');
  return values;
}
