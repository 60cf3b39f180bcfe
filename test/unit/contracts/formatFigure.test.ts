import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFigure } from '../../../src/contracts/formatFigure.ts';

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
