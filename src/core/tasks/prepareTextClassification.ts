import type { FittedLabels } from '../../contracts/fitted.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { Dataset } from '../data/dataset.ts';
import type { SplitName } from '../data/splitRows.ts';
import { checkLabels, fitClassWeights, indexLabels } from '../data/text/labels.ts';
import { numberLabel } from '../data/text/splitTexts.ts';
import type { TextRows } from '../data/text/textRows.ts';
import { pickTexts } from '../data/text/tokenInput.ts';
import { createWholeNumbers, type WholeNumbers } from '../data/wholeNumbers.ts';
import { createClassEvaluator } from '../metrics/classEvaluator.ts';
import { CLASS_METRICS, createClassFigures } from '../metrics/classFigures.ts';
import { checkSizes } from './checkSizes.ts';
import { chooseLabels, type EarlierFitted } from './earlierFitted.ts';
import { asksForConfusion, pickMetrics } from './pickMetrics.ts';
import type { PreparedTask } from './preparedTask.ts';
import { describeOrigins, eachSplit, prepareTextInputs } from './textTask.ts';
import type { TextInputs, TextTaskOptions } from './textTask.ts';

/** The classes of every example of a source, and what they count. */
interface Classes {
  readonly fitted: FittedLabels;
  /** Class of each example, by its number in the whole source. */
  readonly numbers: WholeNumbers;
  /** Training examples of each class. */
  readonly counts: Uint32Array;
  /** Of a training example, by its class; `null`: all count 1. */
  readonly weights: Float32Array | null;
}

/**
 * Texts with one label each. Vocabulary and labels are those of the training rows, unless they are given.
 *
 * @throws UserError naming the place for an empty text or label, a column with one label, a label that only a held-out
 * split has, an empty split, and sizes in the spec that do not fit the data
 */
export function prepareTextClassification(rows: TextRows, plan: Plan, options: TextTaskOptions = {}): PreparedTask {
  const inputs = prepareTextInputs(rows, plan, options);
  const classes = prepareClasses(inputs, plan, options.earlier);
  const { vocabulary, padding, splits, examples } = inputs;
  const sizes = { classes: classes.fitted.labels.length, vocabulary: vocabulary.tokens.length, time: padding.length };
  checkSizes(plan, { choices: sizes.classes, mayHaveRoom: false, vocabulary: sizes.vocabulary });
  const sets = eachSplit(splits, (split) => createDataset(inputs, classes, split));
  const { labels } = classes.fitted;
  const trainCounts = [...classes.counts];
  const metrics = pickMetrics(plan, CLASS_METRICS);
  return {
    ...sets,
    rows: examples.inputs.length,
    cut: { inputs: inputs.cut, targets: 0 },
    fitted: { input: vocabulary, target: classes.fitted },
    sizes,
    figures: () => createClassFigures(labels, metrics),
    evaluator: () =>
      createClassEvaluator({
        labels,
        trainCounts,
        metrics,
        origin: describeOrigins(inputs),
        confusion: asksForConfusion(plan),
      }),
  };
}

function prepareClasses({ rows, examples, splits }: TextInputs, { data }: Plan, earlier?: EarlierFitted): Classes {
  const valueOf = (example: number): string => (examples.targets?.at(example) ?? '').trim();
  const labels = chooseLabels(earlier, eachValue(splits.train, valueOf));
  checkLabels(labels.labels, data, rows.target?.name ?? '');
  const index = indexLabels(labels);
  const numbers = createWholeNumbers(examples.inputs.length, labels.labels.length);
  const counts = new Uint32Array(labels.labels.length);
  for (const split of ['train', 'validation', 'test'] as const) {
    for (const example of splits[split]) {
      const number = numberLabel(valueOf(example), index, () => ({ rows, row: examples.rowOf(example), split }));
      numbers[example] = number;
      if (split === 'train') counts[number] = (counts[number] ?? 0) + 1;
    }
  }
  return { fitted: labels, numbers, counts, weights: fitClassWeights(data.classWeight, labels, counts) };
}

function* eachValue(examples: Uint32Array, valueOf: (example: number) => string): Generator<string> {
  for (const example of examples) yield valueOf(example);
}

function createDataset(inputs: TextInputs, { numbers, weights }: Classes, split: SplitName): Dataset {
  const input = inputs.of(split);
  return {
    count: input.count,
    lengths: input.lengths,
    batch(examples) {
      const { input: tokens, lengths } = input.draw(examples);
      const truth = Int32Array.from(pickTexts(inputs.splits[split], examples), (text) => numbers[text] ?? 0);
      return {
        size: examples.length,
        input: tokens,
        lengths,
        decoderInput: null,
        target: { data: truth, shape: [examples.length] },
        // Classes are weighed while training; what is measured stays the plain mean, as in Keras.
        weights:
          split === 'train' && weights !== null ? Float32Array.from(truth, (value) => weights[value] ?? 1) : null,
      };
    },
  };
}
