import type { DataPlan, ImageInputPlan, SplitPlan, VideoInputPlan } from '../../contracts/dataPlan.ts';
import type { FittedPixels } from '../../contracts/fitted.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { Dataset } from '../data/dataset.ts';
import { fitPixels } from '../data/images/fitPixels.ts';
import { createPictureDataset } from '../data/images/pictureDataset.ts';
import type { PictureShape, PictureSource, PictureTable } from '../data/images/pictures.ts';
import {
  countClasses,
  fitNumbers,
  isClasses,
  numberClasses,
  pickColumn,
  scaleNumbers,
  selectLabelled,
} from '../data/images/pictureTargets.ts';
import type { PictureTargets, TargetColumn } from '../data/images/pictureTargets.ts';
import { splitExamples, type ExampleSplits } from '../data/splitExamples.ts';
import type { SplitName } from '../data/splitRows.ts';
import { fitClassWeights } from '../data/text/labels.ts';
import { checkSizes } from './checkSizes.ts';
import { chooseLabels, choosePixels, chooseScaler, type EarlierFitted } from './earlierFitted.ts';
import { judgePictures } from './judgePictures.ts';
import type { PreparedTask } from './preparedTask.ts';

/** Images or clips made ready. */
export interface PreparedPictures extends PreparedTask {
  /** Numbers of the examples of each split in the source. */
  readonly splits: ExampleSplits;
}

/**
 * Images or clips with one label or one number each. Pixels, labels and numbers are fitted on the training examples,
 * unless that was done before.
 *
 * @throws UserError naming the place for what is missing or no number, for a single class, a class that only a held-out
 * split has, an empty split, and sizes in the spec that do not fit the data
 */
export async function preparePictures(
  table: PictureTable,
  pictures: PictureSource,
  plan: Plan,
  earlier?: EarlierFitted,
): Promise<PreparedPictures> {
  const { data, training } = plan;
  const { target } = data;
  const column = pickColumn(table, 'column' in target ? target.column : null);
  const examples = selectLabelled(table, column, {
    type: target.type === 'number' ? 'number' : 'category',
    mayDrop: data.missingValueStrategy.type === 'drop_row',
  });
  const splits = splitPictures(table, examples, column, { plan: data.split, seed: training.seed });
  const targets = prepareTargets(table, column, { examples, splits }, { plan, earlier });
  const fitted = await preparePixels(pictures, splits.train, data, earlier);
  const weights = weigh(targets, splits.train, data);
  const create = (split: SplitName): Dataset =>
    createPictureDataset({
      pictures,
      examples: splits[split],
      fitted,
      inputShape: inputShape(pictureInput(data)),
      targets: targets.numbers,
      // Classes are weighed while training; what is measured stays the plain mean, as in Keras.
      weights: split === 'train' ? weights : null,
      augmentation: split === 'train' ? { changes: data.augmentation, seed: training.seed } : null,
    });
  return {
    train: create('train'),
    validation: splits.validation.length > 0 ? create('validation') : null,
    test: splits.test.length > 0 ? create('test') : null,
    rows: table.count,
    fitted: { input: fitted, target: targets.fitted },
    sizes: targets.fitted.type === 'labels' ? { classes: targets.fitted.labels.length } : {},
    splits,
    ...judgePictures({ table, splits, targets }, plan),
  };
}

/** The shape that all pictures of a plan are brought into. */
export function pictureShape(input: ImageInputPlan | VideoInputPlan): PictureShape {
  const [rows, columns] = input.size;
  return { frames: input.type === 'video' ? input.frames : 1, rows, columns, channels: input.channels };
}

/** The input of a plan, which is images or clips in every task that is prepared here. */
export function pictureInput({ input }: DataPlan): ImageInputPlan | VideoInputPlan {
  if (input.type !== 'image' && input.type !== 'video') throw new Error(`The input is ${input.type}, not pictures`);
  return input;
}

/** Sizes of one example as the first layer sees it. */
export function inputShape(input: ImageInputPlan | VideoInputPlan): readonly number[] {
  const { frames, rows, columns, channels } = pictureShape(input);
  if (input.type === 'video') return [frames, rows, columns, channels];
  switch (input.as) {
    case 'rows':
      return [rows, columns * channels];
    case 'pixels':
      return [rows * columns, channels];
    case 'image':
      return [rows, columns, channels];
  }
}

function splitPictures(
  table: PictureTable,
  examples: Uint32Array,
  target: TargetColumn,
  { plan, seed }: { readonly plan: SplitPlan; readonly seed: number },
): ExampleSplits {
  const values = splitValues(table, target, plan);
  const subject = {
    count: examples.length,
    source: table.source,
    values: values === null ? null : Array.from(examples, (example) => values[example] ?? ''),
    rowOf: (index: number) => (examples[index] ?? 0) + 1,
  };
  const { train, validation, test } = splitExamples(subject, plan, seed);
  const numbers = (split: Uint32Array): Uint32Array => split.map((index) => examples[index] ?? 0);
  return { train: numbers(train), validation: numbers(validation), test: numbers(test) };
}

function splitValues(table: PictureTable, target: TargetColumn, plan: SplitPlan): readonly string[] | null {
  switch (plan.type) {
    case 'time':
    case 'random':
    case 'fold':
      return null;
    case 'stratify':
      return plan.column === null ? target.values : pickColumn(table, plan.column).values;
    case 'fixed':
    case 'hash':
      return pickColumn(table, plan.column).values;
  }
}

interface Chosen {
  readonly examples: Uint32Array;
  readonly splits: ExampleSplits;
}

function prepareTargets(
  table: PictureTable,
  column: TargetColumn,
  { examples, splits }: Chosen,
  { plan, earlier }: { readonly plan: Plan; readonly earlier: EarlierFitted | undefined },
): PictureTargets {
  const { target } = plan.data;
  if (target.type === 'number') {
    checkSizes(plan, { choices: 1, mayHaveRoom: false, vocabulary: null });
    const wish = { side: 'target', columns: [target.column], normalization: target.normalization } as const;
    return scaleNumbers(table, column, examples, (values) =>
      chooseScaler(earlier, wish, () => fitNumbers(target, values, splits.train)),
    );
  }
  const seen = Array.from(splits.train, (example) => column.values[example] ?? '');
  const classes = numberClasses(table, column, splits, chooseLabels(earlier, seen));
  checkSizes(plan, { choices: classes.fitted.labels.length, mayHaveRoom: false, vocabulary: null });
  return classes;
}

function preparePixels(
  pictures: PictureSource,
  train: Uint32Array,
  data: DataPlan,
  earlier: EarlierFitted | undefined,
): Promise<FittedPixels> {
  const { normalization } = pictureInput(data);
  const wish = { channels: pictures.shape.channels, normalization };
  return choosePixels(earlier, wish, () => fitPixels(pictures, train, normalization));
}

/** How much each example of the source counts in training, by its class; `null`: all count 1. */
function weigh(targets: PictureTargets, train: Uint32Array, { classWeight }: DataPlan): Float32Array | null {
  if (!isClasses(targets)) return null;
  const weights = fitClassWeights(classWeight, targets.fitted, countClasses(targets, train));
  return weights === null ? null : Float32Array.from(targets.numbers, (number) => weights[number] ?? 1);
}
