import { resolve } from 'node:path';
import { t } from '@vscode/l10n';
import type { DataPlan, ForecastingDataPlan } from '../contracts/dataPlan.ts';
import type { FittedData } from '../contracts/fitted.ts';
import type { Plan } from '../contracts/plan.ts';
import type { DataFingerprint } from '../contracts/training.ts';
import type { ForecastMetric, Metric } from '../contracts/trainingPlan.ts';
import { UserError } from '../contracts/userError.ts';
import { prepareForecasting, type Scalers } from '../core/data/prepareForecasting.ts';
import { forecastingTask } from '../core/tasks/forecastingTask.ts';
import type { PreparedTask } from '../core/tasks/preparedTask.ts';
import { prepareText } from '../core/tasks/prepareText.ts';
import { readTable } from '../node/csvFile.ts';
import { readTextRows } from '../node/text/readTextRows.ts';
import { preparePictureTask } from './pictures/preparePictureTask.ts';

/** A task that is ready to be trained, and the data that it was made of. */
export interface TaskOnDisk {
  readonly task: PreparedTask;
  readonly fingerprint: DataFingerprint;
  /** Ends what still reads the data; absent where all of it is in memory. */
  readonly close?: () => Promise<void>;
}

/**
 * Reads the data of a plan and makes it ready. With `fitted`, what an earlier run learned from its training rows is used
 * again; otherwise it is learned from these.
 */
export async function prepareTask(plan: Plan, baseDirectory: string, fitted?: FittedData): Promise<TaskOnDisk> {
  const { data } = plan;
  switch (data.input.type) {
    case 'text':
      return prepareTexts(plan, baseDirectory, fitted);
    case 'image':
    case 'video':
      return preparePictureTask(plan, baseDirectory, fitted);
    case 'timeseries':
    case 'vector':
      if (isForecasting(data)) return prepareSeries(plan, data, resolve(baseDirectory, data.source), fitted);
      throw new UserError(t('This version of GateScope cannot train the task "{0}" yet.', plan.task));
  }
}

async function prepareTexts(plan: Plan, baseDirectory: string, fitted: FittedData | undefined): Promise<TaskOnDisk> {
  const { rows, fingerprint } = await readTextRows(plan.data, baseDirectory);
  return { task: prepareText(rows, plan, fitted), fingerprint };
}

async function prepareSeries(
  { training }: Plan,
  data: ForecastingDataPlan,
  path: string,
  fitted: FittedData | undefined,
): Promise<TaskOnDisk> {
  const { table, fingerprint } = await readTable(path, data);
  const prepared = prepareForecasting(table, data, fitted === undefined ? undefined : scalersOf(fitted));
  return {
    task: forecastingTask(prepared, training.metrics.filter(isForecastMetric), table.rows),
    fingerprint,
  };
}

function isForecasting(data: DataPlan): data is ForecastingDataPlan {
  return data.input.type === 'timeseries' && data.target.type === 'timeseries' && data.split.type === 'time';
}

function scalersOf({ input, target }: FittedData): Scalers {
  if (input.type !== 'scaler' || target.type !== 'scaler') throw new Error('A run of another task');
  return { input, target };
}

const forecastMetrics: ReadonlySet<string> = new Set<ForecastMetric>([
  'mae',
  'mse',
  'rmse',
  'mape',
  'smape',
  'mase',
  'r2',
]);

function isForecastMetric(metric: Metric): metric is ForecastMetric {
  return forecastMetrics.has(metric);
}
