import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeMixedSizes } from '../../../../../src/core/data/images/mixedSizes.ts';

/** Pictures given by width and height, named by their number. */
function check(
  name: string,
  sizes: readonly (readonly [number, number])[],
  expected: { readonly stretched: boolean; readonly says: string } | null,
): void {
  test(name, () => {
    const pictures = sizes.map(([width, height], index) => ({ name: `${String(index + 1)}.png`, width, height }));
    const found = describeMixedSizes(pictures, [32, 64]);
    assert.equal(found?.stretched, expected?.stretched);
    assert.ok(found === null || expected === null || found.message.startsWith(expected.says), found?.message);
  });
}

check('no pictures, or one', [], null);
check(
  'pictures of one size, whatever the spec says',
  [
    [10, 20],
    [10, 20],
  ],
  null,
);
check(
  'the widest and the tallest are named',
  [
    [64, 64],
    [48, 64],
    [100, 50],
    [90, 60],
  ],
  {
    stretched: true,
    says: '3.png is 100 x 50 pixels, 2.png is 48 x 64, width x height: both are stretched to 64 x 32, which',
  },
);
check(
  'of one shape, the largest and the smallest',
  [
    [64, 48],
    [32, 24],
    [640, 480],
  ],
  { stretched: false, says: '3.png is 640 x 480 pixels, 2.png is 32 x 24: both are scaled to 64 x 32.' },
);
check(
  'a pixel more is no other shape',
  [
    [640, 480],
    [641, 480],
  ],
  { stretched: false, says: '2.png is 641 x 480 pixels, 1.png is 640 x 480: both' },
);
