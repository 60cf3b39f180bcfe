import type { FittedData } from '../../../contracts/fitted.ts';
import type { ClassProbability, Said } from '../../../contracts/prediction.ts';
import { toOriginalUnits } from '../../data/scaler.ts';
import { indexOfLargest } from '../../metrics/classEvaluator.ts';

/** What a model gave for a batch: probabilities over the last axis, or numbers in model units. */
export interface ModelOutput {
  readonly values: Float32Array;
  /** `[batch, …]` */
  readonly shape: readonly number[];
  /** The class that is answered at each entry; left out: the likeliest. */
  readonly choices?: Int32Array;
}

/** Classes that are told of one input: those behind have hardly a chance. */
const MOST_CLASSES = 5;

/** The likeliest classes of one example, `[batch, classes]`; a single output is the probability of the second of two. */
function readClasses(output: ModelOutput, example: number, labels: readonly string[]): Said {
  const classes = rankClasses(probabilitiesOf(output, example), labels);
  return { type: 'class', classes: classes.slice(0, MOST_CLASSES) };
}

/** The class that is answered at an entry, and its probability; `entry` counts over all axes but the last. */
export function readChoice(output: ModelOutput, entry: number, labels: readonly string[]): ClassProbability {
  const probabilities = probabilitiesOf(output, entry);
  const choice = output.choices?.[entry] ?? indexOfLargest(probabilities);
  return { label: labels[choice] ?? '', probability: probabilities[choice] ?? NaN };
}

function rankClasses(probabilities: readonly number[], labels: readonly string[]): readonly ClassProbability[] {
  return labels
    .map((label, index) => ({ label, probability: probabilities[index] ?? 0 }))
    .sort((a, b) => b.probability - a.probability);
}

function probabilitiesOf({ values, shape }: ModelOutput, entry: number): readonly number[] {
  const width = shape.at(-1) ?? 1;
  const own = values.subarray(entry * width, (entry + 1) * width);
  const [only = 0] = own;
  return width === 1 ? [1 - only, only] : [...own];
}

/** Reads the one class or number that a model answers an example with. */
export function createAnswerReader({ target }: FittedData): (output: ModelOutput, example: number) => Said {
  switch (target.type) {
    case 'labels':
      return (output, example) => readClasses(output, example, target.labels);
    case 'scaler':
      return ({ values }, example) => ({
        type: 'number',
        value: toOriginalUnits(target, 0, values[example] ?? NaN),
      });
    case 'vocabulary':
    case 'next':
      throw new Error('The run answers with a text');
  }
}
