import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FoldSplitPlan, SplitPlan } from '../../../../../src/contracts/dataPlan.ts';
import { UserError } from '../../../../../src/contracts/userError.ts';
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

test('windows never cross from one series to the next, and each series is split on its own', () => {
  const city = [...Array<string>(10).fill('a'), ...Array<string>(20).fill('b')];
  const columns = { numbers: { y: integers(30) }, words: { city } };
  const task = prepare(columns, { groupBy: 'city', probabilities: [0.6, 0.4, 0], windowSize: 2 });
  const origins = (name: 'train' | 'validation'): number[] => drawAll(task[name]).targets.flat();
  assert.deepEqual(origins('train'), [2, 3, 4, 5, ...integers(10, 12)]);
  assert.deepEqual(origins('validation'), [8, 9, ...integers(6, 24)]);
});

test('one scaler is fitted on the training rows of all series', () => {
  const columns = {
    numbers: { y: [0, 2, 100, 100, 4, 6, 900, 900] },
    words: { city: ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b'] },
  };
  const options: DataPlanOptions = { groupBy: 'city', windowSize: 1, probabilities: [0.5, 0.5, 0] };
  const task = prepare(columns, { ...options, normalization: { type: 'minmax', range: [0, 1] } });
  assert.deepEqual(
    drawAll(task.train)
      .inputs.flat()
      .map((value) => Math.round(value * 6)),
    [0, 4],
  );
});

/** A fold in time of three, with test parts of `testSize` rows. */
function foldSplit(fold: number, testSize: number, change: Partial<FoldSplitPlan> = {}): FoldSplitPlan {
  const of = { type: 'timeSeries', folds: 3, gap: 0, testSize, window: 'expanding' } as const;
  return { type: 'fold', fold, of, validation: 0, ...change };
}

test('a fold is judged from its first row on: windows look back into the rows before it', () => {
  const columns = { numbers: { y: integers(20) } };
  const drawn = (split: FoldSplitPlan, options: DataPlanOptions = {}): (number[] | null)[] => {
    const task = prepare(columns, { windowSize: 4, split, ...options });
    return SPLITS.map((name) => (task[name] === null ? null : drawAll(task[name]).targets.flat()));
  };
  assert.deepEqual(drawn(foldSplit(0, 3)), [integers(7, 4), null, [11, 12, 13]]);
  assert.deepEqual(drawn(foldSplit(2, 3)), [integers(13, 4), null, [17, 18, 19]]);
  // A quarter of the 16 rows before the test part; 2 timesteps ahead, every second row.
  assert.deepEqual(drawn(foldSplit(2, 4, { validation: 0.25 }), { windowSize: 2, horizon: 2, samplingRate: 2 }), [
    [4, 6, 5, 7, 6, 8, 7, 9, 8, 10, 9, 11],
    [12, 14, 13, 15],
    [16, 18, 17, 19],
  ]);
  const scaled = prepare(columns, { split: foldSplit(0, 3), normalization: { type: 'minmax', range: [0, 1] } });
  assert.equal(scaled.fitted.input.type === 'scaler' ? scaled.fitted.input.scale[0] : NaN, 1 / 10);
});

test('every series is cut into folds on its own; one too short for them is passed over', () => {
  const city = [...Array<string>(20).fill('a'), ...Array<string>(5).fill('b'), ...Array<string>(12).fill('c')];
  const columns = { numbers: { y: integers(37) }, words: { city } };
  const task = prepare(columns, { groupBy: 'city', split: foldSplit(1, 2) });
  assert.deepEqual(drawAll(task.test).targets.flat(), [16, 17, 33, 34]);
  assert.deepEqual(drawAll(task.train).targets.flat(), [...integers(14, 2), ...integers(6, 27)]);
  checkFailure(columns, { groupBy: 'city', split: foldSplit(1, 9) }, /20 rows are too few for 3 folds/);
  const short = /training split has \d+ rows, but one window needs .* Use fewer folds, larger test parts/;
  checkFailure({ numbers: { y: integers(20) } }, { windowSize: 12, split: foldSplit(0, 3) }, short);
});

test('while a model learns, errors are measured by the scale of their own series, as in the evaluation', async () => {
  // Steps of 1 and of 10: what repeats the last value has a MASE of 1 in each.
  const y = [...integers(20), ...integers(20).map((row) => 10 * row)];
  const city = [...Array<string>(20).fill('a'), ...Array<string>(20).fill('b')];
  const plan = fakeDataPlan({ groupBy: 'city', windowSize: 2, probabilities: [0.5, 0, 0.5], seasonLength: 1 });
  const metrics = ['mase', 'r2'] as const;
  const task = prepareForecasting(fakeTable({ numbers: { y }, words: { city } }), plan, { metrics, seed: 7 });
  assert.ok(task.test !== null);
  const [figures, evaluator] = [task.figures(), task.evaluator()];
  for (const examples of [Uint32Array.of(0, 1, 2), Uint32Array.of(...integers(task.test.count - 3, 3))]) {
    const batch = await task.test.batch(examples);
    const { data } = batch.input;
    const values = Float32Array.from(examples, (_, index) => data[2 * index + 1] ?? NaN);
    const answers = { values, classes: null, logLoss: null, written: null };
    figures.add(batch, answers);
    evaluator.add('test', examples, batch, answers);
  }
  const { evaluation } = evaluator.finish();
  assert.ok(Math.abs((figures.values()['mase'] ?? NaN) - 1) < 1e-5, JSON.stringify(figures.values()));
  for (const metric of metrics) {
    const difference = (figures.values()[metric] ?? NaN) - (evaluation.test?.[metric] ?? NaN);
    assert.ok(Math.abs(difference) < 1e-5, metric);
  }
});

test('a series too short for a window is passed over; none long enough is an error that tells of whole series', () => {
  const city = [...Array<string>(3).fill('a'), ...Array<string>(12).fill('b')];
  const columns = { numbers: { y: integers(15) }, words: { city } };
  assert.deepEqual(
    counts(prepare(columns, { groupBy: 'city', probabilities: [0.5, 0.5, 0], windowSize: 3 })),
    [3, 3, 0],
  );
  checkFailure(
    columns,
    { groupBy: 'city', probabilities: [0.5, 0.5, 0], windowSize: 9 },
    /no series has more than 6 rows in its training split.*"hash" with column "city"/,
  );
});

test('a model sees columns, past covariates, future covariates as they will be, and the calendar', () => {
  const columns = { numbers: { y: integers(8), p: integers(8, 100), f: integers(8, 200) }, days: integers(8, 4) };
  const task = prepare(columns, {
    past: ['p'],
    future: ['f'],
    calendar: ['dayOfWeek'],
    windowSize: 2,
    horizon: 3,
    probabilities: [1, 0, 0],
  });
  const { input, target } = drawBatch(task.train, [1]);
  assert.deepEqual(input.shape, [1, 2, 5]);
  const round = (value: number): number => Math.round(value * 1000) / 1000;
  const week = (day: number): number[] => [Math.sin((2 * Math.PI * day) / 7), Math.cos((2 * Math.PI * day) / 7)];
  // 1970-01-05 was a Monday.
  assert.deepEqual([...input.data].map(round), [1, 101, 204, ...week(1), 2, 102, 205, ...week(2)].map(round));
  assert.deepEqual([...target.data], [3, 4, 5]);
});

test('a recursive model learns one step, and sees future covariates one step ahead', () => {
  const columns = { numbers: { y: integers(8), f: integers(8, 200) } };
  const options: DataPlanOptions = { future: ['f'], windowSize: 2, horizon: 3, strategy: 'recursive' };
  const task = prepare(columns, { ...options, probabilities: [1, 0, 0] });
  const { inputs, targets } = drawAll(task.train);
  assert.deepEqual(inputs[0], [0, 201, 1, 202]);
  assert.deepEqual(targets, [[2], [3], [4], [5]]);
});

test('a column may say which rows belong to which split', () => {
  const part = ['train', 'train', 'train', 'train', 'dev', 'dev', 'dev', '0', '0', '0', '2', '2', '2'];
  const columns = { numbers: { y: integers(13) }, words: { part } };
  const task = prepare(columns, { split: { type: 'fixed', column: 'part' } });
  assert.deepEqual(drawAll(task.train).targets, [[2], [3], [9]]);
  assert.deepEqual(drawAll(task.validation).targets, [[6]]);
  assert.deepEqual(drawAll(task.test).targets, [[12]]);
  checkFailure(
    { numbers: { y: integers(3) }, words: { part: ['train', 'train', 'often'] } },
    { split: { type: 'fixed', column: 'part' } },
    /data row 3, column "part": "often" is no split/,
  );
});

test('whole series go where the hash of their name says', () => {
  const city = integers(20).flatMap((name) => Array<string>(4).fill(`city ${String(name)}`));
  const columns = { numbers: { y: integers(80) }, words: { city } };
  const split = { type: 'hash', column: 'city', probabilities: [0.6, 0.2, 0.2] } as const;
  const task = prepare(columns, { groupBy: 'city', split });
  const cities = SPLITS.map(
    (name) =>
      new Set(
        drawAll(task[name])
          .targets.flat()
          .map((row) => Math.floor(row / 4)),
      ),
  );
  assert.deepEqual(
    cities.flatMap((numbers) => [...numbers]).sort((a, b) => a - b),
    integers(20),
  );
  assert.ok(cities.every((numbers) => numbers.size > 0));
});

test('windows are shared out by chance where the plan asks for it, always alike', () => {
  const split = { type: 'random', probabilities: [0.5, 0.25, 0.25] } as const;
  const targets = (): number[][] =>
    SPLITS.map((name) => drawAll(prepare({ numbers: { y: integers(42) } }, { split })[name]).targets.flat());
  const drawn = targets();
  assert.deepEqual(
    drawn.map(({ length }) => length),
    [20, 10, 10],
  );
  assert.deepEqual(
    drawn.flat().sort((a, b) => a - b),
    integers(40, 2),
  );
  assert.deepEqual(targets(), drawn);
});

test('so many series are as welcome as one', () => {
  const count = 200_000;
  const city = Array.from({ length: count }, (_, row) => `c${String(row)}`);
  const table = fakeTable({ numbers: { y: city.map(() => 0) }, words: { city } });
  const check = (split: SplitPlan, expected: RegExp): void => {
    const plan = fakeDataPlan({ groupBy: 'city', split });
    assert.throws(() => prepareForecasting(table, plan, { metrics: [], seed: 1 }), expected);
  };
  check({ type: 'random', probabilities: [0.5, 0, 0.5] }, /no series has more than 1 rows in its training split/);
  const of = { type: 'timeSeries', folds: 2, gap: 0, testSize: null, window: 'expanding' } as const;
  check({ type: 'fold', fold: 0, of, validation: 0 }, /^UserError: data\.csv: 1 rows are too few for 2 folds/);
});

test('augmentation changes training batches alone, by the seed and anew each time', () => {
  const columns = { numbers: { y: integers(60) } };
  const options: DataPlanOptions = { windowSize: 5, augmentation: [{ type: 'jitter', stddev: 0.5 }] };
  const [task, twin] = [prepare(columns, options), prepare(columns, options)];
  const first = drawAll(task.train).inputs;
  assert.deepEqual(drawAll(twin.train).inputs, first);
  assert.notDeepEqual(drawAll(task.train).inputs, first);
  assert.deepEqual(drawAll(task.train).targets[0], [5]);
  assert.deepEqual(drawAll(task.validation).inputs[0], integers(5, 36));
});
