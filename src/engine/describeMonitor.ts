import { t } from '@vscode/l10n';
import type { ForecastMetric, Monitor } from '../contracts/trainingPlan.ts';

/** How people write the metrics. */
const METRICS: Readonly<Record<ForecastMetric, string>> = {
  mae: 'MAE',
  mse: 'MSE',
  rmse: 'RMSE',
  mape: 'MAPE',
  smape: 'sMAPE',
  mase: 'MASE',
  r2: 'R²',
};

/** The figure that early stopping watches, in words, as the middle of a sentence. */
export function describeMonitor(monitor: Monitor): string {
  if (monitor === 'loss') return t('training loss');
  if (monitor === 'validationLoss') return t('validation loss');
  const name = monitor.replace('validation', '').toLowerCase();
  // A monitor is, by its type, the loss or a metric, with or without the prefix.
  const metric = METRICS[name as ForecastMetric];
  return monitor.startsWith('validation') ? t('validation {0}', metric) : t('training {0}', metric);
}
