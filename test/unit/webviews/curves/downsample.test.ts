import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { downsample } from '../../../../webviews/curves/downsample.ts';

const linear = (x: number): number => x;
const count = 100_000;
const x = Float64Array.from({ length: count }, (_, index) => index);

describe('downsample', () => {
  test('few points are all kept, with one neighbour outside on each side', () => {
    const kept = downsample(x.subarray(0, 10), new Float64Array(10), { min: 3, max: 5 }, 100, linear);
    assert.deepEqual(kept, [2, 3, 4, 5, 6]);
  });

  test('nothing at all is fine', () => {
    assert.deepEqual(downsample(new Float64Array(), new Float64Array(), { min: 0, max: 1 }, 100, linear), []);
  });

  test('many points become a few for each pixel, and no extreme is lost', () => {
    const y = Float64Array.from(x, (value) => Math.sin(value / 1000));
    y[54_321] = 99;
    y[12_345] = -99;
    const kept = downsample(x, y, { min: 0, max: count - 1 }, 500, linear);
    assert.ok(kept.length <= 501 * 5, String(kept.length));
    assert.ok(kept.includes(54_321) && kept.includes(12_345));
    assert.deepEqual([kept[0], kept.at(-1)], [0, count - 1]);
    assert.ok(
      kept.every((index, place) => place === 0 || index > (kept[place - 1] ?? NaN)),
      'ascending',
    );
  });

  test('a gap among many points stays one', () => {
    const y = new Float64Array(count).fill(1);
    y[70_000] = NaN;
    assert.ok(downsample(x, y, { min: 0, max: count }, 300, linear).includes(70_000));
  });

  test('on a logarithmic axis the early points get the room that they have there', () => {
    const y = Float64Array.from(x, (value) => value % 7);
    const kept = downsample(x, y, { min: 1, max: count }, 300, Math.log10);
    assert.ok(kept.filter((index) => index <= 100).length > 90);
  });
});
