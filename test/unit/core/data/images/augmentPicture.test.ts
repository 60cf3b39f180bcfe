import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { AugmentationPlan } from '../../../../../src/contracts/dataPlan.ts';
import { augmentPicture } from '../../../../../src/core/data/images/augmentPicture.ts';
import type { PictureShape } from '../../../../../src/core/data/images/pictures.ts';
import { createRandom, type Random } from '../../../../../src/core/random.ts';

/** Chance that always draws the same. */
function always(value: number): Random {
  return { next: () => value, normal: () => value, shuffle: () => undefined, fork: () => always(value) };
}

const square: PictureShape = { frames: 1, rows: 3, columns: 3, channels: 1 };
const digits = [1, 2, 3, 4, 5, 6, 7, 8, 9];

function augment(
  changes: readonly AugmentationPlan[],
  random: Random,
  picture = digits,
  shape = square,
): readonly number[] {
  const data = Float32Array.from(picture);
  augmentPicture(data, shape, changes, random);
  return [...data].map((value) => Math.round(value * 1000) / 1000);
}

describe('augmentPicture', () => {
  function check(name: string, changes: readonly AugmentationPlan[], drawn: number, expected: readonly number[]): void {
    it(name, () => {
      assert.deepEqual(augment(changes, always(drawn)), expected);
    });
  }
  check('flips left and right', [{ type: 'flip', direction: 'horizontal' }], 0, [3, 2, 1, 6, 5, 4, 9, 8, 7]);
  check('flips top and bottom', [{ type: 'flip', direction: 'vertical' }], 0, [7, 8, 9, 4, 5, 6, 1, 2, 3]);
  check('flips both', [{ type: 'flip', direction: 'both' }], 0, [9, 8, 7, 6, 5, 4, 3, 2, 1]);
  check('does not flip in half of the cases', [{ type: 'flip', direction: 'both' }], 0.5, digits);
  check(
    'shifts by whole pixels and repeats the edge',
    [{ type: 'shift', range: 0.4 }],
    0.999,
    [5, 6, 6, 8, 9, 9, 8, 9, 9],
  );
  check('turns a quarter', [{ type: 'rotate', degrees: 90 }], 1, [3, 6, 9, 2, 5, 8, 1, 4, 7]);
  check(
    'turns by the drawn share of the degrees',
    [{ type: 'rotate', degrees: 180 }],
    0.75,
    [3, 6, 9, 2, 5, 8, 1, 4, 7],
  );
  check('adds noise', [{ type: 'noise', stddev: 0.5 }], 2, [2, 3, 4, 5, 6, 7, 8, 9, 10]);
  check(
    'applies changes in their order',
    [
      { type: 'rotate', degrees: 90 },
      { type: 'noise', stddev: 1 },
    ],
    1,
    [4, 7, 10, 3, 6, 9, 2, 5, 8],
  );

  it('moves all frames and channels of a clip alike', () => {
    const shape = { frames: 2, rows: 1, columns: 2, channels: 2 };
    const flipped = augment([{ type: 'flip', direction: 'horizontal' }], always(0), [1, 2, 3, 4, 5, 6, 7, 8], shape);
    assert.deepEqual(flipped, [3, 4, 1, 2, 7, 8, 5, 6]);
  });

  it('moves as far as the plan says, and no further', () => {
    const random = createRandom(5);
    const row = Array.from({ length: 11 }, (_, column) => column);
    const seen = new Set<number>();
    for (let draw = 0; draw < 300; draw++) {
      const shape = { frames: 1, rows: 1, columns: 11, channels: 1 };
      seen.add((augment([{ type: 'shift', range: 0.2 }], random, row, shape)[5] ?? NaN) - 5);
    }
    assert.deepEqual(
      [...seen].sort((a, b) => a - b),
      [-2, -1, 0, 1, 2],
    );
  });
});
