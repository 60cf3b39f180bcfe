import { t } from '@vscode/l10n';
import type { Task } from '../../contracts/plan.ts';
import type { Metric, Monitor } from '../../contracts/trainingPlan.ts';
import { partsOf } from '../metrics/monitorParts.ts';
import { hasValidation } from './checkSplit.ts';
import { wordList } from './fieldTexts.ts';
import type { Path } from './jsonDocument.ts';
import { remark, type Remark } from './remark.ts';
import { nearestWord } from './suggest.ts';
import type { DataSpec, OptimizerSpec, TrainingSpec } from './table/specTable.ts';
import { chainsTags, traitsOf } from './task.ts';

/** What a monitor is checked against; `task` and `data` are `null` where they are not known yet. */
export interface Measured {
  readonly metrics: readonly Metric[] | undefined;
  readonly task: Task | null;
  readonly data: DataSpec | null;
}

/** What cannot be right about the training, or cannot work. */
export function checkTraining(training: TrainingSpec, data: DataSpec | null, task: Task | null): readonly Remark[] {
  const measured = { metrics: training.metrics, task, data };
  return [
    ...checkClipping(training.optimizer),
    ...checkLoss(training, data, task),
    ...checkMetrics(training, task),
    ...(['earlyStopping', 'reduceLROnPlateau', 'checkpoint'] as const).flatMap((part) => {
      const monitor = training[part]?.monitor;
      return monitor === undefined ? [] : checkMonitor(monitor, ['training', part, 'monitor'], measured);
    }),
    ...checkPatience(training),
    ...checkCheckpoint(training),
  ];
}

function checkClipping(optimizer: OptimizerSpec): readonly Remark[] {
  const keys = (['globalClipNorm', 'clipNorm', 'clipValue'] as const).filter((key) => optimizer[key] !== undefined);
  return keys.slice(1).map((key) => {
    const text = t('Gradients can be clipped in one way only: leave out "{0}" or "{1}".', key, keys[0] ?? '');
    return remark('severalClippings', ['training', 'optimizer', key], text);
  });
}

function checkLoss({ loss }: TrainingSpec, data: DataSpec | null, task: Task | null): readonly Remark[] {
  if (loss === undefined || task === null) return [];
  if (data !== null && chainsTags(data.target)) {
    const text = t(
      'A CRF has a loss of its own, the negative log-likelihood of whole sequences of tags: leave "loss" out, or "crf" of the target.',
    );
    return [remark('lossBesideCrf', ['training', 'loss'], text)];
  }
  const { losses } = traitsOf(task);
  if (losses.includes(loss)) return [];
  const text = t('"{0}" is no loss of this task; its losses are {1}.', loss, wordList(losses));
  const suggestion = losses[0] ?? '';
  return [{ ...remark('lossUnfit', ['training', 'loss'], text), suggestion }];
}

function checkMetrics({ metrics }: TrainingSpec, task: Task | null): readonly Remark[] {
  if (metrics === undefined || task === null) return [];
  const fitting: readonly string[] = traitsOf(task).metrics;
  return metrics.flatMap((metric, index) => {
    if (fitting.includes(metric)) return [];
    const text = t('"{0}" does not measure this task; its metrics are {1}.', metric, wordList(fitting));
    return [{ ...remark('metricUnfit', ['training', 'metrics', index], text), ...suggestionOf(metric, fitting) }];
  });
}

function suggestionOf(word: string, candidates: readonly string[]): { readonly suggestion?: string } {
  const suggestion = nearestWord(word, candidates);
  return suggestion === undefined ? {} : { suggestion };
}

/** Whether a figure that is watched is there to be watched. */
export function checkMonitor(monitor: Monitor, path: Path, { metrics, task, data }: Measured): readonly Remark[] {
  const { validation, metric } = partsOf(monitor);
  if (validation && data !== null && !hasValidation(data)) {
    const text = t(
      '"{0}" needs a validation split, but its share is 0: raise the second of the probabilities, or monitor "loss".',
      monitor,
    );
    return [{ ...remark('monitorWithoutValidation', path, text), suggestion: 'loss' }];
  }
  if (metric === null || task === null) return [];
  if (!traitsOf(task).metrics.includes(metric)) {
    const text = t('"{0}" does not measure this task; its metrics are {1}.', metric, wordList(traitsOf(task).metrics));
    return [remark('metricUnfit', path, text)];
  }
  if (metric === 'bleu' && !validation) {
    const text = t('While it trains, a model is shown the truth and writes nothing: watch "{0}".', 'validationBleu');
    return [{ ...remark('monitorNotMeasured', path, text), suggestion: 'validationBleu' }];
  }
  if ((metrics ?? traitsOf(task).defaultMetrics).includes(metric)) return [];
  const text = t('"{0}" is not measured: add "{1}" to the metrics.', monitor, metric);
  return [{ ...remark('monitorNotMeasured', path, text), suggestion: metric }];
}

function checkPatience({ epochs, earlyStopping, reduceLROnPlateau }: TrainingSpec): readonly Remark[] {
  const remarks: Remark[] = [];
  if (earlyStopping !== undefined && earlyStopping.patience >= epochs) {
    const text = t('Training ends after {0} epochs, before this patience is used up: it never stops early.', epochs);
    remarks.push(remark('patienceTooLong', ['training', 'earlyStopping', 'patience'], text, 'warning'));
  }
  const path = ['training', 'reduceLROnPlateau', 'patience'];
  const plateau = reduceLROnPlateau?.patience ?? -1;
  if (plateau >= epochs) {
    const text = t(
      'Training ends after {0} epochs, before this patience is used up: the learning rate never falls.',
      epochs,
    );
    remarks.push(remark('plateauTooLate', path, text, 'warning'));
  } else if (earlyStopping !== undefined && plateau >= earlyStopping.patience) {
    const text = t(
      'Training stops early after {0} epochs without improvement, before the learning rate falls.',
      earlyStopping.patience,
    );
    remarks.push(remark('plateauTooLate', path, text, 'warning'));
  }
  return remarks;
}

/** Without a single checkpoint there is nothing to evaluate, and nothing to go on from. */
function checkCheckpoint({ epochs, checkpoint }: TrainingSpec): readonly Remark[] {
  if (checkpoint === undefined || checkpoint.everyEpochs <= epochs) return [];
  const text = t('Training ends after {0} epochs, before the first checkpoint: no weights are kept.', epochs);
  return [remark('checkpointTooLate', ['training', 'checkpoint', 'everyEpochs'], text, 'warning')];
}
