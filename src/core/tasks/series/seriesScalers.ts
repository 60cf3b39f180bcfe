import type { ForecastingDataPlan } from '../../../contracts/dataPlan.ts';
import type { FittedData, FittedScaler } from '../../../contracts/fitted.ts';
import { fitColumns } from '../../data/series/fitColumns.ts';
import { scaledColumns } from '../../data/series/windowReader.ts';
import { joinRanges, type CutSeries } from './cutSeries.ts';

/** Scalers of what the model sees and of what it answers. */
export interface SeriesScalers {
  readonly input: FittedScaler;
  readonly target: FittedScaler;
}

/** Scalers that are fitted on the training rows of all series together. */
export function fitScalers({ series, trainingRows }: CutSeries, { input, target }: ForecastingDataPlan): SeriesScalers {
  const ranges = joinRanges(trainingRows);
  return {
    input: fitColumns(series, scaledColumns(input), ranges, input.normalization),
    target: fitColumns(series, target.columns, ranges, target.normalization),
  };
}

/** The scalers of an earlier run of the same plan. */
export function scalersOf({ input, target }: FittedData, plan: ForecastingDataPlan): SeriesScalers {
  if (input.type !== 'scaler' || target.type !== 'scaler') throw new Error('A run of another task');
  const same = (a: readonly string[], b: readonly string[]): boolean => a.join('\n') === b.join('\n');
  if (!same(input.columns, scaledColumns(plan.input)) || !same(target.columns, plan.target.columns)) {
    throw new Error('The scalers belong to other columns');
  }
  return { input, target };
}
