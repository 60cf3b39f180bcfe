import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { NormalizationPlan, TimeSplitPlan } from '../../../../../src/contracts/dataPlan.ts';
import type { FittedScaler } from '../../../../../src/contracts/fitted.ts';
import { UserError } from '../../../../../src/contracts/userError.ts';
import { fitColumns } from '../../../../../src/core/data/series/fitColumns.ts';
import { toModelUnits, toOriginalUnits } from '../../../../../src/core/data/scaler.ts';
import { splitRows } from '../../../../../src/core/data/splitRows.ts';
import { createRandom } from '../../../../../src/core/random.ts';
import type { Random } from '../../../../../src/core/random.ts';
import type { PreparedTask } from '../../../../../src/core/tasks/preparedTask.ts';
import { prepareForecasting } from '../../../../../src/core/tasks/series/prepareForecasting.ts';
import { drawAll, drawBatch, integers } from '../../../../fakes/batches.ts';
import { fakeDataPlan } from '../../../../fakes/dataPlan.ts';
import type { DataPlanOptions } from '../../../../fakes/dataPlan.ts';
import { fakeTable, type FakeColumns } from '../../../../fakes/seriesTable.ts';

const SPLITS = ['train', 'validation', 'test'] as const;

function prepare(columns: FakeColumns, options: DataPlanOptions = {}, earlier?: PreparedTask['fitted']): PreparedTask {
  const time = columns.days === undefined ? null : 'date';
  const plan = fakeDataPlan({ time, ...options });
  return prepareForecasting(fakeTable(columns), plan, { metrics: ['mae'], seed: 7, earlier });
}

