import type { Plan } from '../contracts/plan.ts';
import { resolveModel } from '../core/spec/resolveModel.ts';
import type { EarlierFitted } from '../core/tasks/earlierFitted.ts';
import type { PreparedTask } from '../core/tasks/preparedTask.ts';
import { buildModel, type Model } from '../engine/buildModel.ts';
import { prepareTask, type TaskOnDisk } from './prepareTask.ts';

/** Whose data is read, and what an earlier run learned from it. */
export interface TaskParams {
  readonly plan: Plan;
  readonly baseDirectory: string;
  readonly fitted?: EarlierFitted | undefined;
}

/** Lends the prepared data of a plan, and gives its files and threads back when `use` has settled. */
export async function withTask<R>(
  { plan, baseDirectory, fitted }: TaskParams,
  use: (prepared: TaskOnDisk) => Promise<R>,
  prepare: typeof prepareTask = prepareTask,
): Promise<R> {
  const prepared = await prepare(plan, baseDirectory, fitted);
  try {
    return await use(prepared);
  } finally {
    await prepared.close();
  }
}

/** Lends the model of a plan in the sizes that its data has, and frees its tensors when `use` has settled. */
export async function withModel<R>(
  { model: planned, training }: Plan,
  { sizes }: PreparedTask,
  use: (model: Model) => Promise<R>,
): Promise<R> {
  const model = buildModel(resolveModel(planned, sizes), training.seed);
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
}
