import { t } from '@vscode/l10n';
import type { ForecastMetric, Monitor } from '../../contracts/plan.ts';
import { remark, type Remark } from './remark.ts';
import type { DataSpec, OptimizerSpec, TrainingSpec } from './table/specTable.ts';

type StoppingSpec = NonNullable<TrainingSpec['earlyStopping']>;

/** What cannot be right about the training, or cannot work. `data` is `null` where it is not known yet. */
export function checkTraining(training: TrainingSpec, data: DataSpec | null): readonly Remark[] {
  const stopping = training.earlyStopping;
  return [
    ...checkClipping(training.optimizer),
    ...(stopping === undefined
      ? []
      : [...checkMonitor(stopping, training, data), ...checkPatience(stopping, training)]),
  ];
}

function checkClipping(optimizer: OptimizerSpec): readonly Remark[] {
  const keys = (['globalClipNorm', 'clipNorm', 'clipValue'] as const).filter((key) => optimizer[key] !== undefined);
  return keys.slice(1).map((key) => {
    const text = t('Gradients can be clipped in one way only: leave out "{0}" or "{1}".', key, keys[0] ?? '');
    return remark('severalClippings', ['training', 'optimizer', key], text);
  });
}

function checkMonitor({ monitor }: StoppingSpec, { metrics }: TrainingSpec, data: DataSpec | null): readonly Remark[] {
  const path = ['training', 'earlyStopping', 'monitor'];
  const { validation, metric } = partsOf(monitor);
  if (validation && data?.split.probabilities[1] === 0) {
    const text = t(
      '"{0}" needs a validation split, but its share is 0: raise the second of the probabilities, or monitor "loss".',
      monitor,
    );
    return [remark('monitorWithoutValidation', path, text)];
  }
  if (metric === null || metrics.includes(metric)) return [];
  const text = t('"{0}" is not measured: add "{1}" to the metrics.', monitor, metric);
  return [remark('monitorNotMeasured', path, text)];
}

/** The split and the metric that a monitor reads; `null` for the loss. */
function partsOf(monitor: Monitor): { readonly validation: boolean; readonly metric: ForecastMetric | null } {
  const name = monitor.replace(/^validation/, '').toLowerCase();
  // Monitor is, by its type, the loss or a metric, with or without the prefix.
  return { validation: monitor.startsWith('validation'), metric: name === 'loss' ? null : (name as ForecastMetric) };
}

function checkPatience({ patience }: StoppingSpec, { epochs }: TrainingSpec): readonly Remark[] {
  if (patience < epochs) return [];
  const text = t('Training ends after {0} epochs, before this patience is used up: it never stops early.', epochs);
  return [remark('patienceTooLong', ['training', 'earlyStopping', 'patience'], text, 'warning')];
}
