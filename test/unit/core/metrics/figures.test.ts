import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ForecastMetric } from '../../../../src/contracts/trainingPlan.ts';
import type { FittedScaler } from '../../../../src/contracts/fitted.ts';
import type { Answers } from '../../../../src/core/metrics/answers.ts';
import type { Batch } from '../../../../src/core/data/dataset.ts';
import { createFigureSums } from '../../../../src/core/metrics/figureSums.ts';
import { createForecastFigures } from '../../../../src/core/metrics/forecastFigures.ts';
import { toModelUnits } from '../../../../src/core/data/scaler.ts';
import { createRandom } from '../../../../src/core/random.ts';

const ALL: readonly ForecastMetric[] = ['mae', 'mse', 'rmse', 'mape', 'smape', 'mase', 'r2'];

type Points = readonly { readonly truth: number; readonly prediction: number }[];

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The formulas as the textbooks write them, slowly, on all points at once. */
function reference(columns: readonly Points[], maseScale: readonly number[]): Record<ForecastMetric, number> {
  const points = columns.flat();
  const mse = mean(points.map(({ truth, prediction }) => (truth - prediction) ** 2));
  const r2 = (column: Points): number => {
    const average = mean(column.map(({ truth }) => truth));
    const explained = mean(column.map(({ truth, prediction }) => (truth - prediction) ** 2));
    return 1 - explained / mean(column.map(({ truth }) => (truth - average) ** 2));
  };
  const mase = (column: Points, index: number): number =>
    mean(column.map(({ truth, prediction }) => Math.abs(truth - prediction) / (maseScale[index] ?? NaN)));
  return {
    mae: mean(points.map(({ truth, prediction }) => Math.abs(truth - prediction))),
    mse,
    rmse: Math.sqrt(mse),
    mape: 100 * mean(points.map(({ truth, prediction }) => Math.abs((truth - prediction) / truth))),
    smape: mean(
      points.map(
        ({ truth, prediction }) => (200 * Math.abs(truth - prediction)) / (Math.abs(truth) + Math.abs(prediction)),
      ),
    ),
    mase: mean(columns.map(mase)),
    r2: mean(columns.map(r2)),
  };
}

/** A batch with that truth, and what a model said to it. */
function said(truth: Float32Array, values: Float32Array): [Batch, Answers] {
  const none = { data: new Float32Array(), shape: [0] };
  const batch = { size: 1, input: none, lengths: null, decoderInput: null, weights: null };
  return [
    { ...batch, target: { data: truth, shape: [1, truth.length] } },
    { values, classes: null, logLoss: null, written: null },
  ];
}

function assertClose(actual: number | undefined, expected: number, tolerance: number, label: string): void {
  const near = Math.abs((actual ?? NaN) - expected) <= tolerance * Math.max(1, Math.abs(expected));
  assert.ok(near, `${label}: ${String(actual)}, expected ${expected}`);
}

const SCALERS: readonly FittedScaler[] = [
  { type: 'scaler', columns: ['a', 'b', 'c'], log1p: false, scale: [1, 1, 1], offset: [0, 0, 0] },
  { type: 'scaler', columns: ['a', 'b', 'c'], log1p: false, scale: [0.01, 2, -0.5], offset: [-3, 0.25, 1] },
  { type: 'scaler', columns: ['a', 'b', 'c'], log1p: true, scale: [1, 1, 1], offset: [0, 0, 0] },
];

test('figures added in batches are those of the formulas over the whole split', () => {
  const random = createRandom(31);
  for (const scaler of SCALERS) {
    for (let round = 0; round < 20; round++) {
      const [horizon, windows] = [1 + (round % 4), 5 + round];
      const width = horizon * 3;
      const maseScale = [1, 2, 3].map((factor) => factor * (1 + random.next()));
      const draw = (): number => 20 + 15 * random.next();
      const truth = Float32Array.from({ length: windows * width }, (_, index) =>
        toModelUnits(scaler, index % 3, draw()),
      );
      const prediction = truth.map((value) => value + 0.1 * random.normal());
      const figures = createForecastFigures({ metrics: ALL, scaler, horizon, maseScale });
      for (let start = 0; start < windows; start += 4) {
        const [from, to] = [start * width, Math.min(windows, start + 4) * width];
        figures.add(...said(truth.subarray(from, to), prediction.subarray(from, to)));
      }
      const original = (value: number, column: number): number => {
        const linear = (value - (scaler.offset[column] ?? NaN)) / (scaler.scale[column] ?? NaN);
        return scaler.log1p ? Math.exp(linear) - 1 : linear;
      };
      const columns = [0, 1, 2].map((column) =>
        Array.from({ length: windows * horizon }, (_, index) => ({
          truth: original(truth[index * 3 + column] ?? NaN, column),
          prediction: original(prediction[index * 3 + column] ?? NaN, column),
        })),
      );
      const expected = reference(columns, maseScale);
      for (const metric of ALL) assertClose(figures.values()[metric], expected[metric], 1e-9, metric);
    }
  }
});

test('figures of points that formulas trip over', () => {
  const check = (
    points: Points,
    maseScale: number,
    expected: Readonly<Partial<Record<ForecastMetric, number>>>,
  ): void => {
    const sums = createFigureSums(ALL, [maseScale]);
    for (const { truth, prediction } of points) sums.add(0, truth, prediction);
    for (const [metric, value] of Object.entries(expected)) assert.equal(sums.values()[metric], value, metric);
  };
  const exact = [{ truth: 2, prediction: 2 }];
  check(exact, 1, { mae: 0, mse: 0, rmse: 0, mape: 0, smape: 0, mase: 0, r2: 1 });
  check([{ truth: 2, prediction: 3 }], 4, { mae: 1, mape: 50, smape: 40, mase: 0.25, r2: 0 });
  check([{ truth: 0, prediction: 0 }], 1, { mape: NaN, smape: 0 });
  check(
    [
      { truth: 0, prediction: 5 },
      { truth: -4, prediction: -5 },
    ],
    1,
    { mape: 25, smape: (200 + 200 / 9) / 2 },
  );
  check(exact, 0, { mase: NaN });
  check([], 1, { mae: NaN, rmse: NaN, mape: NaN, smape: NaN, mase: NaN, r2: NaN });
});

test('a truth of 0 stays 0 on its way through model units', () => {
  const scaler: FittedScaler = { type: 'scaler', columns: ['y'], log1p: false, scale: [1 / 3000], offset: [0.1234567] };
  const model = (...values: number[]): Float32Array =>
    Float32Array.from(values, (value) => toModelUnits(scaler, 0, value));
  const figures = createForecastFigures({ metrics: ['mape'], scaler, horizon: 1, maseScale: [1] });
  figures.add(...said(model(0, 100), model(10, 110)));
  assertClose(figures.values()['mape'], 10, 1e-4, 'mape');
});

test('a column whose scale is 0 does not count in MASE', () => {
  const sums = createFigureSums(['mase'], [2, 0]);
  sums.add(0, 1, 5);
  sums.add(1, 1, 5);
  assert.equal(sums.values()['mase'], 2);
});

test('truth and prediction of other sizes are a defect', () => {
  const [scaler] = SCALERS;
  assert.ok(scaler);
  const figures = createForecastFigures({ metrics: ALL, scaler, horizon: 2, maseScale: [1, 1, 1] });
  assert.throws(() => {
    figures.add(...said(new Float32Array(5), new Float32Array(5)));
  }, /not of \[n, 6\]/);
  assert.throws(() => {
    figures.add(...said(new Float32Array(6), new Float32Array(12)));
  }, /not of \[n, 6\]/);
});
