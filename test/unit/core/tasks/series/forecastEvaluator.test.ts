import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evaluation, Forecast } from '../../../../../src/contracts/evaluation.ts';
import type { ForecastMetric } from '../../../../../src/contracts/trainingPlan.ts';
import type { Batch } from '../../../../../src/core/data/dataset.ts';
import { toModelUnits, toOriginalUnits } from '../../../../../src/core/data/scaler.ts';
import type { Answers } from '../../../../../src/core/metrics/answers.ts';
import { createRandom } from '../../../../../src/core/random.ts';
import type { PreparedTask } from '../../../../../src/core/tasks/preparedTask.ts';
import { createBaselines } from '../../../../../src/core/tasks/series/forecastBaselines.ts';
import { chooseSteps } from '../../../../../src/core/tasks/series/forecastCollector.ts';
import { prepareForecasting } from '../../../../../src/core/tasks/series/prepareForecasting.ts';
import { collectTargetSeries } from '../../../../../src/core/tasks/series/targetSeries.ts';
import { arrangeSeries } from '../../../../../src/core/data/series/arrangeSeries.ts';
import { memoryStorage } from '../../../../../src/core/data/numberRows.ts';
import { drawBatch, integers } from '../../../../fakes/batches.ts';
import { fakeDataPlan } from '../../../../fakes/dataPlan.ts';
import type { DataPlanOptions } from '../../../../fakes/dataPlan.ts';
import { fakeTable, type FakeColumns } from '../../../../fakes/seriesTable.ts';

const DAY = 86_400_000;

/** A task with the first row of each of its splits' windows and what is forecast. */
interface Prepared {
  readonly task: PreparedTask;
  readonly columns: number;
  readonly horizon: number;
  readonly windowSize: number;
  readonly metrics: readonly ForecastMetric[];
}

function prepare(
  numbers: FakeColumns['numbers'],
  options: DataPlanOptions & {
    readonly metrics?: readonly ForecastMetric[];
    readonly words?: FakeColumns['words'];
  } = {},
): Prepared {
  const { metrics = [], words = {}, ...rest } = options;
  const rows = Object.values(numbers)[0]?.length ?? 0;
  const table = fakeTable({ numbers, words, days: integers(rows) });
  const plan = fakeDataPlan({ target: Object.keys(numbers), time: 'date', normalization: { type: 'zscore' }, ...rest });
  const { horizon, columns } = plan.target;
  const task = prepareForecasting(table, plan, { metrics, seed: 1 });
  return { task, columns: columns.length, horizon, windowSize: plan.input.windowSize, metrics };
}

type Predict = (row: number, step: number, column: number) => number;

/** What an evaluator says about a model that predicts `predict(row of the target, step, column)`, in original units. */
function evaluate(
  { task, columns, horizon, windowSize }: Prepared,
  models: { readonly validation?: Predict; readonly test?: Predict },
  firstRows: { readonly validation: number; readonly test: number },
): { readonly evaluation: Evaluation; readonly forecasts: readonly Forecast[] } {
  const evaluator = task.evaluator();
  const { target } = task.fitted;
  assert.ok(target.type === 'scaler');
  for (const split of ['validation', 'test'] as const) {
    const [dataset, predict] = [task[split], models[split]];
    if (dataset === null || predict === undefined) continue;
    // Batches of several sizes, in another order than that of the data.
    for (let from = 7 * Math.floor((dataset.count - 1) / 7); from >= 0; from -= 7) {
      const examples = integers(Math.min(7, dataset.count - from), from);
      const values = examples.flatMap((window) =>
        integers(horizon * columns).map((index) => {
          const [step, column] = [Math.floor(index / columns) + 1, index % columns];
          const row = firstRows[split] + window + windowSize - 1 + step;
          return toModelUnits(target, column, predict(row, step, column));
        }),
      );
      const answers = { values: Float32Array.from(values), classes: null, logLoss: null, written: null };
      evaluator.add(split, Uint32Array.from(examples), drawBatch(dataset, examples), answers);
    }
  }
  const { evaluation, predictions } = evaluator.finish();
  assert.ok(predictions.type === 'forecasts');
  return { evaluation, forecasts: predictions.forecasts };
}

/** First rows of the held-out splits of so many rows, shared out as the tests' plans do. */
function startsOf(rows: number): { readonly validation: number; readonly test: number } {
  return { validation: Math.round(0.6 * rows), test: Math.round(0.8 * rows) };
}

function randomWalk(count: number, seed: number): number[] {
  const random = createRandom(seed);
  let value = 100;
  return Array.from({ length: count }, () => (value += random.normal()));
}

