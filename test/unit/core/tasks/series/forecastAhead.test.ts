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
): Promise<readonly AheadForecast[]> {
  const time = columns.times === undefined && columns.days === undefined ? null : 'date';
  const plan = fakeDataPlan({ time, ...options });
  const none = (names: readonly string[]) =>
    ({ type: 'scaler', columns: names, log1p: false, scale: names.map(() => 1), offset: names.map(() => 0) }) as const;
  const { past, future } = plan.input.covariates;
  const fitted = { input: none([...plan.input.columns, ...past, ...future]), target: none(plan.target.columns) };
  const atOnce = plan.target.strategy === 'recursive' ? 1 : plan.target.horizon;
  return forecastAhead(fakeTable(columns), plan, { fitted, steps }, counting(atOnce, plan.target.columns.length));
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

test('what nobody knows yet is told', async () => {
  const check = async (options: Parameters<typeof forecast>[1], expected: RegExp): Promise<void> => {
    const reading = forecast({ numbers: { y: [1, 2, 3], f: [1, 2, 3] } }, options);
    await assert.rejects(reading, (error: unknown) => {
      assert.ok(error instanceof UserError, String(error));
      assert.match(error.message, expected);
      return true;
    });
  };
  await check({ future: ['f'] }, /sees "f" of the future/);
  await check({ past: ['f'], horizon: 2, steps: 3 }, /forecasts 2 timesteps.*"f".*at most 2 steps/);
  await check({ windowSize: 5 }, /data\.csv: a forecast needs the last 5 rows, but there are only 3/);
  assert.equal((await forecast({ numbers: { y: [1, 2, 3], f: [1, 2, 3] } }, { past: ['f'], horizon: 2 })).length, 1);
});
