import type { ForecastingDataPlan } from '../../../contracts/dataPlan.ts';
import type { FittedScaler } from '../../../contracts/fitted.ts';
import { writeCalendar } from '../../data/series/calendar.ts';
import type { Batch } from '../../data/dataset.ts';
import type { SeriesRows } from '../../data/series/seriesRows.ts';
import { numberIndex } from '../../data/series/seriesTable.ts';
import type { WindowReader } from '../../data/series/windowReader.ts';
import { toModelUnits, toOriginalUnits } from '../../data/scaler.ts';
import type { Predict } from '../preparedTask.ts';
import type { SeriesScalers } from './seriesScalers.ts';

/**
 * Forecasts the whole horizon of windows that end in rows `origins`, step by step: `[batch, horizon * columns]` in model
 * units of the target.
 *
 * @param batch the windows, as their dataset drew them up
 */
export type RollOut = (origins: Float64Array, batch: Batch, predict: Predict) => Promise<Float32Array>;

/**
 * Rolls a model that forecasts one timestep out to the horizon: each forecast is the last timestep of the next window.
 * What else the model sees there, future covariates and calendar, is known.
 */
export function createRollOut(
  plan: ForecastingDataPlan,
  series: SeriesRows,
  scalers: SeriesScalers,
  reader: WindowReader,
): RollOut {
  const { input, target } = plan;
  const width = target.columns.length;
  const feedback = createFeedback(plan, scalers);
  const known = createKnownFeatures(plan, series, scalers.input);
  return async (origins, batch, predict) => {
    const forecasts = new Float32Array(origins.length * target.horizon * width);
    let current = batch;
    for (let step = 1; step <= target.horizon; step++) {
      const { values } = await predict(current, step - 1);
      if (values === null) throw new Error('A forecast is made of numbers');
      for (let window = 0; window < origins.length; window++) {
        const answer = values.subarray(window * width, (window + 1) * width);
        forecasts.set(answer, (window * target.horizon + step - 1) * width);
      }
      if (step === target.horizon) break;
      const inputs = shiftWindows(current.input.data, reader);
      for (let window = 0; window < origins.length; window++) {
        const last = ((window + 1) * reader.windowSize - 1) * reader.features;
        feedback(values.subarray(window * width, (window + 1) * width), inputs, last);
        const row = (origins[window] ?? 0) + step * input.samplingRate;
        const time = series.time === null ? NaN : series.rows.at(row, series.time);
        known({ time, next: row + input.samplingRate }, inputs, last + input.columns.length);
      }
      current = { ...current, input: { ...current.input, data: inputs } };
    }
    return forecasts;
  };
}

/** Moves every window one timestep back; its last timestep is left to be written. */
export function shiftWindows(
  data: ArrayLike<number>,
  { windowSize, features }: Pick<WindowReader, 'windowSize' | 'features'>,
): Float32Array {
  const inputs = Float32Array.from(data);
  const size = windowSize * features;
  for (let at = 0; at < inputs.length; at += size) inputs.copyWithin(at, at + features, at + size);
  return inputs;
}

/** Writes the forecast of one timestep, `answer` in model units of the target, as the columns of an input timestep. */
export function createFeedback(
  { input, target }: ForecastingDataPlan,
  scalers: SeriesScalers,
): (answer: Float32Array, inputs: Float32Array, at: number) => void {
  const sources = input.columns.map((name) => target.columns.indexOf(name));
  if (sources.includes(-1)) throw new Error('An input that is not forecast cannot be read again');
  return (answer, inputs, at) => {
    for (const [column, source] of sources.entries()) {
      const value = toOriginalUnits(scalers.target, source, answer[source] ?? NaN);
      inputs[at + column] = toModelUnits(scalers.input, column, value);
    }
  };
}

/** What is known of a timestep besides the columns. */
export interface KnownAt {
  /** Its time, in milliseconds since 1970 UTC; NaN without one. */
  readonly time: number;
  /** Row of the future covariates that are shown with it. */
  readonly next: number;
}

/** Writes what is known of a timestep besides the columns: future covariates and calendar. */
export function createKnownFeatures(
  { input }: ForecastingDataPlan,
  { rows, numbers }: SeriesRows,
  scaler: FittedScaler,
): (known: KnownAt, inputs: Float32Array, at: number) => void {
  const { past, future } = input.covariates;
  if (past.length > 0) throw new Error('Past covariates are not known in the future');
  const places = future.map((name) => numberIndex({ numbers }, name));
  return ({ time, next }, inputs, at) => {
    for (const [index, place] of places.entries()) {
      inputs[at + index] = toModelUnits(scaler, input.columns.length + index, rows.at(next, place));
    }
    writeCalendar(input.calendar, time, inputs, at + places.length);
  };
}
