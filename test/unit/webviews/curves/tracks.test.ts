import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Curve } from '../../../../webviews/curves/chartModel.ts';
import { collectTracks, type Window } from '../../../../webviews/curves/tracks.ts';

const curve: Curve = {
  ...{ id: 'train', label: 'Train', style: { color: 'blue', dash: [] } },
  x: Float64Array.of(0, 1, 2, 3),
  y: Float64Array.of(4, -1, NaN, 2),
  raw: null,
};
const window: Window = { span: { min: 0, max: 3 }, pixels: 100, logX: false, logY: false };

function check(name: string, change: Partial<Window>, expected: unknown): void {
  test(name, () => {
    assert.deepEqual(collectTracks([curve], { ...window, ...change }), expected);
  });
}

const none = [undefined, undefined, undefined];
check(
  'a curve without raw values has an empty track before its own',
  {},
  {
    x: [0, 1, 2, 3],
    tracks: [
      [...none, undefined],
      [4, -1, null, 2],
    ],
  },
);
check(
  'zero and below are gaps on a logarithmic y-axis',
  { logY: true },
  {
    x: [0, 1, 2, 3],
    tracks: [
      [...none, undefined],
      [4, null, null, 2],
    ],
  },
);
check(
  'zero and below are left out on a logarithmic x-axis',
  { logX: true, span: { min: 1, max: 3 } },
  {
    x: [1, 2, 3],
    tracks: [none, [-1, null, 2]],
  },
);

test('raw values come before the smoothed ones', () => {
  const smoothed = { ...curve, y: Float64Array.of(1, 1, 1, 1), raw: curve.y };
  const { tracks } = collectTracks([smoothed], window);
  assert.deepEqual(tracks, [
    [4, -1, null, 2],
    [1, 1, 1, 1],
  ]);
});
