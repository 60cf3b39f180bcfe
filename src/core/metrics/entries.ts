import type { Batch } from '../data/dataset.ts';
import type { Answers } from './answers.ts';

/** Smallest probability, that of scikit-learn's `log_loss` for 32-bit floats: no single example costs infinitely much. */
export const LEAST_PROBABILITY = 2 ** -23;

/** Calls `visit` for every entry of a batch's truth, example after example, but for padding. `index` is its place. */
export function forEachEntry(
  { target, weights }: Batch,
  { classes, logLoss }: Pick<Answers, 'classes' | 'logLoss'>,
  visit: (truth: number, prediction: number, logLoss: number, index: number) => void,
): void {
  const { data } = target;
  if (classes === null || logLoss === null) throw new Error('Figures of classes need classes');
  if (classes.length !== data.length || logLoss.length !== data.length) {
    throw new Error(`${classes.length} answers for ${data.length} entries`);
  }
  for (let index = 0; index < data.length; index++) {
    if (weights !== null && weights[index] === 0) continue;
    visit(data[index] ?? NaN, classes[index] ?? NaN, logLoss[index] ?? NaN, index);
  }
}

/**
 * Classes and log losses of a classification whose model gave probabilities, `[batch, classes]`, or `[batch, 1]` for
 * the probability of class 1 alone. Of equal probabilities the first class counts.
 */
export function readProbabilities({ target, size }: Batch, values: Float32Array): Pick<Answers, 'classes' | 'logLoss'> {
  const width = values.length / size;
  const classes = new Int32Array(size);
  const logLoss = new Float32Array(size);
  for (let example = 0; example < size; example++) {
    const shares = values.subarray(example * width, (example + 1) * width);
    const both = width === 1 ? Float32Array.of(1 - (shares[0] ?? NaN), shares[0] ?? NaN) : shares;
    classes[example] = largest(both);
    const probability = both[target.data[example] ?? NaN] ?? NaN;
    logLoss[example] = -Math.log(Math.min(1, Math.max(LEAST_PROBABILITY, probability)));
  }
  return { classes, logLoss };
}

function largest(values: Float32Array): number {
  return values.reduce((best, value, index) => (value > (values[best] ?? NaN) ? index : best), 0);
}
