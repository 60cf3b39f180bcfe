import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../../../src/contracts/userError.ts';
import { memoryStorage } from '../../../../../src/core/data/numberRows.ts';
import { arrangeSeries, type SeriesRows } from '../../../../../src/core/data/series/seriesRows.ts';
import { fakeDataPlan, type DataPlanOptions } from '../../../../fakes/dataPlan.ts';
import { columnOf, daysOf, fakeTable, fileRowsOf, type FakeColumns } from '../../../../fakes/seriesTable.ts';

function arrange(columns: FakeColumns, options: DataPlanOptions): SeriesRows {
  const time = columns.days === undefined && columns.times === undefined ? null : 'date';
  return arrangeSeries(fakeTable(columns), fakeDataPlan({ time, ...options }), memoryStorage);
}

const days = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23];
const y = days.map((_, row) => row);

test('absent timesteps become empty rows that can be filled', () => {
  for (const type of ['ffill', 'bfill', 'interpolate', 'fill_with_mean'] as const) {
    const series = arrange({ numbers: { y }, days }, { missing: { type } });
    assert.deepEqual(
      daysOf(series),
      Array.from({ length: 24 }, (_, day) => day),
    );
    assert.deepEqual(columnOf(series, 'y').slice(10, 16), [10, 11, NaN, NaN, 12, 13]);
    // What was put in stands beside the row before it.
    assert.deepEqual(fileRowsOf(series).slice(10, 16), [11, 12, 12, 12, 13, 14]);
  }
});

test('absent timesteps are an error that names the first, unless they are to stay closed', () => {
  assert.throws(
    () => arrange({ numbers: { y }, days }, {}),
    (error: unknown) =>
      error instanceof UserError &&
      /^data\.csv, data row 13, column "date": .*none for 1970-01-13 \(2 timesteps are absent in all\).*drop_row/.test(
        error.message,
      ),
  );
  const closed = arrange({ numbers: { y }, days }, { missing: { type: 'drop_row' } });
  assert.deepEqual(daysOf(closed), days);
});

test('absent months are found by the calendar', () => {
  const months = Array.from({ length: 30 }, (_, month) => Date.UTC(1958, 2 + month, 1)).filter((_, row) => row !== 3);
  const series = arrange(
    { numbers: { y: months.map((_, row) => row) }, times: months },
    { missing: { type: 'ffill' } },
  );
  assert.equal(series.rows.rows, 30);
  assert.equal(series.rows.at(3, series.time ?? NaN), Date.UTC(1958, 5, 1));
  assert.throws(() => arrange({ numbers: { y: months.map(() => 0) }, times: months }, {}), /none for 1958-06-01/);
});

test('series are told apart, each with its own rows in their order', () => {
  const columns = {
    numbers: { y: [1, 10, 2, 20, 3, 30] },
    words: { city: ['a', 'b', 'a', 'b', 'a', 'b'] },
    days: [0, 0, 1, 1, 2, 2],
  };
  const series = arrange(columns, { groupBy: 'city' });
  assert.deepEqual(columnOf(series, 'y'), [1, 2, 3, 10, 20, 30]);
  assert.deepEqual(fileRowsOf(series), [1, 3, 5, 2, 4, 6]);
  assert.deepEqual(
    series.groups.map(({ name, range }) => [name, range.start, range.end]),
    [
      ['a', 0, 3],
      ['b', 3, 6],
    ],
  );
});

test('gaps are found in each series by itself', () => {
  const city = days.flatMap(() => ['a', 'b']);
  const columns = {
    numbers: { y: days.flatMap((day) => [day, day]) },
    words: { city },
    days: days.flatMap((day) => [day, 2 * day]),
  };
  const series = arrange(columns, { groupBy: 'city', missing: { type: 'interpolate' } });
  assert.deepEqual(
    series.groups.map(({ range }) => range.end - range.start),
    [24, 24],
  );
  assert.deepEqual(
    daysOf(series).slice(24),
    Array.from({ length: 24 }, (_, step) => 2 * step),
  );
});

test('a table that is in order is not copied', () => {
  const table = fakeTable({ numbers: { y: [1, 2, 3] }, days: [0, 1, 2] });
  assert.equal(arrangeSeries(table, fakeDataPlan({ time: 'date' }), memoryStorage).rows, table.rows);
});
