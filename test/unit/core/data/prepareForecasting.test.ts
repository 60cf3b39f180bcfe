import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NormalizationPlan, TimeSplitPlan } from '../../../../src/contracts/dataPlan.ts';
import type { FittedScaler } from '../../../../src/contracts/fitted.ts';
import { UserError } from '../../../../src/contracts/userError.ts';
import type { Values } from '../../../../src/core/data/dataset.ts';
import type { ForecastSplit } from '../../../../src/core/data/forecastSplit.ts';
import { prepareForecasting } from '../../../../src/core/data/prepareForecasting.ts';
import type { PreparedForecasting } from '../../../../src/core/data/prepareForecasting.ts';
import { fitScaler, toModelUnits, toOriginalUnits } from '../../../../src/core/data/scaler.ts';
import { splitRows } from '../../../../src/core/data/splitRows.ts';
import type { Table } from '../../../../src/core/data/table.ts';
import { createRandom } from '../../../../src/core/random.ts';
import type { Random } from '../../../../src/core/random.ts';
import { fakeDataPlan } from '../../../fakes/dataPlan.ts';
import type { DataPlanOptions } from '../../../fakes/dataPlan.ts';

const SPLITS = ['train', 'validation', 'test'] as const;

function fakeTable(columns: Readonly<Record<string, readonly number[]>>): Table {
  const entries = Object.entries(columns).map(([name, values]) => [name, Float64Array.from(values)] as const);
  return { rows: entries[0]?.[1].length ?? 0, times: null, dateOnly: false, columns: new Map(entries) };
}

function integers(count: number, first = 0): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

/** Every window of a split: inputs and targets as the model gets them. */
function fillAll(split: ForecastSplit): { inputs: number[][]; targets: number[][] } {
  const { input, target } = split.batch(Uint32Array.from(integers(split.count)));
  const cut = ({ data, shape: [count = 0] }: Values): number[][] => {
    const length = data.length / count;
    return integers(count).map((window) => [...data.subarray(window * length, (window + 1) * length)]);
  };
  return { inputs: cut(input), targets: cut(target) };
}

test('rows are shared out in the order of time', () => {
  const check = (
    rows: number,
    probabilities: TimeSplitPlan['probabilities'],
    gap: number,
    expected: number[],
  ): void => {
    const { train, validation, test: last } = splitRows(rows, { type: 'time', probabilities, gap });
    assert.equal(train.start, 0);
    assert.deepEqual([train.end, validation.start, validation.end, last.start, last.end], expected);
  };
  check(10, [0.6, 0.2, 0.2], 0, [6, 6, 8, 8, 10]);
  check(7305, [0.7, 0.15, 0.15], 0, [5114, 5114, 6209, 6209, 7305]);
  check(14, [0.6, 0.2, 0.2], 2, [6, 8, 10, 12, 14]);
  check(10, [1, 0, 0], 3, [10, 10, 10, 10, 10]);
  check(10, [0.8, 0, 0.2], 1, [7, 7, 7, 8, 10]);
  check(10, [0.8, 0.2, 0], 1, [7, 8, 10, 10, 10]);
  check(3, [0.6, 0.2, 0.2], 5, [0, 3, 3, 3, 3]);
});

test('windows hold the rows that the plan says', () => {
  const check = (options: DataPlanOptions, inputs: number[][], targets: number[][]): void => {
    const table = fakeTable({ y: integers(options.input === undefined ? 6 : 5), x: integers(5, 100) });
    const { train } = prepareForecasting(table, fakeDataPlan({ probabilities: [1, 0, 0], ...options }));
    assert.deepEqual(fillAll(train), { inputs, targets });
  };
  check(
    { windowSize: 3 },
    [
      [0, 1, 2],
      [1, 2, 3],
      [2, 3, 4],
    ],
    [[3], [4], [5]],
  );
  check(
    { windowSize: 2, horizon: 3 },
    [
      [0, 1],
      [1, 2],
    ],
    [
      [2, 3, 4],
      [3, 4, 5],
    ],
  );
  check(
    { windowSize: 2, stride: 3 },
    [
      [0, 1],
      [3, 4],
    ],
    [[2], [5]],
  );
  check(
    { windowSize: 2, samplingRate: 2 },
    [
      [0, 2],
      [1, 3],
    ],
    [[4], [5]],
  );
  check(
    { windowSize: 1, horizon: 2, samplingRate: 2 },
    [[0], [1]],
    [
      [2, 4],
      [3, 5],
    ],
  );
  check(
    { windowSize: 2, input: ['y', 'x'], stride: 2 },
    [
      [0, 100, 1, 101],
      [2, 102, 3, 103],
    ],
    [[2], [4]],
  );
  check(
    { windowSize: 2, horizon: 2, input: ['x'], target: ['x', 'y'] },
    [
      [100, 101],
      [101, 102],
    ],
    [
      [102, 2, 103, 3],
      [103, 3, 104, 4],
    ],
  );
});

