import { t } from '@vscode/l10n';
import type { EarlyStoppingPlan, Monitor } from '../contracts/trainingPlan.ts';
import type { SplitFigures } from '../contracts/training.ts';
import { UserError } from '../contracts/userError.ts';

/** What a finished epoch means for training. */
export interface Verdict {
  /** The best epoch so far. */
  readonly best: boolean;
  /** Patience is over: training ends here. */
  readonly stop: boolean;
}

/** Follows one figure from epoch to epoch, as Keras's EarlyStopping does. */
export interface Improvement {
  readonly monitor: Monitor;
  /** Counted from 1; 0 before the first epoch. */
  readonly bestEpoch: number;
  /** Called once an epoch, in order. Throws a UserError where the monitored figure is not there. */
  judge(epoch: number, train: SplitFigures, validation: SplitFigures | null): Verdict;
}

/** Without early stopping the best epoch is the one with the lowest validation loss, or training loss. */
export function createImprovement(plan: EarlyStoppingPlan | null, hasValidation: boolean): Improvement {
  const monitor = plan?.monitor ?? (hasValidation ? 'validationLoss' : 'loss');
  const minDelta = Math.abs(plan?.minDelta ?? 0);
  const patience = plan?.patience ?? Infinity;
  // Of all figures only r2 is better the higher it is.
  const sign = monitor === 'r2' || monitor === 'validationR2' ? -1 : 1;
  let best = Infinity;
  let bestEpoch = 0;
  let waited = 0;
  return {
    monitor,
    get bestEpoch() {
      return bestEpoch;
    },
    judge(epoch, train, validation) {
      const current = sign * monitoredFigure(monitor, train, validation);
      waited++;
      if (current + minDelta < best) {
        best = current;
        bestEpoch = epoch;
        waited = 0;
        return { best: true, stop: false };
      }
      const first = bestEpoch === 0;
      if (first) bestEpoch = epoch;
      return { best: first, stop: waited >= patience && epoch > 1 };
    },
  };
}

function monitoredFigure(monitor: Monitor, train: SplitFigures, validation: SplitFigures | null): number {
  const ofValidation = monitor.startsWith('validation');
  const figures = ofValidation ? validation : train;
  if (figures === null) {
    throw new UserError(
      t('Early stopping watches "{0}", but there is no validation split: give it a share in "data.split".', monitor),
    );
  }
  const name = ofValidation ? lowerFirst(monitor.slice('validation'.length)) : monitor;
  const value = name === 'loss' ? figures.loss : figures.metrics[name];
  if (value === undefined) {
    throw new UserError(t('Early stopping watches "{0}": add "{1}" to "training.metrics".', monitor, name));
  }
  return value;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
