import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evaluation } from '../../../../src/contracts/evaluation.ts';
import type { ForecastSplit } from '../../../../src/core/data/forecastSplit.ts';
import { prepareForecasting } from '../../../../src/core/data/prepareForecasting.ts';
import type { PreparedForecasting } from '../../../../src/core/data/prepareForecasting.ts';
import { toModelUnits } from '../../../../src/core/data/scaler.ts';
import { createBaselines } from '../../../../src/core/metrics/baselines.ts';
import { chooseSteps } from '../../../../src/core/metrics/collectForecasts.ts';
import { evaluateForecasts } from '../../../../src/core/metrics/evaluateForecasts.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { fakeDataPlan } from '../../../fakes/dataPlan.ts';
import type { DataPlanOptions } from '../../../fakes/dataPlan.ts';

const DAY = 86_400_000;

function prepare(
  columns: Readonly<Record<string, readonly number[]>>,
  options: DataPlanOptions = {},
): PreparedForecasting {
  const entries = Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)] as const);
  const rows = entries[0]?.[1].length ?? 0;
  const times = Float64Array.from({ length: rows }, (_, row) => row * DAY);
  const plan = fakeDataPlan({ target: Object.keys(columns), normalization: { type: 'zscore' }, ...options });
  return prepareForecasting({ rows, times, dateOnly: true, columns: new Map(entries) }, plan);
}

/** What a model would give that predicts `predict(row of the target, step, column)`, in model units. */
function predictAll(
  prepared: PreparedForecasting,
  split: ForecastSplit,
  predict: (row: number, step: number, column: number) => number,
): Float32Array {
  const width = prepared.series.names.length;
  return Float32Array.from({ length: split.count * split.targetSize }, (_, index) => {
    const [window, inside] = [Math.floor(index / split.targetSize), index % split.targetSize];
    const [step, column] = [Math.floor(inside / width) + 1, inside % width];
    return toModelUnits(prepared.scalers.target, column, predict(split.targetRow(window, step), step, column));
  });
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
  const values = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6);
  const layout = { windowSize: 2, horizon: 5, stride: 1, samplingRate: 1 };
  const check = (seasonLength: number, samplingRate: number, expected: Record<string, number[]>): void => {
    const baselines = createBaselines({ layout: { ...layout, samplingRate }, seasonLength });
    const actual = Object.entries(baselines).map(([name, predict]) => [
      name,
      [1, 2, 3, 4].map((step) => predict(values, 4, step)),
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

test('the naive baselines see only the past, and the split before when the season is long', () => {
  const prepared = prepare({ y: seasonalSeries(100, 40) }, { seasonLength: 30 });
  const { evaluation } = evaluateForecasts({
    prepared,
    validation: null,
    test: predictAll(prepared, prepared.test, (row) => row),
    metrics: [],
  });
  const y = prepared.series.columns[0] ?? new Float64Array();
  const rows = Array.from({ length: prepared.test.count }, (_, window) => prepared.test.targetRow(window, 1));
  assert.deepEqual(
    rows,
    Array.from({ length: 18 }, (_, index) => 82 + index),
  );
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
  const prepared = prepare({ y: series });
  const check = (predict: (row: number, step: number) => number, expected: Expected): void => {
    const values = predictAll(prepared, prepared.test, predict);
    const { evaluation } = evaluateForecasts({ prepared, validation: null, test: values, metrics: ['r2'] });
    checkEvaluation(evaluation, expected);
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
  const values = predictAll(prepared, prepared.test, (row) => (walk[row - 1] ?? NaN) + 0.001);
  const { evaluation } = evaluateForecasts({ prepared, validation: null, test: values, metrics: [] });
  assert.equal(evaluation.forecasting?.bestLag, 1);
  assert.ok(!evaluation.warnings.some((warning) => warning.includes('seasonal')));
});

test('a model that is good over its horizon and late at its first step is told so, and no worse', () => {
  const wave = Array.from({ length: 400 }, (_, row) => Math.sin(row / 8));
  const prepared = prepare({ y: wave }, { horizon: 6, seasonLength: 1 });
  const values = predictAll(prepared, prepared.test, (row, step) => wave[step === 1 ? row - 1 : row] ?? NaN);
  const { evaluation } = evaluateForecasts({ prepared, validation: null, test: values, metrics: [] });
  checkEvaluation(evaluation, { bestLag: 1, warnings: [/follow turns one timestep late/] });
});

test('each split has its figures; the test split is judged, the validation split where there is none', () => {
  const series = seasonalSeries(300, 43);
  const full = prepare({ y: series });
  const exact = (prepared: PreparedForecasting, split: ForecastSplit): Float32Array =>
    predictAll(prepared, split, (row) => series[row] ?? NaN);
  const off = (prepared: PreparedForecasting, split: ForecastSplit): Float32Array =>
    predictAll(prepared, split, (row) => (series[row] ?? NaN) + 30);
  const both = evaluateForecasts({
    prepared: full,
    validation: off(full, full.validation),
    test: exact(full, full.test),
    metrics: ['mape', 'mae'],
  }).evaluation;
  assert.deepEqual(Object.keys(both.test ?? {}), ['mae', 'rmse', 'smape', 'mase', 'mape']);
  assert.ok(Math.abs((both.validation?.['mae'] ?? NaN) - 30) < 1e-4);
  assert.ok((both.test?.['mae'] ?? NaN) < 1e-4);
  assert.deepEqual(both.warnings, []);

  const noTest = prepare({ y: series }, { probabilities: [0.7, 0.3, 0] });
  const validated = evaluateForecasts({
    prepared: noTest,
    validation: off(noTest, noTest.validation),
    test: null,
    metrics: [],
  }).evaluation;
  assert.equal(validated.test, null);
  assert.match(validated.warnings[0] ?? '', /validation split/);

  const trainOnly = prepare({ y: series }, { probabilities: [1, 0, 0] });
  const nothing = evaluateForecasts({ prepared: trainOnly, validation: null, test: null, metrics: [] });
  checkEvaluation(nothing.evaluation, { bestLag: 0, warnings: [/neither a validation nor a test split/] });
  assert.ok((nothing.evaluation.baselines.naive?.['mae'] ?? NaN) > 0);
  assert.deepEqual(nothing.forecasts, []);
});

test('forecasts carry truth, prediction, time and row of every column and step', () => {
  const y = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((value) => value * 2);
  const z = y.map((value) => -value);
  const prepared = prepare(
    { y, z },
    { horizon: 2, windowSize: 1, probabilities: [0.5, 0, 0.5], normalization: { type: 'none' } },
  );
  const test = predictAll(prepared, prepared.test, (row, step, column) => 1000 * column + 100 * step + row);
  const { forecasts } = evaluateForecasts({ prepared, validation: null, test, metrics: [] });
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

test('of a long horizon over many windows only some steps are handed on', () => {
  assert.deepEqual(chooseSteps(4, 10), [1, 2, 3, 4]);
  assert.deepEqual(chooseSteps(100, 5), [1, 26, 51, 75, 100]);
  assert.deepEqual(chooseSteps(100, 1), [1]);
  assert.deepEqual(chooseSteps(1, 1), [1]);
});

test('predictions of another size are a defect', () => {
  const prepared = prepare({ y: seasonalSeries(100, 44) });
  const args = { prepared, validation: null, test: new Float32Array(3), metrics: [] };
  assert.throws(() => evaluateForecasts(args), /3 predictions for 18 windows/);
});
