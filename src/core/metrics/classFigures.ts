import type { ClassReport } from '../../contracts/evaluation.ts';
import type { FigureAccumulator } from '../tasks/preparedTask.ts';
import { createClassCounts } from './classCounts.ts';
import { forEachEntry, readProbabilities } from './entries.ts';
import { pickFigures } from './pickFigures.ts';

/** The figures of a classification: precision, recall and f1 are means over the classes (macro). */
export type ClassMetric = 'accuracy' | 'precision' | 'recall' | 'f1' | 'crossentropy';

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
      const { macro } = counts.averages();
      const measured = { accuracy: counts.accuracy(), ...macro, crossentropy: logLossSum / counts.total };
      return pickFigures(metrics, measured);
    },
    report: (split) => counts.report(split),
  };
}

function needed(values: Float32Array | null): Float32Array {
  if (values === null) throw new Error('Figures of classes need classes or probabilities');
  return values;
}
