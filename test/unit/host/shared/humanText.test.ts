import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMoment } from '../../../../src/host/shared/humanText.ts';

const now = new Date(2024, 5, 15, 14, 5, 9).getTime();
const moments: readonly [Date, boolean, string][] = [
  [new Date(2024, 5, 15, 9, 7), false, '9:07'],
  [new Date(2024, 5, 15, 14, 5, 3), true, '14:05:03'],
  [new Date(2024, 5, 14, 14, 5), false, '14 jun, 14:05'],
  [new Date(2023, 5, 15, 14, 5), false, '15 jun 2023, 14:05'],
];
for (const [then, seconds, expected] of moments) {
  test(`${then.toISOString()} is told as ${expected}`, () => {
    assert.equal(formatMoment(then.getTime(), now, 'es', seconds), expected);
  });
}

test('a moment that is not known is a dash', () => {
  assert.equal(formatMoment(NaN, now, 'en'), '–');
});
