import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatAge, formatDuration, formatFigure } from '../../../../src/host/shared/humanText.ts';

const figures: readonly [number | null | undefined, string][] = [
  [0.0123456, '0.01235'],
  [1234.567, '1235'],
  [4.2313e-7, '4.231e-7'],
  [-0.5, '-0.5'],
  [0, '0'],
  [12_345_678, '1.235e+7'],
  [Infinity, 'Infinity'],
  [NaN, '–'],
  [null, '–'],
  [undefined, '–'],
];
for (const [value, expected] of figures) {
  test(`a figure of ${String(value)} reads ${expected}`, () => {
    assert.equal(formatFigure(value), expected);
  });
}

const durations: readonly [number, string, string][] = [
  [0.2, 'en', '1 sec'],
  [45, 'en', '45 sec'],
  [120, 'en', '2 min'],
  [5399, 'en', '90 min'],
  [9000, 'en', '2.5 hr'],
  [120, 'zh-cn', '2分钟'],
  [NaN, 'en', '–'],
];
for (const [seconds, locale, expected] of durations) {
  test(`${String(seconds)} seconds read ${expected} in ${locale}`, () => {
    assert.equal(formatDuration(seconds, locale), expected);
  });
}

const now = Date.UTC(2024, 5, 15, 12);
const ages: readonly [number, string][] = [
  [0, 'now'],
  [59, 'now'],
  [60, '1m ago'],
  [3599, '59m ago'],
  [7300, '2h ago'],
  [86_400, 'yesterday'],
  [86_400 * 45, 'last mo.'],
  [86_400 * 800, '2y ago'],
  [-5, 'now'],
];
for (const [secondsAgo, expected] of ages) {
  test(`${String(secondsAgo)} seconds ago reads ${expected}`, () => {
    assert.equal(formatAge(now - 1000 * secondsAgo, now, 'en'), expected);
  });
}

test('an age without a beginning is a dash', () => {
  assert.equal(formatAge(NaN, now, 'en'), '–');
});
