import { t } from '@vscode/l10n';

const LABELS: Readonly<Record<string, string>> = {
  mae: 'MAE',
  mse: 'MSE',
  rmse: 'RMSE',
  mape: 'MAPE',
  smape: 'sMAPE',
  mase: 'MASE',
  r2: 'R²',
};

/** How people write a metric's name. */
export function metricLabel(name: string): string {
  return LABELS[name] ?? name;
}

/** The sign of a metric's unit, for where there is little room; empty where it has none. */
export function metricSign(name: string): string {
  return name === 'mape' || name === 'smape' ? '%' : '';
}

/** Localized unit of a metric, short. */
export function metricUnit(name: string): string {
  switch (name) {
    case 'mae':
    case 'rmse':
      return t('original units');
    case 'mse':
      return t('original units, squared');
    case 'mase':
      return t('below 1 beats the seasonal naive forecast in sample');
    case 'r2':
      return t('higher is better');
    default:
      return metricSign(name);
  }
}

/** Whether more of it is better; errors and losses want less. */
export function higherIsBetter(name: string): boolean {
  return name === 'r2';
}
