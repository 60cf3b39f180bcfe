import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFigure, formatMoment } from '../../../../src/host/shared/humanText.ts';

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
