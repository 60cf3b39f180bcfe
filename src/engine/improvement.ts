import type { EarlyStoppingPlan, Monitor } from '../contracts/trainingPlan.ts';
import type { SplitFigures } from '../contracts/training.ts';
import { monitoredFigure, signOf } from './monitor.ts';

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

/** What is watched, and how long. */
type Watch = Pick<EarlyStoppingPlan, 'monitor' | 'minDelta' | 'patience'>;

/**
 * Without a plan the best epoch is the one with the lowest validation loss, or training loss. `watcher` is the key of the
 * training block that is watching, for errors.
 */
export function createImprovement(plan: Watch | null, hasValidation: boolean, watcher = 'earlyStopping'): Improvement {
  const monitor = plan?.monitor ?? (hasValidation ? 'validationLoss' : 'loss');
  const minDelta = Math.abs(plan?.minDelta ?? 0);
  const patience = plan?.patience ?? Infinity;
  const sign = signOf(monitor);
  let best = Infinity;
  let bestEpoch = 0;
  let waited = 0;
  return {
    monitor,
    get bestEpoch() {
      return bestEpoch;
    },
    judge(epoch, train, validation) {
      const current = sign * monitoredFigure(monitor, watcher, train, validation);
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