/** A weekly shape on a slow trend, with some noise. */
function seasonalSeries(count: number, seed: number): number[] {
  const random = createRandom(seed);
  return Array.from(
    { length: count },
    (_, day) => 50 + 0.01 * day + 10 * Math.sin((2 * Math.PI * day) / 7) + random.normal(),
  );
}

test('baselines are those of the textbook', () => {
  const y = [3, 1, 4, 1, 5, 9, 2, 6];
  const check = (seasonLength: number, samplingRate: number, expected: Record<string, number[]>): void => {
    const plan = fakeDataPlan({ samplingRate, seasonLength });
    const series = arrangeSeries(fakeTable({ numbers: { y } }), plan, { storage: memoryStorage });
    const layout = { windowSize: 2, horizon: 5, stride: 1, samplingRate };
    const baselines = createBaselines(collectTargetSeries(series, plan.target, layout, [[{ start: 0, end: 8 }]]));
    const actual = Object.entries(baselines).map(([name, predict]) => [
      name,
      [1, 2, 3, 4].map((step) => predict(0, { first: 0, origin: 4 }, step)),
    ]);
    assert.deepEqual(Object.fromEntries(actual), expected);
  };
  // From the origin y[4] = 5, with the line from y[0] = 3: slope 0.5 a row.
  const naive = [5, 5, 5, 5];
  check(3, 1, { naive, seasonalNaive: [4, 1, 5, 4], drift: [5.5, 6, 6.5, 7] });
  check(1, 1, { naive, seasonalNaive: [5, 5, 5, 5], drift: [5.5, 6, 6.5, 7] });
  check(2, 2, { naive, seasonalNaive: [4, 5, 4, 5], drift: [6, 7, 8, 9] });
  // Before the first row there is no season to repeat: the naive forecast stands in.
  check(6, 1, { naive, seasonalNaive: [5, 3, 1, 4], drift: [5.5, 6, 6.5, 7] });
});

test('the scale of MASE is that of a season, of a timestep where the training rows hold none, else of a row', () => {
  const y = integers(20).map((row) => row * row);
  const check = (seasonLength: number, samplingRate: number, rows: number, lag: number): void => {
    const plan = fakeDataPlan({ seasonLength, samplingRate });
    const series = arrangeSeries(fakeTable({ numbers: { y } }), plan, { storage: memoryStorage });
    const layout = { windowSize: 2, horizon: 1, stride: 1, samplingRate };
    const target = collectTargetSeries(series, plan.target, layout, [[{ start: 0, end: rows }]]);
    const errors = integers(rows - lag, lag).map((row) => (y[row] ?? NaN) - (y[row - lag] ?? NaN));
    assert.deepEqual(target.maseScale, [errors.reduce((sum, error) => sum + error, 0) / errors.length]);
  };
  check(4, 1, 20, 4);
  check(4, 2, 20, 8);
  check(4, 2, 8, 2);
  check(4, 2, 3, 2);
  check(4, 3, 3, 1);
});

test('the naive baselines see only the past, and the split before when the season is long', () => {
  const y = seasonalSeries(100, 40);
  const { evaluation } = evaluate(prepare({ y }, { seasonLength: 30 }), { test: (row) => row }, startsOf(100));
  const rows = integers(18, 82);
  const error = (lag: number): number =>
    rows.reduce((sum, row) => sum + Math.abs((y[row] ?? 0) - (y[row - lag] ?? 0)), 0) / rows.length;
  assert.ok(Math.abs((evaluation.baselines.naive?.['mae'] ?? NaN) - error(1)) < 1e-12);
  assert.ok(Math.abs((evaluation.baselines.seasonalNaive?.['mae'] ?? NaN) - error(30)) < 1e-12);
});

interface Expected {
  readonly bestLag: number;
  readonly warnings: readonly RegExp[];
}

function checkEvaluation(evaluation: Evaluation, { bestLag, warnings }: Expected): void {
  assert.equal(evaluation.forecasting?.bestLag, bestLag);
  assert.equal(evaluation.warnings.length, warnings.length, evaluation.warnings.join('\n'));
  for (const [index, warning] of warnings.entries()) assert.match(evaluation.warnings[index] ?? '', warning);
}

