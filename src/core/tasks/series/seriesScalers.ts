import type { ForecastingDataPlan } from '../../../contracts/dataPlan.ts';
import type { FittedData, FittedScaler } from '../../../contracts/fitted.ts';
import { fitColumns } from '../../data/series/fitColumns.ts';
import { scaledColumns } from '../../data/series/windowReader.ts';
import { chooseScaler, type EarlierFitted } from '../earlierFitted.ts';
import { joinRanges, type CutSeries } from './cutSeries.ts';

/** Scalers of what the model sees and of what it answers. */
export interface SeriesScalers {
  readonly input: FittedScaler;
  readonly target: FittedScaler;
}

/** The scalers of an earlier run, or those that are fitted on the training rows of all series together. */
export function chooseScalers(
  { series, trainingRows }: CutSeries,
  plan: ForecastingDataPlan,
  earlier: EarlierFitted | undefined,
): SeriesScalers {
  if (earlier !== undefined && earlier.givesWay !== true) return scalersOf(earlier, plan);
  const choose = (side: 'input' | 'target', columns: readonly string[]): FittedScaler => {
    const { normalization } = plan[side];
    return chooseScaler(earlier, { side, columns, normalization }, () =>
      fitColumns(series, columns, joinRanges(trainingRows), normalization),
    );
  };
  return { input: choose('input', scaledColumns(plan.input)), target: choose('target', plan.target.columns) };
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
