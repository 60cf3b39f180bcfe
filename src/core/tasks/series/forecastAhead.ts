import { t } from '@vscode/l10n';
import type { ForecastingDataPlan } from '../../../contracts/dataPlan.ts';
import type { FittedData } from '../../../contracts/fitted.ts';
import type { AheadForecast } from '../../../contracts/prediction.ts';
import { UserError } from '../../../contracts/userError.ts';
import type { Batch } from '../../data/dataset.ts';
import { arrangeSeries } from '../../data/series/arrangeSeries.ts';
import { fillMissing } from '../../data/series/fillMissing.ts';
import { checkScalable } from '../../data/series/fitColumns.ts';
import { memoryStorage, type RowStorage } from '../../data/numberRows.ts';
import { rowsOf, type SeriesGroup, type SeriesRows } from '../../data/series/seriesRows.ts';
import type { SeriesTable } from '../../data/series/seriesTable.ts';
import { addSteps } from '../../data/series/timeGrid.ts';
import { windowsFollow } from '../../data/series/windowLayout.ts';
import { createWindowReader, type WindowReader } from '../../data/series/windowReader.ts';
import { toOriginalUnits } from '../../data/scaler.ts';
import type { Predict } from '../preparedTask.ts';
import { checkAhead } from './checkAhead.ts';
import { stepsAtOnce } from './prepareForecasting.ts';
import { createFeedback, createKnownFeatures, shiftWindows } from './rollOut.ts';
import { scalersOf, type SeriesScalers } from './seriesScalers.ts';

export interface AheadOptions {
  /** What the run learned from its training rows. */
  readonly fitted: FittedData;
  /** Timesteps to forecast; `null`: the horizon. */
  readonly steps: number | null;
  readonly storage?: RowStorage;
  /** Whether the model's states go on from window to window: then the series is read from its start. Left out: they do not. */
  readonly stateful?: boolean;
}

/**
 * Forecasts every series of a table beyond its last observed row. A model that answers several steps at once goes on from
 * its own forecasts where more are asked for than its horizon. What it sees of the future, the rows behind the last
 * observed one tell.
 *
 * @throws UserError where a series is shorter than a window, and where the model would have to know what the table does
 * not tell
 */