test('a model is warned about when it is no better than what costs nothing', () => {
  const series = seasonalSeries(400, 41);
  const prepared = prepare({ y: series }, { windowSize: 9, metrics: ['r2'] });
  const check = (predict: (row: number, step: number) => number, expected: Expected): void => {
    checkEvaluation(evaluate(prepared, { test: predict }, startsOf(400)).evaluation, expected);
  };
  const at = (row: number): number => series[row] ?? NaN;
  check((row) => at(row), { bestLag: 0, warnings: [] });
  check((row) => at(row) + 0.5, { bestLag: 0, warnings: [] });
  check((row) => at(row - 1), {
    bestLag: 1,
    warnings: [
      /test split.*naive forecast, which repeats the last value: RMSE [\d.]+ against [\d.]+, MASE [\d.]+ against [\d.]+\.$/,
      /seasonal naive forecast/,
      /shifted by one timestep/,
    ],
  });
  check((row) => at(row - 7), {
    bestLag: 7,
    warnings: [/seasonal naive forecast.*RMSE ([\d.]+) against \1, MASE ([\d.]+) against \2/],
  });
  check((row) => at(row - 3), { bestLag: 3, warnings: [/: RMSE/, /seasonal naive/, /drift/] });
});

test('without a season, repeating one is not compared with', () => {
  const walk = randomWalk(300, 42);
  const prepared = prepare({ y: walk }, { seasonLength: 1 });
  const { evaluation } = evaluate(prepared, { test: (row) => (walk[row - 1] ?? NaN) + 0.001 }, startsOf(300));
  assert.equal(evaluation.forecasting?.bestLag, 1);
  assert.ok(!evaluation.warnings.some((warning) => warning.includes('seasonal')));
});

test('a model that is good over its horizon and late at its first step is told so, and no worse', () => {
  const wave = Array.from({ length: 400 }, (_, row) => Math.sin(row / 8));
  const prepared = prepare({ y: wave }, { horizon: 6, seasonLength: 1 });
  const late = (row: number, step: number): number => wave[step === 1 ? row - 1 : row] ?? NaN;
  const { evaluation } = evaluate(prepared, { test: late }, startsOf(400));
  checkEvaluation(evaluation, { bestLag: 1, warnings: [/follow turns one timestep late/] });
});

test('each split has its figures; the test split is judged, the validation split where there is none', () => {
  const series = seasonalSeries(300, 43);
  const exact: Predict = (row) => series[row] ?? NaN;
  const off: Predict = (row) => exact(row, 1, 0) + 30;
  const full = prepare({ y: series }, { metrics: ['mape', 'mae'] });
  const both = evaluate(full, { validation: off, test: exact }, startsOf(300)).evaluation;
  assert.deepEqual(Object.keys(both.test ?? {}), ['mae', 'rmse', 'smape', 'mase', 'mape']);
  assert.ok(Math.abs((both.validation?.['mae'] ?? NaN) - 30) < 1e-4);
  assert.ok((both.test?.['mae'] ?? NaN) < 1e-4);
  assert.deepEqual(both.warnings, []);

  const noTest = prepare({ y: series }, { probabilities: [0.6, 0.4, 0] });
  const validated = evaluate(noTest, { validation: off }, startsOf(300)).evaluation;
  assert.equal(validated.test, null);
  assert.match(validated.warnings[0] ?? '', /validation split/);

  const trainOnly = prepare({ y: series }, { probabilities: [1, 0, 0] });
  const nothing = evaluate(trainOnly, {}, startsOf(300));
  checkEvaluation(nothing.evaluation, { bestLag: 0, warnings: [/neither a validation nor a test split/] });
  assert.ok((nothing.evaluation.baselines.naive?.['mae'] ?? NaN) > 0);
  assert.deepEqual(nothing.forecasts, []);
});

test('forecasts carry truth, prediction, time and row of every column and step', () => {
  const y = integers(10).map((value) => value * 2);
  const z = y.map((value) => -value);
  const options: DataPlanOptions = { horizon: 2, windowSize: 1, probabilities: [0.5, 0, 0.5] };
  const prepared = prepare({ y, z }, { ...options, normalization: { type: 'none' } });
  const predict: Predict = (row, step, column) => 1000 * column + 100 * step + row;
  const { forecasts } = evaluate(prepared, { test: predict }, { validation: 0, test: 5 });
  const summary = forecasts.map((forecast) => ({
    ...forecast,
    times: [...(forecast.times ?? [])].map((time) => time / DAY),
    rows: [...forecast.rows],
    truth: [...forecast.truth],
    prediction: [...forecast.prediction],
  }));
  const first = { split: 'test', step: 1, times: [6, 7, 8], rows: [7, 8, 9] };
  const second = { split: 'test', step: 2, times: [7, 8, 9], rows: [8, 9, 10] };
  assert.deepEqual(summary, [
    { ...first, column: 'y', truth: [12, 14, 16], prediction: [106, 107, 108] },
    { ...first, column: 'z', truth: [-12, -14, -16], prediction: [1106, 1107, 1108] },
    { ...second, column: 'y', truth: [14, 16, 18], prediction: [207, 208, 209] },
    { ...second, column: 'z', truth: [-14, -16, -18], prediction: [1207, 1208, 1209] },
  ]);
});

