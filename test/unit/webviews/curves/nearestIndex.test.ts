import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nearestIndex } from '../../../../webviews/curves/nearestIndex.ts';

function check(x: number[], value: number, expected: number): void {
  test(`${String(value)} in [${x.join(', ')}]`, () => {
    assert.equal(nearestIndex(Float64Array.from(x), value), expected);
  });
}

check([], 1, -1);
check([5], 1, 0);
check([5], 9, 0);
check([1, 3, 10], 0, 0);
check([1, 3, 10], 3, 1);
check([1, 3, 10], 2, 0);
check([1, 3, 10], 6.6, 2);
check([1, 3, 10], 99, 2);