function counts(task: PreparedTask): number[] {
  return SPLITS.map((name) => task[name]?.count ?? 0);
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

test('a window goes on from the one before it where no row lies between them, in the same series and split', () => {
  const check = (options: DataPlanOptions, expected: readonly string[]) => {
    const words = { city: integers(36).map((row) => (row < 20 ? 'a' : 'b')) };
    const task = prepare({ numbers: { y: integers(36) }, words }, { groupBy: 'city', ...options });
    const flags = SPLITS.map((name) => {
      const dataset = task[name];
      return integers(dataset?.count ?? 0)
        .map((window) => Number(dataset?.continues?.(window)))
        .join('');
    });
    assert.deepEqual(flags, expected);
  };
  check({ windowSize: 3, stride: 3, probabilities: [0.5, 0, 0.5] }, ['01101', '', '01101']);
  check({ windowSize: 2, samplingRate: 2, stride: 4, probabilities: [1, 0, 0] }, ['0111011', '', '']);
  check({ windowSize: 3, stride: 2, probabilities: [1, 0, 0] }, ['0'.repeat(16), '', '']);
  check({ windowSize: 2, stride: 4, probabilities: [1, 0, 0] }, ['0'.repeat(9), '', '']);
  // By chance some windows that follow each other are of one split.
  const split = { type: 'random', probabilities: [0.6, 0.2, 0.2] } as const;
  const shared = prepare({ numbers: { y: integers(60) } }, { windowSize: 3, stride: 3, split });
  const windows = drawAll(shared.train).inputs.map(([first = NaN]) => first);
  const follows = windows.map((first, window) => first === (windows[window - 1] ?? NaN) + 3);
  assert.deepEqual(
    windows.map((_, window) => shared.train.continues?.(window)),
    follows,
  );
  assert.ok(follows.includes(true) && follows.filter((follow) => !follow).length > 1);
});

test('windows hold the rows that the plan says', () => {
  const check = (options: DataPlanOptions, inputs: number[][], targets: number[][]): void => {
    const rows = options.input === undefined ? 6 : 5;
    const columns = { numbers: { y: integers(rows), x: integers(rows, 100) } };
    assert.deepEqual(drawAll(prepare(columns, { probabilities: [1, 0, 0], ...options }).train), { inputs, targets });
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
  const { train } = prepare({ numbers: { y: integers(80) } }, { probabilities: [1, 0, 0], windowSize: 30, horizon: 2 });
  const { input, target } = drawBatch(train, [40, 3]);
  assert.deepEqual(input.shape, [2, 30, 1]);
  assert.deepEqual([...input.data], [...integers(30, 40), ...integers(30, 3)]);
  assert.deepEqual(target.shape, [2, 2]);
  assert.deepEqual([...target.data], [70, 71, 33, 34]);
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
    const { windowSize = 0, horizon = 0, stride = 0, samplingRate = 0 } = options;
    const plan = fakeDataPlan(options);
    const prepared = prepareForecasting(fakeTable({ numbers: { y: integers(rows) } }), plan, { metrics: [], seed: 1 });
    assert.ok(plan.split.type === 'time');
    const ranges = splitRows(rows, plan.split);
    for (const name of SPLITS) {
      const { start, end } = ranges[name];
      const { inputs, targets } = drawAll(prepared[name]);
      for (const [window, input] of inputs.entries()) {
        assert.ok([...input, ...(targets[window] ?? [])].every((row) => row >= start && row < end));
        assert.equal(input[0], start + window * stride);
        assert.equal(targets[window]?.at(-1), start + window * stride + (windowSize - 1 + horizon) * samplingRate);
      }
      const nextEnd = start + inputs.length * stride + (windowSize - 1 + horizon) * samplingRate;
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
    const fit = (y: readonly number[]): PreparedTask['fitted'] => prepare({ numbers: { y } }, { normalization }).fitted;
    const before = fit(values);
    for (const row of [60, 79, 80, 99]) assert.deepEqual(fit(values.with(row, 1e6)), before);
    if (normalization.type === 'log1p' || normalization.type === 'none') continue;
    assert.notDeepEqual(fit(values.map((value, row) => (row < 60 ? value * 3 + 1 : value))), before);
  }
});

function fit(values: readonly number[], end: number, normalization: NormalizationPlan): FittedScaler {
  return fitColumns(fakeTable({ numbers: { y: values } }), ['y'], [{ start: 0, end }], normalization);
}

test('scalers give the values that their names promise', () => {
  const check = (normalization: NormalizationPlan, values: number[], expected: number[]): void => {
    const scaler = fit(values, values.length, normalization);
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
    const values = integers(200).map(() => Math.exp(random.normal() * 2) - 0.5);
    const scaler = fit(values, 150, normalization);
    for (const value of values) {
      const back = toOriginalUnits(scaler, 0, toModelUnits(scaler, 0, value));
      assert.ok(Math.abs(back - value) <= 1e-12 * (1 + Math.abs(value)), normalization.type);
    }
  }
});

test('given scalers are used as they are', () => {
  const scaler = { type: 'scaler', columns: ['y'], log1p: false, scale: [2], offset: [1] } as const;
  const fitted = { input: scaler, target: { ...scaler, scale: [3] } };
  const prepared = prepare({ numbers: { y: integers(20) } }, { normalization: { type: 'zscore' } }, fitted);
  assert.deepEqual(prepared.fitted, fitted);
  assert.deepEqual(drawAll(prepared.train).inputs[0], [1, 3]);
  assert.deepEqual(drawAll(prepared.train).targets[0], [7]);
});

function checkFailure(columns: FakeColumns, options: DataPlanOptions, expected: RegExp): void {
  assert.throws(
    () => prepare(columns, options),
    (error: unknown) => {
      assert.ok(error instanceof UserError, String(error));
      assert.match(error.message, expected);
      return true;
    },
  );
}

test('a split that is too short for one window says so with the numbers', () => {
  const check = (rows: number, options: DataPlanOptions, expected: RegExp): void => {
    checkFailure({ numbers: { y: integers(rows) } }, options, expected);
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
  check(2, { split: { type: 'random', probabilities: [1, 0, 0] } }, /the training split has 2 rows/);
  const prepared = prepare({ numbers: { y: integers(4) } }, { probabilities: [1, 0, 0] });
  assert.deepEqual(counts(prepared), [2, 0, 0]);
  assert.equal(prepared.test, null);
});

test('a value without a logarithm is named, in whatever split', () => {
  const columns = { numbers: { y: integers(20).with(18, -1) } };
  checkFailure(
    columns,
    { normalization: { type: 'log1p' } },
    /^data\.csv, data row 19, column "y": -1 is -1 or less and has no log1p/,
  );
});
