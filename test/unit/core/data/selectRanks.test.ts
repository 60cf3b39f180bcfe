import assert from 'node:assert/strict';
import { test } from 'node:test';
import { selectRanks } from '../../../../src/core/data/selectRanks.ts';
import { createRandom } from '../../../../src/core/random.ts';

/** Every rank is what a sort says. */
function check(values: Float64Array): void {
  const ranks = [...values.keys()];
  const found = selectRanks({ count: values.length, forEach: values.forEach.bind(values) }, ranks);
  assert.deepEqual([...found], [...values.toSorted()]);
}

test('ranks are those of a sort, of any numbers', () => {
  const random = createRandom(5);
  check(Float64Array.of(3));
  check(Float64Array.of(2, 2, 2, 1, 1));
  check(Float64Array.of(0, -0, -1, 1, Infinity, -Infinity, Number.MIN_VALUE, -Number.MIN_VALUE, 1e-310, 2 ** 53));
  check(Float64Array.from({ length: 300 }, () => random.normal()));
  // Numbers that differ in their last bits alone.
  check(Float64Array.from({ length: 50 }, () => 1 + Math.floor(random.next() * 5) * Number.EPSILON));
});
