import { t } from '@vscode/l10n';
import { metricLabel } from '../contracts/metricTexts.ts';
import type { Monitor } from '../contracts/trainingPlan.ts';
import { metricOf } from './monitor.ts';

/** A figure that is watched, in words, as the middle of a sentence. */
export function describeMonitor(monitor: Monitor): string {
  if (monitor === 'loss') return t('training loss');
  if (monitor === 'validationLoss') return t('validation loss');
  const metric = metricLabel(metricOf(monitor));
  return monitor.startsWith('validation') ? t('validation {0}', metric) : t('training {0}', metric);
}
