import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findGaps, type Gaps } from '../../../../../src/core/data/series/findGaps.ts';
import { inferSpacing } from '../../../../../src/core/data/series/timeGrid.ts';

const DAY = 86_400_000;

function check(times: readonly number[], kind: Gaps['kind'], expected: readonly (readonly [number, number])[]): void {
  const spacing = inferSpacing(Float64Array.from(times)) ?? assert.fail('there is a spacing');
  const found = findGaps({ start: 0, end: times.length }, (row) => times[row] ?? NaN, spacing);
  assert.equal(found.kind, kind);
  assert.deepEqual(
    Array.from(found.gaps, ({ after, absent }) => [after, absent]),
    expected,
  );
  assert.deepEqual([...found.gaps], [...found.gaps]);
  assert.equal(
    found.absent,
    expected.reduce((sum, [, absent]) => sum + absent, 0),
  );
}

function days(count: number): number[] {
  return Array.from({ length: count }, (_, day) => day * DAY);
}

const isWorkday = (time: number): boolean => new Date(time).getUTCDay() % 6 !== 0;

test('gaps are found where rows are evenly spaced', () => {
  check(days(30), 'even', []);
  check(
    days(60).filter((_, day) => day !== 10 && day !== 11 && day !== 40),
    'even',
    [
      [9, 2],
      [37, 1],
    ],
  );
});

test('gaps are found however many there are, as long as more is there than absent', () => {
  const times = days(200).filter((_, day) => day % 5 !== 3 || day < 4);
  check(
    times,
    'even',
    Array.from({ length: 39 }, (_, gap) => [7 + 4 * gap, 1] as const),
  );
});

test('working days that are absent are holidays, unless they are too many', () => {
  const workdays = days(371).filter(isWorkday);
  check(workdays, 'even', []);
  check(
    workdays.filter((_, day) => day !== 100 && day !== 200),
    'holidays',
    [
      [99, 1],
      [198, 1],
    ],
  );
  // Ten weeks of a year: nobody's holidays.
  check(
    workdays.filter((_, day) => day < 100 || day >= 150),
    'even',
    [[99, 50]],
  );
});

test('where nights are left out, more is absent than there is', () => {
  const minutes = Array.from({ length: 150 }, (_, row) => Math.floor(row / 50) * DAY + (row % 50) * 60_000);
  check(minutes, 'closed', [
    [49, 1440 - 50],
    [99, 1440 - 50],
  ]);
});

test('the first row beside the grid is named', () => {
  const found = (times: readonly number[]): number | null => {
    const spacing = inferSpacing(Float64Array.from(times)) ?? assert.fail('there is a spacing');
    const { kind, gaps, uneven } = findGaps({ start: 0, end: times.length }, (row) => times[row] ?? NaN, spacing);
    assert.deepEqual([kind, ...gaps], ['uneven']);
    return uneven;
  };
  // Each step is another one: nothing is even.
  assert.equal(found(Array.from({ length: 50 }, (_, row) => row * 1000 + (row % 7))), 7);
  assert.equal(found(days(30).map((time, day) => (day === 12 ? time + 3_600_000 : time))), 12);
  assert.equal(found(Array.from({ length: 30 }, (_, month) => Date.UTC(2020, month, month === 9 ? 2 : 1))), 9);
  // A session on a Saturday.
  assert.equal(found(days(70).filter((time, day) => isWorkday(time) || day === 30)), 22);
});
