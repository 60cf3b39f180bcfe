import type { AheadForecast, Question } from '../../contracts/prediction.ts';
import { carriesState } from '../../core/spec/carriesState.ts';
import { forecastAhead } from '../../core/tasks/series/forecastAhead.ts';
import { isForecasting } from '../../core/tasks/series/prepareForecasting.ts';
import { requireFile } from '../../node/requireFile.ts';
import { readTable } from '../../node/table/readTable.ts';
import { createSpillingStorage } from '../../node/table/spillingStorage.ts';
import type { TrainedModel } from './trainedModel.ts';

/** Forecasts every series of a table beyond its last row. @throws UserError naming file, row and column */
export async function forecastFuture(
  { plan, baseDirectory, fitted, ask }: TrainedModel,
  { path, steps }: Extract<Question, { readonly type: 'future' }>,
): Promise<readonly AheadForecast[]> {
  if (!isForecasting(plan.data)) throw new Error('The run forecasts nothing');
  if (path !== null) await requireFile(path);
  // How the rows were shared out is of no use here.
  const data = { ...plan.data, split: wholeSplit, ...(path !== null && { source: path }) };
  const storage = createSpillingStorage();
  try {
    const { table } = await readTable(data, baseDirectory, storage);
    const stateful = carriesState(plan.model);
    return await forecastAhead(table, data, { fitted, steps, storage, stateful }, (batch, ahead) =>
      Promise.resolve({ values: ask(batch, ahead).values, classes: null, logLoss: null, written: null }),
    );
  } finally {
    storage.dispose();
  }
}

const wholeSplit = { type: 'time', probabilities: [1, 0, 0], gap: 0 } as const;
