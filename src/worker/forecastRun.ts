import { t } from '@vscode/l10n';
import type { LearnedModel, TrainParams } from '../contracts/training.ts';
import { UserError } from '../contracts/userError.ts';
import { resolveModel } from '../core/spec/resolveModel.ts';
import { forecastAhead, type AheadForecast } from '../core/tasks/series/forecastAhead.ts';
import { isForecasting } from '../core/tasks/series/prepareForecasting.ts';
import { answerOnce } from '../engine/answerDataset.ts';
import { buildModel } from '../engine/buildModel.ts';
import { loadWeights } from '../engine/checkpoint.ts';
import { createObjective } from '../engine/objective.ts';
import { readTable } from '../node/table/readTable.ts';
import { createSpillingStorage } from '../node/table/spillingStorage.ts';

export interface ForecastRunParams extends Pick<TrainParams, 'plan' | 'baseDirectory'>, LearnedModel {
  /** Timesteps beyond the last row of the data; `null`: the horizon. */
  readonly steps: number | null;
}

/**
 * Forecasts beyond the end of a run's data as they are now.
 *
 * @throws UserError for a run of another task, and for what `forecastAhead` cannot know
 */
export async function forecastRun(params: ForecastRunParams): Promise<readonly AheadForecast[]> {
  const { plan, baseDirectory, weights, fitted, steps } = params;
  const { data } = plan;
  if (!isForecasting(data)) throw new UserError(t('Only forecasts go on beyond the end of the data.'));
  const storage = createSpillingStorage();
  try {
    const { table } = await readTable(data, baseDirectory, storage);
    const model = buildModel(resolveModel(plan.model, {}), plan.training.seed);
    try {
      loadWeights(model, weights);
      const objective = createObjective(plan.training.loss, model.plan);
      return await forecastAhead(table, data, { fitted, steps, storage }, (batch) =>
        Promise.resolve(answerOnce({ model, objective }, batch)),
      );
    } finally {
      model.dispose();
    }
  } finally {
    await storage.dispose();
  }
}
