import { t } from '@vscode/l10n';
import { higherIsBetter } from '../contracts/metricTexts.ts';
import type { Monitor } from '../contracts/trainingPlan.ts';
import type { SplitFigures } from '../contracts/training.ts';
import { UserError } from '../contracts/userError.ts';
import { figureOf, partsOf } from '../core/metrics/monitorParts.ts';

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
  const { validation: ofValidation } = partsOf(monitor);
  if (ofValidation && validation === null) {
    throw new UserError(
      t('"{watcher}" watches "{monitor}", but there is no validation split: give it a share in "data.split".', {
        watcher,
        monitor,
      }),
    );
  }
  const value = figureOf(monitor, { train, validation });
  if (value === undefined) {
    const values = { watcher, monitor, name: metricOf(monitor) };
    throw new UserError(t('"{watcher}" watches "{monitor}": add "{name}" to "training.metrics".', values));
  }
  return value;
}

/** `loss` or the name of a metric, whichever split it is of. */
export function metricOf(monitor: Monitor): string {
  return partsOf(monitor).metric ?? 'loss';
}
