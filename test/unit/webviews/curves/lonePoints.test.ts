import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lonePoints } from '../../../../webviews/curves/lonePoints.ts';

function check(name: string, y: (number | null | undefined)[], expected: number[]): void {
  test(name, () => {
    assert.deepEqual(lonePoints(y), expected);
  });
}

check('nothing', [], []);
check('one point', [5], [0]);
check('a line', [5, 6, 7], []);
check('a point between gaps', [1, 2, null, 3, null, 4, 5], [3]);
check('points at both ends', [1, null, 2, 3, null, 4], [0, 5]);
check('what only others have does not break a line', [undefined, 1, undefined, 2, undefined], []);
check('a lone point among what only others have', [undefined, 1, undefined, null, 2, undefined], [1, 4]);
