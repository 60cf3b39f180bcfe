import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findGaps } from '../../../../../src/core/data/series/findGaps.ts';
import { addSteps, countSteps, inferSpacing, type Spacing } from '../../../../../src/core/data/series/timeGrid.ts';

const DAY = 86_400_000;

function read(...dates: string[]): Float64Array {
  return Float64Array.from(dates, (date) => Date.parse(date));
}

function days(count: number, from = 0): Float64Array {
  return Float64Array.from({ length: count }, (_, day) => (from + day) * DAY);
}

test('the spacing of rows is told from their times', () => {
  const check = (times: Float64Array, expected: Spacing | null): void => {
    assert.deepEqual(inferSpacing(times), expected);
  };
  check(days(5), { unit: 'milliseconds', count: DAY });
  check(days(30), { unit: 'milliseconds', count: DAY });
  check(
    days(40).filter((time) => new Date(time).getUTCDay() % 6 !== 0),
    { unit: 'weekdays', count: 1 },
  );
  check(read('2020-01-15', '2020-02-15', '2020-03-15', '2020-05-15'), { unit: 'months', count: 1, monthEnd: false });
  check(read('2019-10-31', '2019-11-30', '2019-12-31', '2020-01-31', '2020-02-29'), {
    unit: 'months',
    count: 1,
    monthEnd: true,
  });
  check(read('2020-01-01', '2020-04-01', '2020-07-01'), { unit: 'months', count: 3, monthEnd: false });
  check(read('2019-01-01', '2020-01-01', '2021-01-01'), { unit: 'months', count: 12, monthEnd: false });
  // Four weeks apart, but not by the calendar.
  check(read('2021-01-01', '2021-01-29', '2021-02-26'), { unit: 'milliseconds', count: 28 * DAY });
  check(read('2020-01-01'), null);
});

test('steps go on by the calendar, and are counted by it', () => {
  const check = (from: string, steps: number, spacing: Spacing, to: string): void => {
    assert.equal(new Date(addSteps(Date.parse(from), steps, spacing)).toISOString().slice(0, 10), to);
    assert.equal(countSteps(Date.parse(from), Date.parse(to), spacing), steps);
  };
  check('2020-02-28', 2, { unit: 'milliseconds', count: DAY }, '2020-03-01');
  check('2020-11-30', 3, { unit: 'months', count: 1, monthEnd: true }, '2021-02-28');
  check('2020-11-01', 3, { unit: 'months', count: 1, monthEnd: false }, '2021-02-01');
  check('2020-02-29', 1, { unit: 'months', count: 12, monthEnd: true }, '2021-02-28');
  check('2020-01-01', -1, { unit: 'months', count: 3, monthEnd: false }, '2019-10-01');
  // A Friday is followed by a Monday.
  check('2024-03-01', 1, { unit: 'weekdays', count: 1 }, '2024-03-04');
  check('2024-03-04', -1, { unit: 'weekdays', count: 1 }, '2024-03-01');
  check('2024-03-06', 8, { unit: 'weekdays', count: 1 }, '2024-03-18');
});

test('gaps are found where rows are evenly spaced, and only there', () => {
  const check = (times: Float64Array, expected: readonly [number, number][]): void => {
    const spacing = inferSpacing(times) ?? assert.fail('there is a spacing');
    const gaps = findGaps(times.length, (row) => times[row] ?? NaN, spacing);
    assert.deepEqual(
      Array.from(gaps, ({ after, absent }) => [after, absent]),
      expected,
    );
    assert.deepEqual(
      [gaps.count, gaps.absent],
      [expected.length, expected.reduce((sum, [, absent]) => sum + absent, 0)],
    );
  };
  check(days(30), []);
  check(
    days(60).filter((_, day) => day !== 10 && day !== 11 && day !== 40),
    [
      [9, 2],
      [37, 1],
    ],
  );
  // Trading days have holidays.
  check(
    days(300).filter((time, day) => new Date(time).getUTCDay() % 6 !== 0 && day % 50 !== 4),
    [],
  );
  // Every night is closed: more rows would be absent than there are.
  check(
    Float64Array.from({ length: 500 }, (_, row) => Math.floor(row / 50) * DAY + (row % 50) * 60_000),
    [],
  );
  // Each step is another one: nothing is even.
  check(
    Float64Array.from({ length: 50 }, (_, row) => row * 1000 + (row % 7)),
    [],
  );
});
