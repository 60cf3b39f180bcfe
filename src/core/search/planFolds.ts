import { t } from '@vscode/l10n';
import type { SplitPlan } from '../../contracts/dataPlan.ts';
import type { Plan } from '../../contracts/plan.ts';
import type { CrossValidationPlan } from '../../contracts/searchPlan.ts';
import { UserError } from '../../contracts/userError.ts';

/** What a person wants other than the spec says. */
export interface FoldWishes {
  readonly folds?: number | undefined;
  /** Of these three only folds in time know anything. */
  readonly testSize?: number | undefined;
  readonly gap?: number | undefined;
  readonly window?: 'expanding' | 'sliding' | undefined;
}

/** Of the spec language's own defaults. */
const FOLDS = 5;

/** Kept back to choose the best epoch by where the spec's split has no shares that would tell how much. */
const KEPT_BACK = 0.1;

/**
 * The folds of a spec: those of its `search.crossValidation`, else folds in time for what has times, by chance for
 * everything else; and then what a person wants otherwise.
 *
 * @throws UserError for wishes that folds by chance know nothing of
 */
export function planFolds({ data, search }: Plan, wishes: FoldWishes): CrossValidationPlan {
  const inTime = data.input.type === 'timeseries' || data.time !== null;
  const gap = data.split.type === 'time' ? data.split.gap : 0;
  const preset: CrossValidationPlan =
    search?.crossValidation ??
    (inTime
      ? { type: 'timeSeries', folds: FOLDS, gap, testSize: null, window: 'expanding' }
      : { type: 'kFold', folds: FOLDS });
  const folds = wishes.folds ?? preset.folds;
  if (preset.type === 'timeSeries') {
    const { testSize = preset.testSize, window = preset.window } = wishes;
    return { ...preset, folds, testSize, window, gap: wishes.gap ?? preset.gap };
  }
  if (wishes.testSize !== undefined || wishes.gap !== undefined || wishes.window !== undefined) {
    throw new UserError(
      t(
        'Folds by chance have neither a test size nor a gap nor a window. Write "crossValidation": { "type": "timeSeries" } into "search" of the spec for folds in time.',
      ),
    );
  }
  return { ...preset, folds };
}

/** The plan of one fold, counted from 0: the spec's own, with the fold in the place of its split. */
export function planOfFold(plan: Plan, of: CrossValidationPlan, fold: number): Plan {
  const split: SplitPlan = { type: 'fold', fold, of, validation: shareKeptBack(plan.data.split) };
  // Whatever the spec keeps on disk: the weights of a fold are used once, and forgotten.
  return { ...plan, search: null, data: { ...plan.data, split }, training: { ...plan.training, checkpoint: null } };
}

/** The part that validation has of training and validation. */
function shareKeptBack(split: SplitPlan): number {
  if (!('probabilities' in split)) return KEPT_BACK;
  const [train, validation] = split.probabilities;
  return validation / (train + validation);
}
