import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Forecast } from '../../../../src/contracts/evaluation.ts';
import { findPeriod } from '../../../../src/core/search/findPeriod.ts';

function forecastOf(split: Forecast['split'], values: readonly number[], timed: boolean): Forecast {
  const points = Float64Array.from(values);
  const common = { split, column: 'y', step: 1, rows: points, truth: points, prediction: points };
  return { ...common, times: timed ? points.map((value) => 1000 * value) : null };
}

test('a period spans every forecast of the test split, in times or in rows', () => {
  const check = (timed: boolean, expected: unknown): void => {
    const forecasts = [
      forecastOf('validation', [1, 2], timed),
      forecastOf('test', [3, 4, 5], timed),
      forecastOf('test', [5, 6], timed),
    ];
    assert.deepEqual(findPeriod({ type: 'forecasts', forecasts }), expected);
  };
  check(true, { unit: 'time', from: 3000, to: 6000 });
  check(false, { unit: 'row', from: 3, to: 6 });
});

test('what is no series has no period', () => {
  assert.equal(findPeriod({ type: 'examples', examples: [] }), null);
  assert.equal(findPeriod({ type: 'forecasts', forecasts: [] }), null);
});
