import { t } from '@vscode/l10n';
import { higherIsBetter } from '../contracts/metricTexts.ts';
import type { Monitor } from '../contracts/trainingPlan.ts';
import type { SplitFigures } from '../contracts/training.ts';
import { UserError } from '../contracts/userError.ts';

/** -1 for a figure that is better the higher it is, 1 for all others. */
export function signOf(monitor: Monitor): 1 | -1 {
  return higherIsBetter(metricOf(monitor)) ? -1 : 1;
}

/**
 * The figure that `watcher`, a key of the training block, looks at.
 *
 * @throws UserError where the figure is not there: no validation split, or no such metric.
 */
export function monitoredFigure(
  monitor: Monitor,
  watcher: string,
  train: SplitFigures,
  validation: SplitFigures | null,
): number {
  const figures = monitor.startsWith('validation') ? validation : train;
  if (figures === null) {
    throw new UserError(
      t('"{watcher}" watches "{monitor}", but there is no validation split: give it a share in "data.split".', {
        watcher,
        monitor,
      }),
    );
  }
  const name = metricOf(monitor);
  const value = name === 'loss' ? figures.loss : figures.metrics[name];
  if (value === undefined) {
    throw new UserError(
      t('"{watcher}" watches "{monitor}": add "{name}" to "training.metrics".', { watcher, monitor, name }),
    );
  }
  return value;
}

/** `loss` or the name of a metric, whichever split it is of. */
export function metricOf(monitor: Monitor): string {
  if (!monitor.startsWith('validation')) return monitor;
  const name = monitor.slice('validation'.length);
  return name.charAt(0).toLowerCase() + name.slice(1);
}
