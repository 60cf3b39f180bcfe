import assert from 'node:assert/strict';
import { test } from 'node:test';
import { summarizeFigures } from '../../../../src/core/metrics/summarizeFigures.ts';

test('figures have a mean and the standard deviation of a sample', () => {
  const summary = summarizeFigures([
    { mae: 2, rmse: 1 },
    { mae: 4, rmse: 1 },
    { mae: 9, rmse: 1 },
  ]);
  assert.deepEqual(Object.keys(summary), ['mae', 'rmse']);
  assert.equal(summary['mae']?.mean, 5);
  // (9 + 1 + 16) / 2 = 13
  assert.ok(Math.abs(summary['mae'].deviation - Math.sqrt(13)) < 1e-12);
  assert.deepEqual(summary['rmse'], { mean: 1, deviation: 0 });
});

test('one measurement has no deviation, and a figure that some lack has no mean', () => {
  assert.deepEqual(summarizeFigures([{ mae: 2 }]), { mae: { mean: 2, deviation: NaN } });
  assert.deepEqual(Object.keys(summarizeFigures([{ mae: 2, r2: 1 }, { mae: 3 }])), ['mae']);
  assert.deepEqual(summarizeFigures([]), {});
});
