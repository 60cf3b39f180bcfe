import type { ForecastSplit } from '../data/forecastSplit.ts';
import type { PreparedForecasting } from '../data/prepareForecasting.ts';

/** Shifts beyond this say nothing more about a forecast that repeats the past. */
const LARGEST_LAG = 10;

/**
 * The shift, in timesteps, at which one-step forecasts fit the truth best: the lag k from 0 to 10
 * with the smallest mean of (ŷ[t] - y[t - k])², each column divided by the variance of its truth. A forecast that only
 * repeats the last value has 1. Of equal lags the smallest counts.
 *
 * @param predictions `[count, horizon * columns]` in original units
 */
export function findBestLag(prepared: PreparedForecasting, split: ForecastSplit, predictions: Float64Array): number {
  const lags = Math.min(LARGEST_LAG, Math.floor(split.targetRow(0, 1) / prepared.layout.samplingRate));
  const errors = new Float64Array(lags + 1);
  for (const [column, values] of prepared.series.columns.entries()) {
    const variance = truthVariance(split, values);
    if (variance === 0) continue;
    for (let lag = 0; lag <= lags; lag++) {
      let sum = 0;
      for (let window = 0; window < split.count; window++) {
        const truth = values[split.targetRow(window, 1 - lag)] ?? NaN;
        sum += ((predictions[window * split.targetSize + column] ?? NaN) - truth) ** 2;
      }
      errors[lag] = (errors[lag] ?? 0) + sum / variance;
    }
  }
  return errors.reduce((best, error, lag) => (error < (errors[best] ?? NaN) ? lag : best), 0);
}

function truthVariance(split: ForecastSplit, values: Float64Array): number {
  let mean = 0;
  let squares = 0;
  for (let window = 0; window < split.count; window++) {
    const truth = values[split.targetRow(window, 1)] ?? NaN;
    const deviation = truth - mean;
    mean += deviation / (window + 1);
    squares += deviation * (truth - mean);
  }
  return squares / split.count;
}
