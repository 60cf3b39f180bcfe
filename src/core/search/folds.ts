import { t } from '@vscode/l10n';
import type { CrossValidationPlan } from '../../contracts/searchPlan.ts';
import { UserError } from '../../contracts/userError.ts';
import type { RowRange } from '../data/splitRows.ts';
import { createRandom } from '../random.ts';

type TimeSeriesPlan = Extract<CrossValidationPlan, { readonly type: 'timeSeries' }>;

/** One fold of a series: rows to learn from, and later ones to be judged on. */
export interface SeriesFold {
  readonly train: RowRange;
  readonly test: RowRange;
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
 * @throws UserError where there are too few rows for all folds
 */
export function cutSeriesFolds(rows: number, plan: TimeSeriesPlan): readonly SeriesFold[] {
  const { folds, gap, window } = plan;
  const testSize = plan.testSize ?? Math.floor(rows / (folds + 1));
  const shortest = rows - folds * testSize - gap;
  if (testSize < 1 || shortest < 1) throw new UserError(explainTooFew(rows, plan, testSize));
  return Array.from({ length: folds }, (_, fold) => {
    const start = rows - (folds - fold) * testSize;
    const end = start - gap;
    return {
      train: { start: window === 'sliding' ? end - shortest : 0, end },
      test: { start, end: start + testSize },
    };
  });
}

/**
 * Shares examples out by chance into folds whose test parts differ by one at most: every example is in exactly one.
 *
 * @throws UserError where there are fewer examples than folds
 */
export function cutExampleFolds(count: number, folds: number, seed: number): readonly ExampleFold[] {
  if (count < folds) {
    throw new UserError(t('{folds} folds need at least as many examples, but there are {count}.', { folds, count }));
  }
  const order = Uint32Array.from({ length: count }, (_, example) => example);
  createRandom(seed).fork('folds').shuffle(order);
  return Array.from({ length: folds }, (_, fold) => {
    const [start, end] = [Math.floor((fold * count) / folds), Math.floor(((fold + 1) * count) / folds)];
    const train = new Uint32Array(count - (end - start));
    train.set(order.subarray(0, start));
    train.set(order.subarray(end), start);
    return { train: train.sort(), test: order.slice(start, end).sort() };
  });
}

function explainTooFew(rows: number, { folds, gap }: TimeSeriesPlan, testSize: number): string {
  return t(
    '{rows} rows are too few for {folds} folds with test parts of {testSize} rows and a gap of {gap}: nothing is left to learn from in the first one. Use fewer folds, or a smaller testSize or gap.',
    { rows, folds, testSize, gap },
  );
}
