import { t } from '@vscode/l10n';
import type { ForecastingDataPlan } from '../contracts/dataPlan.ts';
import type { Plan } from '../contracts/plan.ts';
import type { DataFingerprint } from '../contracts/training.ts';
import { UserError } from '../contracts/userError.ts';
import type { EarlierFitted } from '../core/tasks/earlierFitted.ts';
import { pickMetrics } from '../core/tasks/pickMetrics.ts';
import type { PreparedTask } from '../core/tasks/preparedTask.ts';
import { prepareText } from '../core/tasks/prepareText.ts';
import { isForecasting, prepareForecasting } from '../core/tasks/series/prepareForecasting.ts';
import { isSeriesTask, prepareSeriesTask, type SeriesTaskData } from '../core/tasks/series/prepareSeriesTask.ts';
import { readTable } from '../node/table/readTable.ts';
import { createSpillingStorage } from '../node/table/spillingStorage.ts';
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
 * Reads the data of a plan and makes it ready, with what an earlier run learned from its training rows or, where there is
 * none or it gives way, with what these teach.
 */
export async function prepareTask(plan: Plan, baseDirectory: string, earlier?: EarlierFitted): Promise<TaskOnDisk> {
  const { data } = plan;
  if (data.input.type === 'text') return prepareTexts(plan, baseDirectory, earlier);
  if (data.input.type === 'image' || data.input.type === 'video')
    return preparePictureTask(plan, baseDirectory, earlier);
  if (isForecasting(data) || isSeriesTask(data)) return prepareSeries(plan, data, baseDirectory, earlier);
  throw new UserError(t('This version of GateScope cannot train the task "{0}" yet.', plan.task));
}

async function prepareTexts(
  plan: Plan,
  baseDirectory: string,
  earlier: EarlierFitted | undefined,
): Promise<TaskOnDisk> {
  const { rows, fingerprint } = await readTextRows(plan.data, baseDirectory);
  return { task: prepareText(rows, plan, earlier), fingerprint };
}

async function prepareSeries(
  plan: Plan,
  data: ForecastingDataPlan | SeriesTaskData,
  baseDirectory: string,
  earlier: EarlierFitted | undefined,
): Promise<TaskOnDisk> {
  const storage = createSpillingStorage();
  try {
    const { table, fingerprint } = await readTable(data, baseDirectory, storage);
    const metrics = pickMetrics(plan, ['mae', 'mse', 'rmse', 'mape', 'smape', 'mase', 'r2']);
    const task = isForecasting(data)
      ? prepareForecasting(table, data, { metrics, seed: plan.training.seed, earlier, storage })
      : prepareSeriesTask(table, plan, data, { earlier, storage });
    return { task, fingerprint, close: () => storage.dispose() };
  } catch (error) {
    await storage.dispose();
    throw error;
  }
}
