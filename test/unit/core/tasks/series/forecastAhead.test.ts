import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../../../src/contracts/userError.ts';
import type { AheadForecast } from '../../../../../src/contracts/prediction.ts';
import { forecastAhead } from '../../../../../src/core/tasks/series/forecastAhead.ts';
import type { Predict } from '../../../../../src/core/tasks/preparedTask.ts';
import { integers } from '../../../../fakes/batches.ts';
import { fakeDataPlan, type DataPlanOptions } from '../../../../fakes/dataPlan.ts';
import { fakeTable, type FakeColumns } from '../../../../fakes/seriesTable.ts';

/** A model that goes on counting from the first number of the last timestep, with ten times that as second column. */
function counting(steps: number, columns: number): Predict {
  return ({ input: { data, shape } }) => {
    const [, , features = 1] = shape;
    const last = data[data.length - features] ?? NaN;
    const values = integers(steps).flatMap((step) => [last + step + 1, 10 * (last + step + 1)].slice(0, columns));
    return Promise.resolve({ values: Float32Array.from(values), classes: null, logLoss: null, written: null });
  };
}

function forecast(
  columns: FakeColumns,
  { steps = null, ...options }: DataPlanOptions & { readonly steps?: number | null },
  model?: Predict,
): Promise<readonly AheadForecast[]> {
  const time = columns.times === undefined && columns.days === undefined ? null : 'date';
  const plan = fakeDataPlan({ time, ...options });
  const none = (names: readonly string[]) =>
    ({ type: 'scaler', columns: names, log1p: false, scale: names.map(() => 1), offset: names.map(() => 0) }) as const;
  const { past, future } = plan.input.covariates;
  const fitted = { input: none([...plan.input.columns, ...past, ...future]), target: none(plan.target.columns) };
  const atOnce = plan.target.strategy === 'recursive' ? 1 : plan.target.horizon;
  const predict = model ?? counting(atOnce, plan.target.columns.length);
  return forecastAhead(fakeTable(columns), plan, { fitted, steps }, predict);
}

function dates(times: Float64Array | null | undefined): string[] {
  return [...(times ?? [])].map((time) => new Date(time).toISOString().slice(0, 10));
}

test('forecasts go on from the last row, with dates that follow its spacing', async () => {
  const months = [8, 9, 10].map((month) => Date.UTC(2020, month + 1, 0));
  const [only, ...more] = await forecast({ numbers: { y: [1, 2, 3] }, times: months }, { horizon: 3 });
  assert.deepEqual(more, []);
  assert.deepEqual([only?.series, only?.column, ...(only?.values ?? [])], [null, 'y', 4, 5, 6]);
  assert.deepEqual(dates(only?.times), ['2020-12-31', '2021-01-31', '2021-02-28']);
});

test('without times there are no dates', async () => {
  const [only] = await forecast({ numbers: { y: [1, 2, 3] } }, { horizon: 2 });
  assert.deepEqual([only?.times, ...(only?.values ?? [])], [null, 4, 5]);
});

test('beyond the horizon a model goes on from its own forecasts', async () => {
  for (const strategy of ['direct', 'recursive'] as const) {
    const columns = { numbers: { y: integers(5), z: integers(5) }, days: integers(5) };
    const options: DataPlanOptions = {
      input: ['y'],
      target: ['y', 'z'],
      horizon: 3,
      strategy,
      calendar: ['dayOfWeek'],
    };
    const both = await forecast(columns, { ...options, steps: 7 });
    assert.deepEqual(
      both.map(({ column, values }) => [column, ...values]),
      [
        ['y', 5, 6, 7, 8, 9, 10, 11],
        ['z', 50, 60, 70, 80, 90, 100, 110],
      ],
    );
    assert.deepEqual(dates(both[0]?.times).slice(-1), ['1970-01-12']);
  }
});

