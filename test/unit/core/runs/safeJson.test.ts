import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reviveNumbers, stringifySafely } from '../../../../src/core/runs/safeJson.ts';

test('numbers that JSON lacks come back', () => {
  const value = { a: [NaN, 1], b: { c: Infinity, d: -Infinity }, e: null };
  assert.deepEqual(reviveNumbers(JSON.parse(stringifySafely(value, 2))), value);
});

test('lists of numbers stand in one line each, everything else on lines of its own', () => {
  const value = { matrix: [[1, -2.5e-7], [0]], texts: ['a', 'b'], mixed: [1, null], none: [], trap: '[\n  1\n]' };
  const lines = stringifySafely(value, 2).split('\n');
  assert.deepEqual(lines.slice(0, 6), [
    '{',
    '  "matrix": [',
    '    [ 1, -2.5e-7 ],',
    '    [ 0 ]',
    '  ],',
    '  "texts": [',
  ]);
  assert.deepEqual(JSON.parse(lines.join('\n')), value);
  assert.equal(stringifySafely(value), JSON.stringify(value));
});