test('every series has its own forecasts, baselines and scale', () => {
  const y = [...integers(20).map((row) => row), ...integers(20).map((row) => 10 * row)];
  const city = [...Array<string>(20).fill('low'), ...Array<string>(20).fill('high')];
  const prepared = prepare({ y }, { words: { city }, groupBy: 'city', probabilities: [0.5, 0, 0.5], seasonLength: 1 });
  // Both series rise by their own step a row, which the naive forecast misses and MASE is scaled by.
  const exact: Predict = (row) => y[row < 20 ? row : row + 10] ?? NaN;
  const { evaluation, forecasts } = evaluate(prepared, { test: exact }, { validation: 0, test: 10 });
  assert.deepEqual(
    forecasts.map(({ group, column, rows }) => [group, column, rows[0], rows.length]),
    [
      ['low', 'y', 13, 8],
      ['high', 'y', 33, 8],
    ],
  );
  assert.ok(Math.abs((evaluation.baselines.naive?.['mase'] ?? NaN) - 1) < 1e-9);
  assert.ok(Math.abs((evaluation.baselines.naive?.['mae'] ?? NaN) - 5.5) < 1e-9);
  assert.ok((evaluation.baselines.drift?.['mae'] ?? NaN) < 1e-9);
});

test('of a long horizon over many windows only some steps are handed on', () => {
  assert.deepEqual(chooseSteps(4, 10), [1, 2, 3, 4]);
  assert.deepEqual(chooseSteps(100, 5), [1, 26, 51, 75, 100]);
  assert.deepEqual(chooseSteps(100, 1), [1]);
  assert.deepEqual(chooseSteps(1, 1), [1]);
});

test('a recursive model is asked again with its own forecasts, up to the horizon', async () => {
  const numbers = {
    y: integers(20).map((row) => 2 * row),
    z: integers(20).map((row) => 100 - row),
    f: integers(20, 500),
  };
  const table = fakeTable({ numbers, days: integers(20, 4) });
  const plan = fakeDataPlan({
    time: 'date',
    input: ['z', 'y'],
    target: ['y', 'z'],
    future: ['f'],
    calendar: ['dayOfWeek'],
    normalization: { type: 'minmax', range: [0, 1] },
    horizon: 4,
    strategy: 'recursive',
    windowSize: 3,
    probabilities: [0.5, 0, 0.5],
  });
  const task = prepareForecasting(table, plan, { metrics: [], seed: 1 });
  const { input, target } = task.fitted;
  assert.ok(input.type === 'scaler' && target.type === 'scaler' && task.test !== null);
  const seen: number[][] = [];
  // A model that knows the rule: y goes up by 2 a step, z down by 1.
  const predict = (batch: Batch): Promise<Answers> => {
    const [size = 0, time = 0, features = 0] = batch.input.shape;
    const values = integers(size).flatMap((window) => {
      const last = Array.from(batch.input.data).slice(
        ((window + 1) * time - 1) * features,
        (window + 1) * time * features,
      );
      const [z = NaN, y = NaN, f = NaN] = last
        .slice(0, 3)
        .map((value, column) => toOriginalUnits(input, column, value));
      seen.push([z, y, f, ...last.slice(3)].map((value) => Math.round(value * 1000) / 1000 + 0));
      return [toModelUnits(target, 0, y + 2), toModelUnits(target, 1, z - 1)];
    });
    return Promise.resolve({ values: Float32Array.from(values), classes: null, logLoss: null, written: null });
  };
  const evaluator = task.evaluator();
  const examples = Uint32Array.of(0, 2);
  const batch = drawBatch(task.test, [...examples]);
  const answers = await evaluator.ask?.('test', examples, batch, predict);
  assert.ok(answers?.values?.length === 2 * 4 * 2);
  // The window of row 12 as it is, then the rows that it forecasts, each with what is known of it: the covariate of the
  // next row, and its own day of the week; 1970-01-05 was a Monday.
  const circle = (day: number): number[] =>
    [Math.sin((2 * Math.PI * day) / 7), Math.cos((2 * Math.PI * day) / 7)].map(
      (value) => Math.round(value * 1000) / 1000 + 0,
    );
  assert.deepEqual(
    seen.filter((_, index) => index % 2 === 0),
    [12, 13, 14, 15].map((row) => [100 - row, 2 * row, 501 + row, ...circle(row)]),
  );
  evaluator.add('test', examples, batch, answers);
  assert.ok((evaluator.finish().evaluation.test?.['mae'] ?? NaN) < 1e-4);
});
