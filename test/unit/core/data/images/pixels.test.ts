import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NormalizationPlan } from '../../../../../src/contracts/dataPlan.ts';
import { chooseFrames } from '../../../../../src/core/data/images/chooseFrames.ts';
import { convertChannels } from '../../../../../src/core/data/images/convertChannels.ts';
import { fitPixels } from '../../../../../src/core/data/images/fitPixels.ts';
import { createMemorySource } from '../../../../../src/core/data/images/cachePictures.ts';
import { createPixelScaler } from '../../../../../src/core/data/images/scalePixels.ts';

describe('chooseFrames', () => {
  function check(available: number, wanted: number, expected: readonly number[]): void {
    it(`takes ${wanted} of ${available}`, () => {
      assert.deepEqual(chooseFrames(available, wanted), expected);
    });
  }
  check(3, 3, [0, 1, 2]);
  check(2, 5, [0, 1]);
  check(9, 3, [0, 4, 8]);
  check(10, 4, [0, 3, 6, 9]);
  check(7, 1, [3]);
});

describe('convertChannels', () => {
  function check(
    name: string,
    from: readonly number[],
    [before, after]: [number, number],
    to: readonly number[],
  ): void {
    it(name, () => {
      assert.deepEqual([...convertChannels(Float32Array.from(from), before, after)], [...Float32Array.from(to)]);
    });
  }
  check('leaves alone what fits', [1, 2, 3], [3, 3], [1, 2, 3]);
  check('repeats grey as each colour', [10, 20], [1, 3], [10, 10, 10, 20, 20, 20]);
  check('makes grey by luma', [100, 0, 0, 0, 100, 0, 0, 0, 100], [3, 1], [29.9, 58.7, 11.4]);
  check('drops alpha', [1, 2, 3, 99], [4, 3], [1, 2, 3]);
  check('adds opaque alpha', [1, 2, 3], [3, 4], [1, 2, 3, 255]);
  check('keeps the alpha of grey', [7, 9], [2, 4], [7, 7, 7, 9]);
  check('makes grey and alpha of colours', [50, 50, 50, 8], [4, 2], [50, 8]);
});

describe('fitPixels', () => {
  /** Two channels; the last example is not of the training split. */
  const bytes = [
    [0, 10, 50, 20],
    [100, 30, 150, 40],
    [255, 255, 255, 255],
  ].flat();

  async function fit(data: Uint8Array | Float32Array, normalization: NormalizationPlan): Promise<readonly number[]> {
    const shape = { frames: 1, rows: 1, columns: 2, channels: 2 };
    const source = createMemorySource({ data, lengths: null }, { count: 3, shape });
    const fitted = await fitPixels(source, Uint32Array.of(0, 1), normalization);
    const scaled = createPixelScaler(fitted)(data);
    return [...scaled.subarray(0, 8)];
  }

  function check(name: string, normalization: NormalizationPlan, expected: readonly number[]): void {
    for (const kind of [Uint8Array, Float32Array]) {
      it(`${name} (${kind.name})`, async () => {
        const scaled = await fit(kind.from(bytes), normalization);
        scaled.forEach((value, at) => {
          assert.ok(Math.abs(value - (expected[at] ?? NaN)) < 1e-5, `${scaled.join()} is not ${expected.join()}`);
        });
      });
    }
  }
  check('minmax maps the training pixels of each channel to the range', { type: 'minmax', range: [-1, 1] }, [
    -1,
    -1,
    -1 / 3,
    -1 / 3,
    1 / 3,
    1 / 3,
    1,
    1,
  ]);
  // Both channels are evenly spaced: the deviation is sqrt(5) / 2 of a step.
  check(
    'zscore has mean 0 and deviation 1',
    { type: 'zscore' },
    [-1.3416408, -1.3416408, -0.4472136, -0.4472136, 0.4472136, 0.4472136, 1.3416408, 1.3416408],
  );
  // Quartiles of 0, 50, 100, 150 are 37.5 and 112.5.
  check('robust has median 0 and quartile range 1', { type: 'robust' }, [-1, -1, -1 / 3, -1 / 3, 1 / 3, 1 / 3, 1, 1]);
  check('log1p takes the logarithm', { type: 'log1p' }, [0, 10, 50, 20, 100, 30, 150, 40].map(Math.log1p));
  check('none leaves pixels as they are', { type: 'none' }, [0, 10, 50, 20, 100, 30, 150, 40]);

  it('only shifts a channel that is all the same', async () => {
    const scaled = await fit(new Uint8Array(12).fill(7), { type: 'zscore' });
    assert.deepEqual(scaled, Array(8).fill(0));
  });

  it('refuses logarithms that do not exist', async () => {
    await assert.rejects(fit(new Float32Array(12).fill(-1), { type: 'log1p' }), {
      name: 'UserError',
      message: 'The pixels go down to -1, and what is -1 or less has no log1p. Choose another normalization.',
    });
  });
});