test('batches follow the order they are asked in', () => {
  const { train } = prepareForecasting(
    fakeTable({ y: integers(80) }),
    fakeDataPlan({ probabilities: [1, 0, 0], windowSize: 30, horizon: 2 }),
  );
  const { size, input, target } = train.batch(Uint32Array.of(40, 3));
  assert.equal(size, 2);
  assert.deepEqual(input, { data: Float32Array.of(...integers(30, 40), ...integers(30, 3)), shape: [2, 30, 1] });
  assert.deepEqual(target, { data: Float32Array.of(70, 71, 33, 34), shape: [2, 2] });
});

/** A table whose values are its row numbers, and random settings that fit it. */
function drawCase(random: Random): { readonly options: DataPlanOptions; readonly rows: number } {
  const draw = (from: number, to: number): number => from + Math.floor(random.next() * (to - from + 1));
  const options = {
    windowSize: draw(1, 8),
    horizon: draw(1, 5),
    stride: draw(1, 4),
    samplingRate: draw(1, 3),
    gap: draw(0, 6),
    probabilities: [0.5, 0.25, 0.25] as const,
  };
  const span = (options.windowSize - 1 + options.horizon) * options.samplingRate + 1;
  return { options, rows: 4 * span + 2 * options.gap + 4 + draw(0, 60) };
}

test('no window crosses a split, and none that fits is left out', () => {
  const random = createRandom(21);
  for (let round = 0; round < 300; round++) {
    const { options, rows } = drawCase(random);
    const plan = fakeDataPlan(options);
    const prepared = prepareForecasting(fakeTable({ y: integers(rows) }), plan);
    const ranges = splitRows(rows, plan.split);
    for (const name of SPLITS) {
      const split = prepared[name];
      const { start, end } = ranges[name];
      const { inputs, targets } = fillAll(split);
      for (const [window, input] of inputs.entries()) {
        const target = targets[window] ?? [];
        assert.ok([...input, ...target].every((row) => row >= start && row < end));
        assert.equal(input.at(-1), split.originRow(window));
        assert.deepEqual(
          target,
          target.map((_, step) => split.targetRow(window, step + 1)),
        );
      }
      const { windowSize, horizon, stride, samplingRate } = prepared.layout;
      const nextEnd = start + split.count * stride + (windowSize - 1 + horizon) * samplingRate;
      assert.ok(nextEnd >= end, 'one more window would not fit');
    }
    assert.equal(ranges.validation.start - ranges.train.end, options.gap);
    assert.equal(ranges.test.start - ranges.validation.end, options.gap);
  }
});

const NORMALIZATIONS: readonly NormalizationPlan[] = [
  { type: 'minmax', range: [0, 1] },
  { type: 'minmax', range: [-2, 3] },
  { type: 'zscore' },
  { type: 'robust' },
  { type: 'log1p' },
  { type: 'none' },
];

test('scalers see the training rows alone', () => {
  const random = createRandom(22);
  for (const normalization of NORMALIZATIONS) {
    const values = integers(100).map(() => Math.abs(random.normal()) * 50);
    const plan = fakeDataPlan({ normalization });
    const before = prepareForecasting(fakeTable({ y: values }), plan);
    for (const row of [60, 79, 80, 99]) {
      const changed = values.with(row, 1e6);
      assert.deepEqual(prepareForecasting(fakeTable({ y: changed }), plan).scalers, before.scalers);
      assert.deepEqual(prepareForecasting(fakeTable({ y: changed }), plan).maseScale, before.maseScale);
    }
    if (normalization.type === 'log1p' || normalization.type === 'none') continue;
    const trainingChanged = values.map((value, row) => (row < 60 ? value * 3 + 1 : value));
    assert.notDeepEqual(prepareForecasting(fakeTable({ y: trainingChanged }), plan).scalers, before.scalers);
  }
});

test('scalers give the values that their names promise', () => {
  const check = (normalization: NormalizationPlan, values: number[], expected: number[]): void => {
    const scaler = fitScaler(
      new Map([['y', Float64Array.from(values)]]),
      { start: 0, end: values.length },
      normalization,
    );
    for (const [index, value] of values.entries()) {
      assert.ok(Math.abs(toModelUnits(scaler, 0, value) - (expected[index] ?? NaN)) < 1e-12, normalization.type);
    }
  };
  check({ type: 'minmax', range: [0, 1] }, [2, 4, 6], [0, 0.5, 1]);
  check({ type: 'minmax', range: [-1, 1] }, [2, 4, 6], [-1, 0, 1]);
  check({ type: 'zscore' }, [2, 4, 6], [-Math.sqrt(1.5), 0, Math.sqrt(1.5)]);
  check({ type: 'robust' }, [1, 2, 3, 4], [-1, -1 / 3, 1 / 3, 1]);
  check({ type: 'log1p' }, [0, Math.E - 1, -0.5], [0, 1, Math.log(0.5)]);
  check({ type: 'none' }, [2, -4], [2, -4]);
  // A constant column is only shifted.
  check({ type: 'minmax', range: [0, 1] }, [5, 5, 5], [0, 0, 0]);
  check({ type: 'zscore' }, [0.1, 0.1, 0.1], [0, 0, 0]);
  check({ type: 'robust' }, [7, 7, 7, 100], [0, 0, 0, 4]);
});

