import { t } from '@vscode/l10n';
import type { ForecastingDataPlan } from '../../../contracts/dataPlan.ts';
import type { FittedData } from '../../../contracts/fitted.ts';
import type { AheadForecast } from '../../../contracts/prediction.ts';
import { UserError } from '../../../contracts/userError.ts';
import { writeCalendar } from '../../data/series/calendar.ts';
import { fillMissing } from '../../data/series/fillMissing.ts';
import { checkScalable } from '../../data/series/fitColumns.ts';
import { memoryStorage, type RowStorage } from '../../data/numberRows.ts';
import { arrangeSeries, type SeriesGroup, type SeriesRows } from '../../data/series/seriesRows.ts';
import type { SeriesTable } from '../../data/series/seriesTable.ts';
import { addSteps } from '../../data/series/timeGrid.ts';
import { createWindowReader, type WindowReader } from '../../data/series/windowReader.ts';
import { toOriginalUnits } from '../../data/scaler.ts';
import { stepsAtOnce } from './prepareForecasting.ts';
import { createFeedback, shiftWindows, type Predict } from './rollOut.ts';
import { scalersOf, type SeriesScalers } from './seriesScalers.ts';

export interface AheadOptions {
  /** What the run learned from its training rows. */
  readonly fitted: FittedData;
  /** Timesteps to forecast; `null`: the horizon. */
  readonly steps: number | null;
  readonly storage?: RowStorage;
}

/**
 * Forecasts every series of a table beyond its last row. A model that answers several steps at once goes on from its own
 * forecasts where more are asked for than its horizon.
 *
 * @throws UserError where a series is shorter than a window, and where the model would have to know what nobody knows:
 * covariates of the future
 */
export async function forecastAhead(
  table: SeriesTable,
  plan: ForecastingDataPlan,
  options: AheadOptions,
  predict: Predict,
): Promise<readonly AheadForecast[]> {
  const steps = options.steps ?? plan.target.horizon;
  checkKnown(plan, steps);
  const series = arrangeSeries(table, plan, options.storage ?? memoryStorage);
  fillMissing(series, null, plan);
  const scalers = scalersOf(options.fitted, plan);
  checkScalable(series, scalers.input);
  const reader = createWindowReader(series, plan.input, scalers.input, 0);
  const forecasts: AheadForecast[] = [];
  for (const group of series.groups) {
    const values = await forecastGroup({ plan, series, scalers, reader, steps, predict }, group);
    const times = timesAhead(series, group, steps, plan.input.samplingRate);
    forecasts.push(
      ...plan.target.columns.map((column, index) => ({
        series: group.name,
        column,
        times,
        values: Float64Array.from(values, (step) => step[index] ?? NaN),
      })),
    );
  }
  return forecasts;
}

function checkKnown({ input, target }: ForecastingDataPlan, steps: number): void {
  const [future] = input.covariates.future;
  if (future !== undefined) {
    throw new UserError(
      t(
        'The model sees "{0}" of the future, which the data ends before. Forecast beyond the last row with a model without covariates.future.',
        future,
      ),
    );
  }
  if (steps <= stepsAtOnce(target)) return;
  const unknown = [...input.columns, ...input.covariates.past].find((name) => !target.columns.includes(name));
  if (unknown === undefined) return;
  throw new UserError(
    t(
      'The model forecasts {horizon} timesteps. To go on from there it would have to see "{column}", which it does not forecast: ask for at most {horizon} steps.',
      { horizon: target.horizon, column: unknown },
    ),
  );
}

interface Job {
  readonly plan: ForecastingDataPlan;
  readonly series: SeriesRows;
  readonly scalers: SeriesScalers;
  readonly reader: WindowReader;
  readonly steps: number;
  readonly predict: Predict;
}

/** Values of all columns, `[steps, columns]`, in original units. */
async function forecastGroup(job: Job, group: SeriesGroup): Promise<readonly (readonly number[])[]> {
  const { plan, reader, scalers, steps, predict } = job;
  const { windowSize, samplingRate } = plan.input;
  const rows = group.range.end - group.range.start;
  if (rows < (windowSize - 1) * samplingRate + 1) throw new UserError(explainShort(job, group, rows));
  const width = plan.target.columns.length;
  let inputs: Float32Array = new Float32Array(windowSize * reader.features);
  reader.write(group.range.end - 1, inputs, 0);
  const forecast: (readonly number[])[] = [];
  while (forecast.length < steps) {
    const { values } = await predict(batchOf(inputs, reader, stepsAtOnce(plan.target) * width));
    if (values === null) throw new Error('A forecast is made of numbers');
    for (let step = 0; step < stepsAtOnce(plan.target) && forecast.length < steps; step++) {
      const answer = values.subarray(step * width, (step + 1) * width);
      forecast.push(Array.from(answer, (value, column) => toOriginalUnits(scalers.target, column, value)));
      if (forecast.length < steps) inputs = goOn(job, group, inputs, answer, forecast.length);
    }
  }
  return forecast;
}

function batchOf(data: Float32Array, { windowSize, features }: WindowReader, outputs: number): Parameters<Predict>[0] {
  return {
    size: 1,
    input: { data, shape: [1, windowSize, features] },
    lengths: null,
    decoderInput: null,
    target: { data: new Float32Array(outputs), shape: [1, outputs] },
    weights: null,
  };
}

/** The next window: its last timestep is what was forecast `ahead` timesteps after the last row. */
function goOn(
  { plan, series, scalers, reader }: Job,
  group: SeriesGroup,
  inputs: Float32Array,
  answer: Float32Array,
  ahead: number,
): Float32Array {
  const { input } = plan;
  // What is not forecast is only missing where nothing is read after it: that was checked.
  if (input.columns.some((name) => !plan.target.columns.includes(name)) || input.covariates.past.length > 0)
    return inputs;
  const next = shiftWindows(inputs, reader);
  const last = (reader.windowSize - 1) * reader.features;
  createFeedback(plan, scalers)(answer, next, last);
  if (input.calendar.length > 0) {
    writeCalendar(
      input.calendar,
      timeAhead(series, group, ahead * input.samplingRate),
      next,
      last + input.columns.length,
    );
  }
  return next;
}

function timesAhead(series: SeriesRows, group: SeriesGroup, steps: number, every: number): Float64Array | null {
  if (series.time === null) return null;
  return Float64Array.from({ length: steps }, (_, step) => timeAhead(series, group, (step + 1) * every));
}

/** The time of a row after the last one; NaN where a single row tells no spacing. */
function timeAhead({ rows, time }: SeriesRows, { range, spacing }: SeriesGroup, ahead: number): number {
  if (time === null || spacing === null) return NaN;
  return addSteps(rows.at(range.end - 1, time), ahead, spacing);
}

function explainShort({ plan }: Job, { name }: SeriesGroup, rows: number): string {
  const { windowSize, samplingRate } = plan.input;
  const needed = (windowSize - 1) * samplingRate + 1;
  const source = name === null ? plan.source : t('{0}, series "{1}"', plan.source, name);
  return t('{source}: a forecast needs the last {needed} rows, but there are only {rows}.', { source, needed, rows });
}
