import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addSteps, countSteps, inferSpacing, type Spacing } from '../../../../../src/core/data/series/timeGrid.ts';

const DAY = 86_400_000;

function read(...dates: string[]): Float64Array {
  return Float64Array.from(dates, (date) => Date.parse(date));
}

function days(count: number, from = 0): Float64Array {
  return Float64Array.from({ length: count }, (_, day) => (from + day) * DAY);
}

/** Days that are none of these days of the week; Sunday is 0, as for `Date`. */
function open(count: number, ...closed: readonly number[]): Float64Array {
  return days(count).filter((time) => !closed.includes(new Date(time).getUTCDay()));
}

const daily: Spacing = { unit: 'milliseconds', count: DAY };
const monthly = (count: number, day: number): Spacing => ({ unit: 'months', count, day });
const weekdays = (...days: readonly number[]): Spacing => ({ unit: 'weekdays', days });
const mondayToFriday = weekdays(0, 1, 2, 3, 4);

test('the spacing of rows is told from their times', () => {
  const check = (times: Float64Array, expected: Spacing | null): void => {
    assert.deepEqual(inferSpacing(times), expected);
  };
  check(days(5), daily);
  check(days(30), daily);
  check(open(40, 0, 6), mondayToFriday);
  check(open(60, 0), weekdays(0, 1, 2, 3, 4, 5));
  check(open(60, 5, 6), weekdays(0, 1, 2, 3, 6));
  // Once or twice a day is absent by chance.
  check(open(14, 0), daily);
  // One session on a Saturday makes no working day of it.
  check(Float64Array.from([...open(100, 0, 6), 30 * DAY].sort((a, b) => a - b)), mondayToFriday);
  check(read('2020-01-15', '2020-02-15', '2020-03-15', '2020-05-15'), monthly(1, 15));
  check(read('2019-10-31', '2019-11-30', '2019-12-31', '2020-01-31', '2020-02-29'), monthly(1, 31));
  check(read('2019-11-30', '2019-12-30', '2020-01-30', '2020-02-29', '2020-03-30'), monthly(1, 30));
  check(read('2020-01-01', '2020-04-01', '2020-07-01'), monthly(3, 1));
  check(read('2019-01-01', '2020-01-01', '2021-01-01'), monthly(12, 1));
  // One row that stands a day late is what it is: beside the grid of the others.
  check(
    Float64Array.from({ length: 20 }, (_, month) => Date.UTC(2020, month, month === 7 ? 2 : 1)),
    monthly(1, 1),
  );
  // Four weeks apart, but not by the calendar.
  check(read('2021-01-01', '2021-01-29', '2021-02-26'), { unit: 'milliseconds', count: 28 * DAY });
  check(read('2020-01-01'), null);
});

test('steps go on by the calendar, and are counted by it', () => {
  const check = (from: string, steps: number, spacing: Spacing, to: string): void => {
    assert.equal(new Date(addSteps(Date.parse(from), steps, spacing)).toISOString().slice(0, 10), to);
    assert.equal(countSteps(Date.parse(from), Date.parse(to), spacing), steps);
  };
  check('2020-02-28', 2, daily, '2020-03-01');
  check('2020-11-30', 3, monthly(1, 31), '2021-02-28');
  check('2020-11-01', 3, monthly(1, 1), '2021-02-01');
  check('2020-02-29', 1, monthly(12, 31), '2021-02-28');
  check('2021-02-28', 1, monthly(1, 30), '2021-03-30');
  check('2020-01-01', -1, monthly(3, 1), '2019-10-01');
  // A Friday is followed by a Monday.
  check('2024-03-01', 1, mondayToFriday, '2024-03-04');
  check('2024-03-04', -1, mondayToFriday, '2024-03-01');
  check('2024-03-06', 8, mondayToFriday, '2024-03-18');
  // A Thursday by a Sunday, where the week begins with that.
  check('2024-03-07', 1, weekdays(0, 1, 2, 3, 6), '2024-03-10');
  check('2024-03-10', -5, weekdays(0, 1, 2, 3, 6), '2024-03-03');
});

test('steps from or to what is beside the grid are not whole', () => {
  const check = (from: string, to: string, spacing: Spacing): void => {
    assert.ok(!Number.isInteger(countSteps(Date.parse(from), Date.parse(to), spacing)), `${from} ${to}`);
  };
  check('2024-03-01', '2024-03-02', mondayToFriday);
  check('2024-03-02', '2024-03-04', mondayToFriday);
  check('2024-03-04', '2024-03-05T12:00Z', mondayToFriday);
  check('2020-01-01', '2020-02-02', monthly(1, 1));
  check('2020-02-02', '2020-03-01', monthly(1, 1));
  check('2020-01-01', '2020-02-01', monthly(3, 1));
  check('2020-01-01', '2020-01-02T12:00Z', daily);
});

test('a day between two of the grid counts from the one before', () => {
  const saturday = Date.parse('2024-03-02');
  assert.equal(addSteps(saturday, 1, mondayToFriday), Date.parse('2024-03-04'));
  assert.equal(addSteps(saturday, 0, mondayToFriday), Date.parse('2024-03-01'));
});
