import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Column } from '../../../../webviews/curves/column.ts';
import { Smoother, SmootherCache } from '../../../../webviews/curves/smoother.ts';

describe('Smoother', () => {
  const check = (name: string, weight: number, values: number[], expected: number[]): void => {
    test(name, () => {
      const actual = new Smoother(weight).extend(Float64Array.from(values));
      assert.equal(actual.length, expected.length);
      for (const [index, value] of expected.entries()) {
        if (Number.isNaN(value)) assert.ok(Number.isNaN(actual[index]));
        else
          assert.ok(
            Math.abs((actual[index] ?? NaN) - value) < 1e-12,
            `${String(actual[index])} is not ${String(value)}`,
          );
      }
    });
  };
  check('a constant stays itself from the first value on', 0.9, [3, 3, 3], [3, 3, 3]);
  check('weight 0 changes nothing', 0, [5, 1, 4], [5, 1, 4]);
  // m = 0.5, 1.25; divided by 1 - 0.5 and 1 - 0.25.
  check('the average is debiased', 0.5, [1, 2], [1, 1.25 / 0.75]);
  check('a gap stays a gap and leaves the average alone', 0.5, [1, NaN, 2], [1, NaN, 1.25 / 0.75]);

  test('what grows is smoothed as if it had been there from the start', () => {
    const values = Float64Array.from({ length: 600 }, (_, index) => Math.sin(index));
    const growing = new Smoother(0.8);
    growing.extend(values.subarray(0, 250));
    assert.deepEqual(growing.extend(values), new Smoother(0.8).extend(values));
  });
});

test('a cache forgets its averages when the weight changes', () => {
  const column = new Column();
  for (const value of [1, 2, 4]) column.push(value);
  const cache = new SmootherCache();
  const strong = Array.from(cache.smooth(column, 0.9));
  assert.notDeepEqual(Array.from(cache.smooth(column, 0.1)), strong);
  assert.deepEqual(Array.from(cache.smooth(column, 0.9)), strong);
});
