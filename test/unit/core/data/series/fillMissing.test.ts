import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MissingValueStrategy } from '../../../../../src/contracts/dataPlan.ts';
import { UserError } from '../../../../../src/contracts/userError.ts';
import { arrangeSeries } from '../../../../../src/core/data/series/arrangeSeries.ts';
import { fillMissing } from '../../../../../src/core/data/series/fillMissing.ts';
import { memoryStorage } from '../../../../../src/core/data/numberRows.ts';
import type { SeriesRows } from '../../../../../src/core/data/series/seriesRows.ts';
import { splitSeries } from '../../../../../src/core/data/series/splitSeries.ts';
import { fakeDataPlan, type DataPlanOptions } from '../../../../fakes/dataPlan.ts';
import { columnOf, daysOf, fakeTable, fileRowsOf, type FakeColumns } from '../../../../fakes/seriesTable.ts';

const X = NaN;

function complete(columns: FakeColumns, options: DataPlanOptions): SeriesRows {
  const plan = fakeDataPlan({ ...options, ...(columns.days === undefined ? {} : { time: 't' }) });
  const series = arrangeSeries(fakeTable(columns), plan, { storage: memoryStorage });
  fillMissing(series, splitSeries(series, plan, 1), plan);
  return series;
}

/** Fills what a model sees beside what it forecasts: at the end of that there is nothing to fill. */
function fill(missing: MissingValueStrategy, y: readonly number[], options: DataPlanOptions = {}): readonly number[] {
  const numbers = { y, z: y.map(() => 0) };
  return columnOf(complete({ numbers }, { missing, input: ['y'], target: ['z'], ...options }), 'y');
}

// Ten rows: training rows 1-6, validation rows 7 and 8, test rows 9 and 10.
test('gaps are filled inside the splits', () => {
  const cases: readonly [MissingValueStrategy, readonly number[], readonly number[]][] = [
    [{ type: 'ffill' }, [1, X, X, 4, 5, X, X, 8, 9, X], [1, 1, 1, 4, 5, 5, 5, 8, 9, 9]],
    [{ type: 'bfill' }, [X, 2, X, X, 5, 6, X, 8, X, 10], [2, 2, 5, 5, 5, 6, 8, 8, 10, 10]],
    [{ type: 'interpolate' }, [1, X, X, 4, 5, 6, 7, 8, 9, 10], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]],
    // The end of the training rows does not see row 7, the beginning of the validation rows sees row 6.
    [{ type: 'interpolate' }, [1, 2, 3, 4, 5, X, X, 9, 9, X], [1, 2, 3, 4, 5, 5, 7, 9, 9, 9]],
    [{ type: 'fill_with_mean' }, [1, X, 3, 5, 7, X, X, 100, 100, X], [1, 4, 3, 5, 7, 4, 4, 100, 100, 4]],
    [{ type: 'fill_with_const', fillValue: -1 }, [X, 2, 3, X, 5, 6, 7, 8, X, X], [-1, 2, 3, -1, 5, 6, 7, 8, -1, -1]],
  ];
  for (const [strategy, y, expected] of cases) assert.deepEqual(fill(strategy, y), expected, strategy.type);
});

test('what cannot be filled names row, column and remedy', () => {
  const full = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
  const without = (...rows: number[]): number[] => full.map((value, index) => (rows.includes(index + 1) ? X : value));
  const cases: readonly [MissingValueStrategy, readonly number[], RegExp][] = [
    [{ type: 'error' }, without(4, 6), /^data\.csv, data row 4, column "y": .*missing.*missingValueStrategy/],
    [{ type: 'ffill' }, without(1, 2), /data row 1, column "y".*"ffill".*no row before/],
    [{ type: 'interpolate' }, without(1), /data row 1, column "y".*"interpolate".*no row before/],
    [{ type: 'bfill' }, without(10), /data row 10, column "y".*"bfill".*no later row of the same split/],
    [{ type: 'bfill' }, without(6), /data row 6, column "y".*"bfill"/],
    [{ type: 'bfill' }, without(7, 8), /data row 7, column "y".*"bfill"/],
    [{ type: 'fill_with_mean' }, without(1, 2, 3, 4, 5, 6), /data row 1, column "y".*training rows have no value/],
  ];
  for (const [strategy, y, expected] of cases) {
    assert.throws(
      () => fill(strategy, y),
      (error: unknown) => error instanceof UserError && expected.test(error.message),
      strategy.type,
    );
  }
});

test('rows of a gap between splits are no reason to fail, and are not looked into from the training rows', () => {
  const options: DataPlanOptions = { gap: 2, probabilities: [0.5, 0.5, 0] };
  // Training rows 1-4, gap 5 and 6, validation 7-10.
  assert.deepEqual(fill({ type: 'bfill' }, [1, 2, 3, 4, 5, X, 7, 8, 9, 10], options), [1, 2, 3, 4, 5, 5, 7, 8, 9, 10]);
  assert.throws(() => fill({ type: 'bfill' }, [1, 2, 3, X, 5, 6, 7, 8, 9, 10], options), /data row 4/);
});

test('rows with anything missing are dropped, and the others keep their number', () => {
  const series = complete(
    { numbers: { y: [10, X, 30, 40, 50] }, days: [1, 2, X, 4, 5] },
    { missing: { type: 'drop_row' } },
  );
  assert.deepEqual(fileRowsOf(series), [1, 4, 5]);
  assert.deepEqual(columnOf(series, 'y'), [10, 40, 50]);
  assert.deepEqual(daysOf(series), [1, 4, 5]);
});

test('each series is filled from its own rows', () => {
  const columns = {
    numbers: { y: [1, 10, X, X, 3, 30] },
    words: { city: ['a', 'b', 'a', 'b', 'a', 'b'] },
  };
  const check = (missing: MissingValueStrategy, expected: readonly number[]): void => {
    const series = complete(columns, { missing, groupBy: 'city', probabilities: [1, 0, 0] });
    assert.deepEqual(columnOf(series, 'y'), expected);
  };
  check({ type: 'interpolate' }, [1, 2, 3, 10, 20, 30]);
  check({ type: 'ffill' }, [1, 1, 3, 10, 10, 30]);
  check({ type: 'fill_with_mean' }, [1, 2, 3, 10, 20, 30]);
});

test('the first row of a series has nothing before it, whatever the series before ends with', () => {
  const columns = { numbers: { y: [1, 2, X, 4] }, words: { city: ['a', 'a', 'b', 'b'] } };
  const options = { missing: { type: 'ffill' }, groupBy: 'city', probabilities: [1, 0, 0] } as const;
  assert.throws(() => complete(columns, options), /data row 3, column "y".*no row before/);
});
