import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { MissingValueStrategy } from '../../../../../src/contracts/dataPlan.ts';
import { UserError } from '../../../../../src/contracts/userError.ts';
import { arrangeSeries } from '../../../../../src/core/data/series/arrangeSeries.ts';
import { memoryStorage } from '../../../../../src/core/data/numberRows.ts';
import type { SeriesRows } from '../../../../../src/core/data/series/seriesRows.ts';
import { fakeDataPlan, type DataPlanOptions } from '../../../../fakes/dataPlan.ts';
import { columnOf, daysOf, fakeTable, fileRowsOf, type FakeColumns } from '../../../../fakes/seriesTable.ts';

function arrange(columns: FakeColumns, options: DataPlanOptions): SeriesRows {
  const time = columns.days === undefined && columns.times === undefined ? null : 'date';
  return arrangeSeries(fakeTable(columns), fakeDataPlan({ time, ...options }), { storage: memoryStorage });
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
  assert.equal(arrangeSeries(table, fakeDataPlan({ time: 'date' }), { storage: memoryStorage }).rows, table.rows);
});

const X = NaN;

test('rows at the end without a value of what is forecast belong to no series of a training', () => {
  const columns: FakeColumns = {
    numbers: { y: [1, 10, 2, X, 3, X, X], z: [0, 0, 0, 0, 0, 0, X] },
    words: { city: ['a', 'b', 'a', 'b', 'a', 'b', 'a'] },
    // Neither the gap before the last row of a, nor the number that has no logarithm, matters.
    days: [0, 0, 1, 1, 2, 2, 9],
  };
  for (const type of ['error', 'drop_row', 'ffill', 'interpolate'] as const) {
    const series = arrange(columns, { groupBy: 'city', past: ['z'], missing: { type } });
    assert.deepEqual(
      series.groups.map(({ name, range, ahead }) => [name, range.end - range.start, ahead]),
      [
        ['a', 3, 0],
        ['b', 1, 0],
      ],
      type,
    );
    assert.match(series.notes.join(), /^data\.csv: 3 rows behind the last value of "y" are the known future/);
  }
});

test('a value that is missing before the end is missing', () => {
  const columns: FakeColumns = { numbers: { y: [1, X, 3, X] }, days: [0, 1, 2, 3] };
  const ends = (type: 'ffill' | 'drop_row'): number | undefined =>
    arrange(columns, { missing: { type } }).groups[0]?.range.end;
  assert.deepEqual([ends('ffill'), ends('drop_row')], [3, 2]);
  // Of two columns that are forecast one is known.
  const both = arrange({ numbers: { y: [1, 2, X], z: [1, 2, 3] } }, { target: ['y', 'z'], missing: { type: 'ffill' } });
  assert.equal(both.groups[0]?.range.end, 3);
});

test('the known future is kept where it is asked for, up to the last row that tells something', () => {
  const ahead = (future: readonly string[], f: readonly number[]): number | undefined => {
    const table = fakeTable({ numbers: { y: [1, 2, X, X, X], f }, days: [0, 1, 2, 3, 4] });
    const plan = fakeDataPlan({ time: 'date', input: ['y'], future });
    return arrangeSeries(table, plan, { storage: memoryStorage, keepsFuture: true }).groups[0]?.ahead;
  };
  assert.equal(ahead(['f'], [1, 2, 3, 4, 5]), 3);
  assert.equal(ahead(['f'], [1, 2, X, 4, X]), 2);
  assert.equal(ahead([], [1, 2, 3, 4, 5]), 0);
});

test('what was made of the times is noted', () => {
  const check = (times: readonly number[], type: MissingValueStrategy['type'], expected: readonly RegExp[]): void => {
    const missing: MissingValueStrategy = type === 'fill_with_const' ? { type, fillValue: 0 } : { type };
    const { notes, rows } = arrange({ numbers: { y: times.map(() => 0) }, times }, { missing });
    assert.equal(notes.length, expected.length, notes.join('\n'));
    for (const [index, pattern] of expected.entries()) assert.match(notes[index] ?? '', pattern);
    if (!expected.some((pattern) => pattern.source.includes('put there'))) assert.equal(rows.rows, times.length);
  };
  const DAY = 86_400_000;
  const hours = Array.from({ length: 30 }, (_, hour) => hour * 3_600_000);
  const late = hours.map((time, row) => (row === 4 ? time + 60_000 : time));
  const uneven = /^data\.csv, data row 5, column "date": 1970-01-01 is no whole number.*drop_row/;
  check(hours, 'error', []);
  check(late, 'error', [uneven]);
  check(late, 'interpolate', [uneven]);
  check(late, 'drop_row', []);
  const nights = Array.from({ length: 60 }, (_, row) => Math.floor(row / 6) * DAY + (row % 6) * 3_600_000);
  check(nights, 'error', [/^data\.csv: More timesteps are absent than there are rows/]);
  check(nights, 'ffill', [/^data\.csv: More timesteps are absent/]);
  const workdays = Array.from({ length: 70 }, (_, day) => day * DAY).filter(
    (time) => new Date(time).getUTCDay() % 6 !== 0 && time !== 20 * DAY && time !== 21 * DAY,
  );
  check(workdays, 'error', [/^data\.csv: 2 working days have no row and are taken for holidays/]);
  check(workdays, 'drop_row', []);
  check(workdays, 'fill_with_const', [/^data\.csv: 2 timesteps were absent; rows were put there by fill_with_const/]);
  check(
    [...days].map((day) => day * DAY),
    'ffill',
    [/2 timesteps were absent; rows were put there by ffill/],
  );
});
