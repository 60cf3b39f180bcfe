import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MissingValueStrategy } from '../../../../src/contracts/dataPlan.ts';
import { UserError } from '../../../../src/contracts/userError.ts';
import { completeTable } from '../../../../src/core/data/missingValues.ts';
import type { Table } from '../../../../src/core/data/table.ts';
import { fakeDataPlan } from '../../../fakes/dataPlan.ts';
import type { DataPlanOptions } from '../../../fakes/dataPlan.ts';

const X = NaN;

function fakeTable(y: readonly number[], times: readonly number[] | null = null): Table {
  return {
    rows: y.length,
    times: times === null ? null : Float64Array.from(times),
    dateOnly: true,
    columns: new Map([['y', Float64Array.from(y)]]),
  };
}

function complete(
  strategy: MissingValueStrategy,
  y: readonly number[],
  options: DataPlanOptions = {},
): readonly number[] {
  const original = fakeTable(y);
  const { table } = completeTable(original, fakeDataPlan({ missing: strategy, ...options }));
  assert.deepEqual([...(original.columns.get('y') ?? [])], y, 'the table that was read stays as it is');
  return [...(table.columns.get('y') ?? [])];
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
  for (const [strategy, y, expected] of cases) assert.deepEqual(complete(strategy, y), expected, strategy.type);
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
      () => complete(strategy, y),
      (error: unknown) => error instanceof UserError && expected.test(error.message),
      strategy.type,
    );
  }
});

test('rows of a gap between splits are no reason to fail, and are not looked into from the training rows', () => {
  const options: DataPlanOptions = { gap: 2, probabilities: [0.5, 0.5, 0] };
  // Training rows 1-4, gap 5 and 6, validation 7-10.
  assert.deepEqual(
    complete({ type: 'bfill' }, [1, 2, 3, 4, 5, X, 7, 8, 9, 10], options),
    [1, 2, 3, 4, 5, 5, 7, 8, 9, 10],
  );
  assert.throws(() => complete({ type: 'bfill' }, [1, 2, 3, X, 5, 6, 7, 8, 9, 10], options), /data row 4/);
});

test('rows with anything missing are dropped, and the others keep their number', () => {
  const times = [1, 2, NaN, 4, 5].map((day) => day * 86_400_000);
  const { table, ranges } = completeTable(
    fakeTable([10, X, 30, 40, 50], times),
    fakeDataPlan({ missing: { type: 'drop_row' } }),
  );
  assert.equal(table.rows, 3);
  assert.deepEqual([...table.fileRows], [1, 4, 5]);
  assert.deepEqual([...(table.columns.get('y') ?? [])], [10, 40, 50]);
  assert.deepEqual(
    [...(table.times ?? [])],
    [1, 4, 5].map((day) => day * 86_400_000),
  );
  assert.equal(ranges.test.end, 3);
});