test('a model whose states go on reads a series from its start', async () => {
  /** Of each question the first row of the window, whether it goes on, and how far it was moved. */
  const check = async (options: DataPlanOptions, stateful: boolean, expected: readonly (readonly number[])[]) => {
    const plan = fakeDataPlan({ groupBy: 'city', strategy: 'recursive', horizon: 2, ...options });
    const none = { type: 'scaler', columns: ['y'], log1p: false, scale: [1], offset: [0] } as const;
    const table = fakeTable({
      numbers: { y: [...integers(8), ...integers(5, 20)] },
      words: { city: [...new Array<string>(8).fill('a'), ...new Array<string>(5).fill('b')] },
    });
    const asked: number[][] = [];
    const count = counting(1, 1);
    await forecastAhead(
      table,
      plan,
      { fitted: { input: none, target: none }, steps: null, stateful },
      (batch, ahead) => {
        asked.push([batch.input.data[0] ?? NaN, batch.continued?.[0] ?? NaN, ahead]);
        return count(batch, ahead);
      },
    );
    assert.deepEqual(asked, expected);
  };
  const follow = { windowSize: 3, stride: 3 };
  const last = [
    [5, 0, 0],
    [6, 0, 1],
    [22, 0, 0],
    [23, 0, 1],
  ];
  await check(follow, false, last);
  await check(follow, true, [
    [2, 0, 0],
    [5, 1, 0],
    [6, 1, 1],
    [22, 0, 0],
    [23, 0, 1],
  ]);
  await check({ windowSize: 2, samplingRate: 2, stride: 4 }, true, [
    [1, 0, 0],
    [5, 1, 0],
    [7, 1, 1],
    [22, 0, 0],
    [24, 0, 1],
  ]);
  // The windows of the training did not follow each other.
  await check({ ...follow, stride: 1 }, true, last);
});

test('every series has its own forecast', async () => {
  const words = { city: ['a', 'b', 'a', 'b'] };
  const both = await forecast({ numbers: { y: [1, 10, 2, 20] }, words }, { groupBy: 'city' });
  assert.deepEqual(
    both.map(({ series, values }) => [series, ...values]),
    [
      ['a', 3],
      ['b', 21],
    ],
  );
});

const X = NaN;

/** A model that answers what it sees at the end of its window: the calendar and the future covariate, for each step. */
const seeing: Predict = ({ input: { data, shape } }) => {
  const [, , features = 1] = shape;
  const values = Float32Array.from([data[data.length - features + 1] ?? NaN]);
  return Promise.resolve({ values, classes: null, logLoss: null, written: null });
};

/** `y` ends before `f`, which goes on for three days. */
const ahead: FakeColumns = {
  numbers: { y: [1, 2, 3, X, X, X], f: [10, 20, 30, 40, 50, 60] },
  days: [0, 1, 2, 3, 4, 5],
};

test('the rows behind the last observed one are the known future', async () => {
  const check = async (options: Parameters<typeof forecast>[1], steps: readonly number[]): Promise<void> => {
    const [only] = await forecast(ahead, { future: ['f'], ...options });
    assert.deepEqual([...(only?.values ?? [])], steps);
    assert.deepEqual(dates(only?.times), ['1970-01-04', '1970-01-05', '1970-01-06'].slice(0, steps.length));
  };
  await check({ horizon: 3 }, [4, 5, 6]);
  await check({ horizon: 3, strategy: 'recursive' }, [4, 5, 6]);
  // One step at once, and three asked for.
  await check({ horizon: 1, steps: 3 }, [4, 5, 6]);
});

test('each step sees the future covariate of its own row', async () => {
  const check = async (options: Parameters<typeof forecast>[1], expected: readonly number[]): Promise<void> => {
    const [only] = await forecast(ahead, { future: ['f'], ...options }, seeing);
    assert.deepEqual([...(only?.values ?? [])], expected);
  };
  await check({ horizon: 3, strategy: 'recursive' }, [40, 50, 60]);
  await check({ horizon: 1, steps: 2 }, [40, 50]);
  // A direct model sees the end of its horizon with each input.
  await check({ horizon: 2, steps: 1 }, [50]);
  // One timestep is three rows.
  await check({ horizon: 1, windowSize: 1, samplingRate: 3 }, [60]);
});

test('a direct model that goes on sees all of the future that its windows show', async () => {
  const seen: number[][] = [];
  const watching: Predict = (batch, ahead) => {
    const { data, shape } = batch.input;
    const [, , features = 1] = shape;
    seen.push([...data].filter((_, at) => at % features === 1));
    return counting(2, 1)(batch, ahead);
  };
  const numbers = { y: [1, 2, 3, X, X, X, X], f: [10, 20, 30, 40, 50, 60, 70] };
  const [only] = await forecast({ numbers, days: integers(7) }, { future: ['f'], horizon: 2, steps: 3 }, watching);
  // Windows of two timesteps that end in row 3 and in row 5, each shown with what is two timesteps later.
  assert.deepEqual(seen, [
    [40, 50],
    [60, 70],
  ]);
  assert.deepEqual([...(only?.values ?? [])], [4, 5, 6]);
});

