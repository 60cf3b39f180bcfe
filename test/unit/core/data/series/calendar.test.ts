import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CalendarFeature } from '../../../../../src/contracts/dataPlan.ts';
import { calendarPhase, writeCalendar } from '../../../../../src/core/data/series/calendar.ts';

test('phases are those of the calendar', () => {
  const check = (feature: CalendarFeature, time: string, expected: number): void => {
    assert.ok(Math.abs(calendarPhase(feature, Date.parse(time)) - expected) < 1e-12, `${feature} ${time}`);
  };
  check('hourOfDay', '2024-05-01T18:30:00Z', 18.5 / 24);
  check('hourOfDay', '1969-12-31T06:00:00Z', 0.25);
  check('dayOfWeek', '2024-03-04', 0);
  check('dayOfWeek', '2024-03-10', 6 / 7);
  check('dayOfWeek', '1969-12-31T23:00:00Z', 2 / 7);
  check('dayOfMonth', '2024-02-29', 28 / 29);
  check('dayOfYear', '2024-12-31', 365 / 366);
  check('dayOfYear', '2023-12-31', 364 / 365);
  check('monthOfYear', '2024-12-05', 11 / 12);
  // ISO weeks: 2021-01-03 is still in week 53 of 2020, 2024-12-30 already in week 1 of 2025.
  check('weekOfYear', '2021-01-03', 52 / 53);
  check('weekOfYear', '2021-01-04', 0);
  check('weekOfYear', '2024-12-30', 0);
  check('weekOfYear', '2024-12-29', 51 / 52);
});

test('each phase is a point on a circle', () => {
  const into = new Float32Array(6).fill(9);
  writeCalendar(['dayOfWeek', 'monthOfYear'], Date.parse('2024-04-01'), into, 1);
  // A Monday in April.
  assert.deepEqual(
    [...into].map((value) => Math.round(value * 1e6) / 1e6),
    [9, 0, 1, 1, 0, 9],
  );
});
