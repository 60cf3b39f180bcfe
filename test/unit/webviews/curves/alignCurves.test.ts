import assert from 'node:assert/strict';
import { test } from 'node:test';
import { alignCurves, type Track } from '../../../../webviews/curves/alignCurves.ts';

function check(name: string, tracks: Track[], x: number[], expected: (number | null | undefined)[][]): void {
  test(name, () => {
    assert.deepEqual(alignCurves(tracks), { x, tracks: expected });
  });
}

const batches = { x: [1, 2, 4], y: [5, null, 7] };
const epochs = { x: [2, 3], y: [8, 9] };

check('no curve', [], [], []);
check(
  'a gap is null, a foreign x is undefined',
  [batches, epochs],
  [1, 2, 3, 4],
  [
    [5, null, undefined, 7],
    [undefined, 8, 9, undefined],
  ],
);
check(
  'an empty curve has no point',
  [{ x: [], y: [] }, epochs],
  [2, 3],
  [
    [undefined, undefined],
    [8, 9],
  ],
);
