import type { ForecastMetric } from '../../contracts/trainingPlan.ts';
import type { PreparedForecasting } from '../data/prepareForecasting.ts';
import { evaluateForecasts } from '../metrics/evaluateForecasts.ts';
import { createForecastFigures } from '../metrics/forecastFigures.ts';
import type { ForecastSplit } from '../data/forecastSplit.ts';
import type { Evaluator, PreparedTask } from './preparedTask.ts';

/** Windows of a series as a task to train. */
export function forecastingTask(
  prepared: PreparedForecasting,
  metrics: readonly ForecastMetric[],
  rows: number,
): PreparedTask {
  const { train, validation, test, scalers, layout, maseScale } = prepared;
  const figures = { metrics, scaler: scalers.target, horizon: layout.horizon, maseScale };
  return {
    train,
    validation: validation.count > 0 ? validation : null,
    test: test.count > 0 ? test : null,
    rows,
    fitted: scalers,
    sizes: {},
    figures: () => createForecastFigures(figures),
    evaluator: () => createEvaluator(prepared, metrics),
  };
}

function createEvaluator(prepared: PreparedForecasting, metrics: readonly ForecastMetric[]): Evaluator {
  const predictions = { validation: predictionsOf(prepared.validation), test: predictionsOf(prepared.test) };
  return {
    add(split, examples, _batch, { values }) {
      const [first = 0] = examples;
      if (values !== null) predictions[split]?.set(values, first * prepared[split].targetSize);
    },
    finish() {
      const { evaluation, forecasts } = evaluateForecasts({ prepared, ...predictions, metrics });
      return { evaluation, predictions: { type: 'forecasts', forecasts } };
    },
  };
}

/** Room for `[count, horizon * columns]`; `null` for a split without windows. */
function predictionsOf({ count, targetSize }: ForecastSplit): Float32Array | null {
  return count === 0 ? null : new Float32Array(count * targetSize);
}
