import type { FittedScaler } from '../../contracts/fitted.ts';
import type { ForecastMetric } from '../../contracts/trainingPlan.ts';
import { toOriginalUnits } from '../data/scaler.ts';
import type { Evaluator, FigureAccumulator } from '../tasks/preparedTask.ts';
import { compareWithBaselines } from './baselineWarnings.ts';
import { comparedMetrics } from './comparedMetrics.ts';
import { createFigureSums } from './figureSums.ts';
import { createForecastFigures, toOriginalTruth } from './forecastFigures.ts';
import { createTaskEvaluator, type DescribeOrigin } from './taskEvaluator.ts';

/** The figures of a regression: those of forecasts but the one that needs a season. */
export type NumberMetric = Exclude<ForecastMetric, 'mase'>;

const ALWAYS: readonly NumberMetric[] = ['mae', 'rmse', 'r2'];

export interface NumberEvaluatorOptions {
  /** Those that the spec asked for. */
  readonly metrics: readonly NumberMetric[];
  /** Of the one target column. */
  readonly scaler: FittedScaler;
  /** Mean of the target over the training split, in original units. */
  readonly trainMean: number;
  readonly origin: DescribeOrigin;
}

/** Figures of a regression, in original units, over one split. */
export function createNumberFigures(metrics: readonly NumberMetric[], scaler: FittedScaler): FigureAccumulator {
  return createForecastFigures({ metrics, scaler, horizon: 1, maseScale: scaler.columns.map(() => NaN) });
}

/** Judges a regression beside the mean of the training split. */
export function createNumberEvaluator({ metrics, scaler, trainMean, origin }: NumberEvaluatorOptions): Evaluator {
  const measured = [...new Set([...ALWAYS, ...metrics])];
  return createTaskEvaluator({
    origin,
    measure: () => createNumberFigures(measured, scaler),
    baselines: () => ({ mean: createMean(measured, scaler, trainMean) }),
    describe({ target }, { values }, place) {
      const truth = toOriginalTruth(scaler, 0, target.data[place] ?? NaN);
      const prediction = toOriginalUnits(scaler, 0, values?.[place] ?? NaN);
      const loss = Math.abs(prediction - truth);
      return { truth: format(truth), prediction: format(prediction), probability: null, loss };
    },
    report: () => null,
    warn: (evaluation) => compareWithBaselines(evaluation, comparedMetrics('regression')),
  });
}

function createMean(metrics: readonly NumberMetric[], scaler: FittedScaler, mean: number): FigureAccumulator {
  const sums = createFigureSums(metrics, [NaN]);
  return {
    add({ target }) {
      for (const value of target.data) sums.add(0, toOriginalTruth(scaler, 0, value), mean);
    },
    values: () => sums.values(),
  };
}

/** As exact as a number that went through 32 bits. */
function format(value: number): string {
  return String(Number(value.toPrecision(7)));
}