test('original units come back from model units', () => {
  const random = createRandom(23);
  for (const normalization of NORMALIZATIONS) {
    const values = Float64Array.from({ length: 200 }, () => Math.exp(random.normal() * 2) - 0.5);
    const scaler = fitScaler(new Map([['y', values]]), { start: 0, end: 150 }, normalization);
    for (const value of values) {
      const back = toOriginalUnits(scaler, 0, toModelUnits(scaler, 0, value));
      assert.ok(Math.abs(back - value) <= 1e-12 * (1 + Math.abs(value)), normalization.type);
    }
  }
});

test('given scalers are used as they are', () => {
  const scaler: FittedScaler = { type: 'scaler', columns: ['y'], log1p: false, scale: [2], offset: [1] };
  const scalers = { input: scaler, target: { ...scaler, scale: [3] } };
  const prepared = prepareForecasting(
    fakeTable({ y: integers(20) }),
    fakeDataPlan({ normalization: { type: 'zscore' } }),
    scalers,
  );
  assert.deepEqual(prepared.scalers, scalers);
  assert.deepEqual(fillAll(prepared.train).inputs[0], [1, 3]);
  assert.deepEqual(fillAll(prepared.train).targets[0], [7]);
});

test('a split that is too short for one window says so with the numbers', () => {
  const check = (rows: number, options: DataPlanOptions, expected: RegExp): void => {
    assert.throws(
      () => prepareForecasting(fakeTable({ y: integers(rows) }), fakeDataPlan(options)),
      (error: unknown) => error instanceof UserError && expected.test(error.message),
    );
  };
  check(
    10,
    { windowSize: 9 },
    /^data\.csv: the training split has 6 rows, but one window needs 10 \(windowSize 9 and horizon 1 at samplingRate 1\)\. Use a smaller windowSize/,
  );
  check(20, { windowSize: 4 }, /the validation split has 4 rows, but one window needs 5.*0 leaves it out/);
  check(
    20,
    { windowSize: 2, samplingRate: 2, probabilities: [0.7, 0, 0.3], horizon: 3 },
    /the test split has 6 rows, but one window needs 9/,
  );
  const prepared = prepareForecasting(fakeTable({ y: integers(4) }), fakeDataPlan({ probabilities: [1, 0, 0] }));
  assert.deepEqual([prepared.train.count, prepared.validation.count, prepared.test.count], [2, 0, 0]);
});

test('a value without a logarithm is named, in whatever split', () => {
  const y = integers(20).with(18, -1);
  assert.throws(
    () => prepareForecasting(fakeTable({ y }), fakeDataPlan({ normalization: { type: 'log1p' } })),
    /^UserError: data\.csv, data row 19, column "y": -1 is -1 or less and has no log1p/,
  );
});

test('rows that were dropped leave their numbers in the series', () => {
  const y = integers(23).with(2, NaN).with(5, NaN).with(20, NaN);
  const { series }: PreparedForecasting = prepareForecasting(
    fakeTable({ y }),
    fakeDataPlan({ missing: { type: 'drop_row' } }),
  );
  assert.equal(series.rows, 20);
  assert.deepEqual(
    [...series.fileRows],
    integers(23, 1).filter((row) => row !== 3 && row !== 6 && row !== 21),
  );
  assert.deepEqual(
    [...(series.columns[0] ?? [])],
    y.filter((value) => !Number.isNaN(value)),
  );
});

test('a season that the plan gives is used, and MASE is scaled by it', () => {
  const y = [1, 5, 2, 7, 3, 9, 100, 100, 100, 100];
  const options = { probabilities: [0.6, 0.4, 0] as const };
  const seasonal = prepareForecasting(fakeTable({ y }), fakeDataPlan({ ...options, seasonLength: 2 }));
  assert.equal(seasonal.seasonLength, 2);
  assert.deepEqual(seasonal.maseScale, [(1 + 2 + 1 + 2) / 4]);
  const tooLong = prepareForecasting(fakeTable({ y }), fakeDataPlan({ ...options, seasonLength: 6 }));
  assert.deepEqual(tooLong.maseScale, [(4 + 3 + 5 + 4 + 6) / 5]);
});
