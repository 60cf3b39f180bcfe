import type { DataPlan, ForecastingDataPlan, TimeseriesTargetPlan } from '../../../contracts/dataPlan.ts';
import type { FittedScaler } from '../../../contracts/fitted.ts';
import type { ForecastMetric } from '../../../contracts/trainingPlan.ts';
import { createAugment } from '../../data/series/augmentSeries.ts';
import { checkScalable } from '../../data/series/fitColumns.ts';
import type { RowStorage } from '../../data/numberRows.ts';
import { createSeriesDataset, type SeriesDataset, type TargetReader } from '../../data/series/seriesDataset.ts';
import type { SeriesTable } from '../../data/series/seriesTable.ts';
import { createWindowReader } from '../../data/series/windowReader.ts';
import type { Windows } from '../../data/series/windows.ts';
import { toModelUnits } from '../../data/scaler.ts';
import type { SplitName } from '../../data/splitRows.ts';
import { createForecastFigures } from '../../metrics/forecastFigures.ts';
import { createRandom } from '../../random.ts';
import type { EarlierFitted } from '../earlierFitted.ts';
import type { PreparedTask } from '../preparedTask.ts';
import { cutSeries, layoutOf } from './cutSeries.ts';
import { createForecastEvaluator } from './forecastEvaluator.ts';
import { createRollOut } from './rollOut.ts';
import { chooseScalers } from './seriesScalers.ts';
import { collectTargetSeries, type TargetSeries } from './targetSeries.ts';

export interface PrepareOptions {
  readonly metrics: readonly ForecastMetric[];
  /** Decides what chance decides: which windows go where, and how they are changed. */
  readonly seed: number;
  readonly earlier?: EarlierFitted | undefined;
  /** Room for the rows; memory unless given. */
  readonly storage?: RowStorage | undefined;
}

/** Whether a plan forecasts a series. */
export function isForecasting(plan: DataPlan): plan is ForecastingDataPlan {
  return plan.input.type === 'timeseries' && plan.target.type === 'timeseries';
}

/** Timesteps that one pass of the model answers. */
export function stepsAtOnce({ strategy, horizon }: TimeseriesTargetPlan): number {
  return strategy === 'recursive' ? 1 : horizon;
}

/**
 * Fills missing values, cuts splits and windows, and scales. Inputs and targets of a window lie wholly in its split, so
 * the first `windowSize` timesteps of the validation and test split are context and are not forecast. Scalers are fitted
 * on the training rows of all series alone, unless they were given.
 *
 * @throws UserError for missing values that the strategy cannot fill, for values without a logarithm under `log1p`,
 * and for a split with a share of the rows that is too short for one window.
 */
export function prepareForecasting(
  table: SeriesTable,
  plan: ForecastingDataPlan,
  options: PrepareOptions,
): PreparedTask {
  const { metrics, seed, earlier, storage } = options;
  const { input, target } = plan;
  const cut = cutSeries(table, plan, { layout: layoutOf(input, target.horizon), seed, storage });
  const scalers = chooseScalers(cut, plan, earlier);
  checkScalable(cut.series, scalers.input);
  checkScalable(cut.series, scalers.target);
  const series = collectTargetSeries(cut.series, target, cut.layout, cut.trainingRows);
  const reader = createWindowReader(cut.series, input, scalers.input, stepsAtOnce(target));
  const truth = createTargetReader(series, scalers.target, stepsAtOnce(target));
  const random = createRandom(seed).fork('augmentation');
  const augment = createAugment(plan.augmentation, reader, scalers, random);
  const dataset = (split: SplitName) => {
    const own = createSeriesDataset(cut.windows[split], reader, truth, split === 'train' ? augment : null);
    return cut.series.groups.length > 1 ? withSeries(own, cut.windows[split]) : own;
  };
  const orNull = (split: SplitName) => (cut.windows[split].count === 0 ? null : dataset(split));
  const rollOut = target.strategy === 'recursive' ? createRollOut(plan, cut.series, scalers, reader) : null;
  return {
    train: dataset('train'),
    validation: orNull('validation'),
    test: orNull('test'),
    rows: table.rows.rows,
    notes: cut.series.notes,
    fitted: scalers,
    sizes: {},
    figures: () =>
      createForecastFigures({
        metrics,
        scaler: scalers.target,
        horizon: stepsAtOnce(target),
        maseScale: series.maseScale,
      }),
    evaluator: () =>
      createForecastEvaluator({ series, windows: cut.windows, scaler: scalers.target, metrics, rollOut }),
  };
}

/** Tells of each window which series it is of, whose own scale its errors are measured by. */
function withSeries(dataset: SeriesDataset, windows: Windows): SeriesDataset {
  return {
    ...dataset,
    batch: (examples) => ({
      ...dataset.batch(examples),
      series: Uint32Array.from(examples, (window) => windows.groupOf(window)),
    }),
  };
}

/** Draws up `[batch, steps * columns]`, step by step of the horizon, each with all columns. */
function createTargetReader(
  { rows: { rows }, columns, layout }: TargetSeries,
  scaler: FittedScaler,
  steps: number,
): TargetReader {
  const { samplingRate } = layout;
  const size = steps * columns.length;
  return {
    read(origins) {
      const data = new Float32Array(origins.length * size);
      let write = 0;
      for (const origin of origins) {
        const values = rows.slice(origin + samplingRate, origin + steps * samplingRate + 1);
        for (let step = 0; step < steps; step++) {
          for (let column = 0; column < columns.length; column++) {
            const at = step * samplingRate * rows.width + (columns[column] ?? 0);
            data[write++] = toModelUnits(scaler, column, values[at] ?? NaN);
          }
        }
      }
      return { data, shape: [origins.length, size] };
    },
    weigh: () => null,
  };
}
