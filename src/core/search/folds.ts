import { t } from '@vscode/l10n';
import type { FoldSplitPlan } from '../../contracts/dataPlan.ts';
import type { CrossValidationPlan } from '../../contracts/searchPlan.ts';
import { UserError } from '../../contracts/userError.ts';
import type { RowRange, SplitName, SplitRanges } from '../data/splitRows.ts';
import { countUp } from '../data/wholeNumbers.ts';
import { createRandom } from '../random.ts';

export type TimeSeriesFolds = Extract<CrossValidationPlan, { readonly type: 'timeSeries' }>;

/** One fold of a series: rows to learn from, and later ones to be judged on. */
export interface SeriesFold {
  readonly train: RowRange;
  readonly test: RowRange;
}

/** Examples that are cut into folds. */
export interface FoldSubject {
  readonly count: number;
  /** The data, as the spec names it, for messages. */
  readonly source: string;
}

/** One fold of examples: their numbers, ascending. */
export interface ExampleFold {
  readonly train: Uint32Array;
  readonly test: Uint32Array;
}

/**
 * Cuts the rows of a series into folds, the oldest first, as a rolling-origin evaluation (Tashman 2000): the test parts
 * follow each other up to the last row, each is learned for from the rows before it, `gap` rows left out between. An
 * expanding window begins at the first row; a sliding one has as many rows in each fold as in the first.
 *
 * @param source the data, as the spec names it, for messages
 * @throws UserError where there are too few rows for all folds
 */
export function cutSeriesFolds(rows: number, plan: TimeSeriesFolds, source: string): readonly SeriesFold[] {
  const { folds, gap, window } = plan;
  const { testSize, shortest } = sizesOf(rows, plan);
  if (!hasRoom(rows, plan)) throw new UserError(explainTooFew({ source, rows, testSize }, plan));
  return Array.from({ length: folds }, (_, fold) => {
    const start = rows - (folds - fold) * testSize;
    const end = start - gap;
    return {
      train: { start: window === 'sliding' ? end - shortest : 0, end },
      test: { start, end: start + testSize },
    };
  });
}

/** Whether there are rows enough for all folds. */
export function hasRoom(rows: number, plan: TimeSeriesFolds): boolean {
  const { testSize, shortest } = sizesOf(rows, plan);
  return testSize >= 1 && shortest >= 1;
}

/** Rows of each test part, and to learn from in the first fold. */
function sizesOf(
  rows: number,
  { folds, gap, testSize: given }: TimeSeriesFolds,
): { readonly testSize: number; readonly shortest: number } {
  const testSize = given ?? Math.floor(rows / (folds + 1));
  return { testSize, shortest: rows - folds * testSize - gap };
}

/**
 * The rows of one fold of a series: the end of what there is to learn from is kept back for validation.
 *
 * @throws UserError where there are too few rows for all folds
 */
export function cutFoldRanges(
  rows: number,
  { fold, validation }: FoldSplitPlan,
  folds: TimeSeriesFolds,
  source: string,
): SplitRanges {
  const { train, test } = pickFold(cutSeriesFolds(rows, folds, source), fold);
  const learned = train.end - keptBack(train.end - train.start, validation);
  return { train: { start: train.start, end: learned }, validation: { start: learned, end: train.end }, test };
}

/**
 * The examples of one fold. Folds in time keep their order; by chance, so are the examples of the validation split.
 *
 * @throws UserError where there are too few examples for all folds
 */
export function cutFoldExamples(
  { count, source }: FoldSubject,
  { fold, of, validation }: FoldSplitPlan,
  seed: number,
): Readonly<Record<SplitName, Uint32Array>> {
  if (of.type === 'timeSeries') {
    const ranges = cutFoldRanges(count, { type: 'fold', fold, of, validation }, of, source);
    const list = ({ start, end }: RowRange): Uint32Array => countUp(start, end);
    return { train: list(ranges.train), validation: list(ranges.validation), test: list(ranges.test) };
  }
  const { train, test } = cutExampleFold({ count, source }, { fold, folds: of.folds }, seed);
  createRandom(seed)
    .fork(`validation/${String(fold)}`)
    .shuffle(train);
  const kept = keptBack(train.length, validation);
  return { train: train.subarray(kept).sort(), validation: train.subarray(0, kept).sort(), test };
}

function keptBack(count: number, share: number): number {
  return Math.min(count - 1, Math.round(share * count));
}

function pickFold<F>(folds: readonly F[], fold: number): F {
  const own = folds[fold];
  if (own === undefined) throw new Error(`There is no fold ${String(fold)}`);
  return own;
}

/**
 * One of the folds into which examples are shared out by chance. Their test parts differ by one at most, and every
 * example is in exactly one.
 *
 * @throws UserError where there are fewer examples than folds
 */
export function cutExampleFold(
  { count, source }: FoldSubject,
  { fold, folds }: { readonly fold: number; readonly folds: number },
  seed: number,
): ExampleFold {
  if (count < folds) throw new UserError(explainTooFewExamples({ source, count, folds }));
  const order = countUp(0, count);
  createRandom(seed).fork('folds').shuffle(order);
  const [start, end] = [Math.floor((fold * count) / folds), Math.floor(((fold + 1) * count) / folds)];
  const test = order.slice(start, end).sort();
  order.copyWithin(start, end);
  return { train: order.subarray(0, count - test.length).sort(), test };
}

function explainTooFewExamples(values: FoldSubject & { readonly folds: number }): string {
  return t(
    '{source}: {folds} folds need at least as many examples, but there are {count}. Use fewer folds, or more data.',
    { ...values },
  );
}

function explainTooFew(
  sizes: { readonly source: string; readonly rows: number; readonly testSize: number },
  { folds, gap }: TimeSeriesFolds,
): string {
  return t(
    '{source}: {rows} rows are too few for {folds} folds with test parts of {testSize} rows and a gap of {gap}: nothing is left to learn from in the first one. Use fewer folds, a smaller testSize or gap, or more data.',
    { ...sizes, folds, gap },
  );
}
