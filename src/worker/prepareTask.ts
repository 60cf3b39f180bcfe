import { t } from '@vscode/l10n';
import type { ForecastingDataPlan } from '../contracts/dataPlan.ts';
import type { Plan } from '../contracts/plan.ts';
import type { DataFingerprint } from '../contracts/training.ts';
import { UserError } from '../contracts/userError.ts';
import type { RowStorage } from '../core/data/numberRows.ts';
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
  /** Ends what still reads the data, and deletes what of it was put on disk. */
  readonly close: () => Promise<void>;
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
  return withStorage(async (storage) => {
    const { rows, fingerprint } = await readTextRows(plan.data, baseDirectory, storage);
    return { task: prepareText(rows, plan, { earlier, storage }), fingerprint };
  });
}

async function prepareSeries(
  plan: Plan,
  data: ForecastingDataPlan | SeriesTaskData,
  baseDirectory: string,
  earlier: EarlierFitted | undefined,
): Promise<TaskOnDisk> {
  return withStorage(async (storage) => {
    const { table, fingerprint } = await readTable(data, baseDirectory, storage);
    const metrics = pickMetrics(plan, ['mae', 'mse', 'rmse', 'mape', 'smape', 'mase', 'r2']);
    const task = isForecasting(data)
      ? prepareForecasting(table, data, { metrics, seed: plan.training.seed, earlier, storage })
      : prepareSeriesTask(table, plan, data, { earlier, storage });
    return { task, fingerprint };
  });
}

/** A task whose data lies in a storage of its own, which is there until the task is closed. */
async function withStorage(prepare: (storage: RowStorage) => Promise<Omit<TaskOnDisk, 'close'>>): Promise<TaskOnDisk> {
  const storage = createSpillingStorage();
  try {
    const close = (): Promise<void> => {
      storage.dispose();
      return Promise.resolve();
    };
    return { ...(await prepare(storage)), close };
  } catch (error) {
    storage.dispose();
    throw error;
  }
}
