import type { Evaluation, Figures, Forecast } from '../../contracts/evaluation.ts';
import type { ForecastMetric } from '../../contracts/trainingPlan.ts';
import type { FittedScaler } from '../../contracts/fitted.ts';
import type { ForecastSplit } from '../data/forecastSplit.ts';
import type { PreparedForecasting } from '../data/prepareForecasting.ts';
import { toOriginalUnits } from '../data/scaler.ts';
import { createBaselines, type ForecastBaseline } from './baselines.ts';
import { findBestLag } from './bestLag.ts';
import { collectForecasts } from './collectForecasts.ts';
import { createFigureSums } from './figureSums.ts';
import { collectWarnings } from './forecastWarnings.ts';

/** What a trained model said about the splits that it was not trained on. */
export interface EvaluateForecastsArgs {
  readonly prepared: PreparedForecasting;
  /** `[count, horizon * columns]` in model units, the windows in their order; `null` where the split has no windows. */
  readonly validation: Float32Array | null;
  readonly test: Float32Array | null;
  /** Those that the spec asked for. */
  readonly metrics: readonly ForecastMetric[];
}

/** Measured always, whatever the spec asks for: warnings and comparisons need them. */
const ALWAYS: readonly ForecastMetric[] = ['mae', 'rmse', 'smape', 'mase'];

interface Predicted {
  readonly split: ForecastSplit;
  /** `[count, horizon * columns]` in original units. */
  readonly predictions: Float64Array;
}

/** Predicts step `step` (counted from 1) of column `column` for a window. */
type Predict = (window: number, step: number, column: number) => number;

/**
 * Holds forecasts against the truth in original units, beside baselines computed for exactly the same windows and
 * steps. Baselines, best lag and warnings are of the test split, of the validation split where there is none; without
 * either, the baselines are those of the training split and a warning says that nothing was measured.
 */
export function evaluateForecasts(args: EvaluateForecastsArgs): {
  readonly evaluation: Evaluation;
  readonly forecasts: readonly Forecast[];
} {
  const { prepared } = args;
  const metrics = [...new Set([...ALWAYS, ...args.metrics])];
  const validation = toPredicted(prepared, prepared.validation, args.validation);
  const test = toPredicted(prepared, prepared.test, args.test);
  const figuresOf = (predicted: Predicted | null): Figures | null =>
    predicted === null ? null : measurePredicted(prepared, predicted, metrics);
  const judged = test ?? validation;
  const baselines = measureBaselines(prepared, judged?.split ?? prepared.train, metrics);
  const bestLag = judged === null ? 0 : findBestLag(prepared, judged.split, judged.predictions);
  const figures = { validation: figuresOf(validation), test: figuresOf(test) };
  const forecasting = { seasonLength: prepared.seasonLength, bestLag };
  const evaluation = { ...figures, baselines, forecasting, classes: null };
  const forecasts = [validation, test].flatMap((predicted) =>
    predicted === null ? [] : collectForecasts(prepared, predicted.split, predicted.predictions),
  );
  return { evaluation: { ...evaluation, warnings: collectWarnings(evaluation) }, forecasts };
}

function toPredicted(
  prepared: PreparedForecasting,
  split: ForecastSplit,
  predictions: Float32Array | null,
): Predicted | null {
  if (predictions === null || split.count === 0) return null;
  if (predictions.length !== split.count * split.targetSize) {
    throw new Error(`${predictions.length} predictions for ${split.count} windows of ${split.targetSize} values`);
  }
  return { split, predictions: invertAll(prepared.scalers.target, predictions) };
}

function invertAll(scaler: FittedScaler, values: Float32Array): Float64Array {
  const columns = scaler.columns.length;
  return Float64Array.from(values, (value, index) => toOriginalUnits(scaler, index % columns, value));
}

function measurePredicted(
  prepared: PreparedForecasting,
  { split, predictions }: Predicted,
  metrics: readonly ForecastMetric[],
): Figures {
  const columns = prepared.series.columns.length;
  return measure(
    prepared,
    split,
    metrics,
    (window, step, column) => predictions[window * split.targetSize + (step - 1) * columns + column] ?? NaN,
  );
}

function measureBaselines(
  prepared: PreparedForecasting,
  split: ForecastSplit,
  metrics: readonly ForecastMetric[],
): Readonly<Record<ForecastBaseline, Figures>> {
  const { columns } = prepared.series;
  const baselines = createBaselines(prepared);
  const figures = (name: ForecastBaseline): Figures =>
    measure(prepared, split, metrics, (window, step, column) =>
      baselines[name](columns[column] ?? new Float64Array(), split.originRow(window), step),
    );
  return { naive: figures('naive'), seasonalNaive: figures('seasonalNaive'), drift: figures('drift') };
}

function measure(
  prepared: PreparedForecasting,
  split: ForecastSplit,
  metrics: readonly ForecastMetric[],
  predict: Predict,
): Figures {
  const sums = createFigureSums(metrics, prepared.maseScale);
  for (const [column, values] of prepared.series.columns.entries()) {
    for (let window = 0; window < split.count; window++) {
      for (let step = 1; step <= prepared.layout.horizon; step++) {
        sums.add(column, values[split.targetRow(window, step)] ?? NaN, predict(window, step, column));
      }
    }
  }
  return sums.values();
}