export async function forecastAhead(
  table: SeriesTable,
  plan: ForecastingDataPlan,
  options: AheadOptions,
  predict: Predict,
): Promise<readonly AheadForecast[]> {
  const steps = options.steps ?? plan.target.horizon;
  const { storage = memoryStorage } = options;
  // States that no window of the training began with mean nothing.
  const stateful = options.stateful === true && windowsFollow(plan.input);
  const series = arrangeSeries(table, plan, { storage, keepsFuture: true });
  checkAhead(series, plan, steps);
  fillMissing(series, null, plan);
  const scalers = scalersOf(options.fitted, plan);
  checkScalable(series, scalers.input);
  const reader = createWindowReader(series, plan.input, scalers.input, stepsAtOnce(plan.target));
  const forecasts: AheadForecast[] = [];
  for (const group of series.groups) {
    const values = await forecastGroup({ plan, series, scalers, reader, steps, stateful, predict }, group);
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

interface Job {
  readonly plan: ForecastingDataPlan;
  readonly series: SeriesRows;
  readonly scalers: SeriesScalers;
  readonly reader: WindowReader;
  readonly steps: number;
  readonly stateful: boolean;
  readonly predict: Predict;
}

/** Values of all columns, `[steps, columns]`, in original units. */
async function forecastGroup(job: Job, group: SeriesGroup): Promise<readonly (readonly number[])[]> {
  const { plan, reader, scalers, steps, predict } = job;
  const { windowSize, samplingRate } = plan.input;
  if (rowsOf(group) < (windowSize - 1) * samplingRate + 1) throw new UserError(explainShort(job, group));
  const [atOnce, width] = [stepsAtOnce(plan.target), plan.target.columns.length];
  const before = originsBefore(job, group);
  for (const [window, origin] of before.entries()) await predict(batchOf(job, windowAt(reader, origin), window > 0), 0);
  let inputs = windowAt(reader, group.range.end - 1);
  const goOn = steps > atOnce ? createContinuation(job, group) : null;
  const forecast: (readonly number[])[] = [];
  for (;;) {
    const { values } = await predict(batchOf(job, inputs, before.length > 0), forecast.length);
    if (values === null) throw new Error('A forecast is made of numbers');
    const answers = Array.from({ length: atOnce }, (_, step) => values.subarray(step * width, (step + 1) * width));
    for (const answer of answers) {
      forecast.push(Array.from(answer, (value, column) => toOriginalUnits(scalers.target, column, value)));
    }
    if (forecast.length >= steps || goOn === null) return forecast.slice(0, steps);
    for (const [step, answer] of answers.entries()) {
      inputs = goOn(inputs, answer, forecast.length - atOnce + step + 1);
    }
  }
}

/** Last rows of the windows that follow each other up to the last one of a series, for models whose states go on. */
function originsBefore({ plan, stateful }: Job, { range }: SeriesGroup): readonly number[] {
  if (!stateful) return [];
  const { windowSize, samplingRate } = plan.input;
  const last = range.end - 1;
  const span = windowSize * samplingRate;
  const count = Math.floor((last - range.start - (windowSize - 1) * samplingRate) / span);
  return Array.from({ length: count }, (_, window) => last - (count - window) * span);
}

/** `[windowSize, features]` of the window that ends in a row. */
function windowAt(reader: WindowReader, origin: number): Float32Array {
  const window = new Float32Array(reader.windowSize * reader.features);
  reader.write(origin, window, 0);
  return window;
}

function batchOf({ plan, reader }: Job, data: Float32Array, goesOn: boolean): Batch {
  const { windowSize, features } = reader;
  const outputs = stepsAtOnce(plan.target) * plan.target.columns.length;
  return {
    size: 1,
    input: { data, shape: [1, windowSize, features] },
    lengths: null,
    decoderInput: null,
    target: { data: new Float32Array(outputs), shape: [1, outputs] },
    weights: null,
    continued: Uint8Array.of(Number(goesOn)),
  };
}

/** The window after one of `inputs`: its last timestep is what was forecast `ahead` timesteps after the last row. */
type Continuation = (inputs: Float32Array, answer: Float32Array, ahead: number) => Float32Array;

function createContinuation({ plan, series, scalers, reader }: Job, group: SeriesGroup): Continuation {
  const { columns, samplingRate } = plan.input;
  const feedback = createFeedback(plan, scalers);
  const known = createKnownFeatures(plan, series, scalers.input);
  const last = (reader.windowSize - 1) * reader.features;
  const lastRow = group.range.end - 1;
  return (inputs, answer, ahead) => {
    const next = shiftWindows(inputs, reader);
    feedback(answer, next, last);
    const at = {
      time: timeAhead(series, group, ahead * samplingRate),
      next: lastRow + (ahead + stepsAtOnce(plan.target)) * samplingRate,
    };
    known(at, next, last + columns.length);
    return next;
  };
}

function timesAhead(series: SeriesRows, group: SeriesGroup, steps: number, every: number): Float64Array | null {
  if (series.time === null) return null;
  return Float64Array.from({ length: steps }, (_, step) => timeAhead(series, group, (step + 1) * every));
}

/** The time so many rows after the last observed one; NaN where a single row tells no spacing. */
function timeAhead({ rows, time }: SeriesRows, { range, ahead, spacing }: SeriesGroup, rowsAhead: number): number {
  if (time === null) return NaN;
  const last = range.end - 1;
  if (rowsAhead <= ahead) return rows.at(last + rowsAhead, time);
  return spacing === null ? NaN : addSteps(rows.at(last, time), rowsAhead, spacing);
}

function explainShort({ plan }: Job, group: SeriesGroup): string {
  const { windowSize, samplingRate } = plan.input;
  const needed = (windowSize - 1) * samplingRate + 1;
  const source = group.name === null ? plan.source : t('{0}, series "{1}"', plan.source, group.name);
  const values = { source, needed, rows: rowsOf(group) };
  return t('{source}: a forecast needs the last {needed} rows, but there are only {rows}.', values);
}