test('times of the known future are those of its rows, and go on by the spacing', async () => {
  // Friday 2 January 1970 is followed by a Tuesday: Monday is a holiday.
  const columns: FakeColumns = { numbers: { y: [1, 2, X, X], f: [1, 2, 3, 4] }, days: [0, 1, 5, 6] };
  const [only] = await forecast(columns, { future: ['f'], horizon: 2, missing: { type: 'drop_row' } });
  assert.deepEqual(dates(only?.times), ['1970-01-06', '1970-01-07']);
  const [blind] = await forecast(columns, { horizon: 2, missing: { type: 'drop_row' } });
  assert.deepEqual(dates(blind?.times), ['1970-01-03', '1970-01-04']);
});

test('what the known future lacks is filled as the strategy says', async () => {
  const columns: FakeColumns = { numbers: { y: [1, 2, 3, X, X], f: [10, 20, 30, X, 50] }, days: [0, 1, 2, 4, 5] };
  const options: DataPlanOptions = { future: ['f'], horizon: 3, strategy: 'recursive' };
  const [only] = await forecast(columns, { ...options, missing: { type: 'interpolate' } }, seeing);
  // The day before the first row of the known future is absent: a row is put there.
  assert.deepEqual(
    [...(only?.values ?? [])].map((value) => Math.round(value * 100) / 100),
    [36.67, 43.33, 50],
  );
  assert.deepEqual(dates(only?.times), ['1970-01-04', '1970-01-05', '1970-01-06']);
  await refuses(columns, options, /data row 4, column "date": .*none for 1970-01-04/);
  const even = { ...columns, days: integers(5) };
  await refuses(even, { ...options, horizon: 2 }, /data row 4, column "f": The value is missing/);
});

test('every series has a known future of its own', async () => {
  const columns: FakeColumns = {
    numbers: { y: [1, 10, 2, 20, X, X, X, X], f: [1, 10, 2, 20, 3, 30, 4, 40] },
    words: { city: ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'] },
    days: [0, 0, 1, 1, 2, 2, 3, 3],
  };
  const options: DataPlanOptions = { groupBy: 'city', future: ['f'], horizon: 2, strategy: 'recursive' };
  const both = await forecast(columns, options, seeing);
  assert.deepEqual(
    both.map(({ series, values, times }) => [series, [...values], dates(times)]),
    [
      ['a', [3, 4], ['1970-01-03', '1970-01-04']],
      ['b', [30, 40], ['1970-01-03', '1970-01-04']],
    ],
  );
  const { y: observed = [], f = [] } = columns.numbers;
  const shorter = { ...columns, numbers: { y: observed, f: f.with(7, X) } };
  await refuses(shorter, options, /^data\.csv, series "b": for 2 steps .*"f" in 2 rows .*"y", but 1 are known/);
});

async function refuses(columns: FakeColumns, options: Parameters<typeof forecast>[1], expected: RegExp): Promise<void> {
  await assert.rejects(forecast(columns, options), (error: unknown) => {
    assert.ok(error instanceof UserError, String(error));
    assert.match(error.message, expected);
    return true;
  });
}

test('what nobody knows yet is told', async () => {
  const known: FakeColumns = { numbers: { y: [1, 2, 3], f: [1, 2, 3] } };
  await refuses(known, { future: ['f'] }, /for 1 steps .*"f" in 1 rows .*"y", but 0 are known\. Add rows.*given\.$/);
  await refuses(ahead, { future: ['f'], horizon: 4 }, /for 4 steps .* 4 rows .* but 3 are known\. Add rows[^.]*\.$/);
  await refuses(ahead, { future: ['f'], horizon: 2, steps: 3 }, /4 rows .* but 3 are known.* at most 2 steps/);
  await refuses(ahead, { future: ['f'], horizon: 4, strategy: 'recursive' }, /but 3 are known.* at most 3 steps/);
  await refuses(known, { past: ['f'], horizon: 2, steps: 3 }, /horizon of 2 .*"f".*no more steps/);
  await refuses(known, { windowSize: 5 }, /data\.csv: a forecast needs the last 5 rows, but there are only 3/);
  await refuses({ numbers: { y: [X, X] } }, {}, /^data\.csv: no row has a value in "y"/);
  assert.equal((await forecast(known, { past: ['f'], horizon: 2 })).length, 1);
});
