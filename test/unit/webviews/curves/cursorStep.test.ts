import assert from 'node:assert/strict';
import { test } from 'node:test';
import { collectCursorStep } from '../../../../webviews/curves/cursorStep.ts';

const seen = Array.from({ length: 30 }, (_, index) => index * 10);

function check(key: string, cursor: number | null, far: boolean, expected: number | undefined): void {
  test(`${far ? 'Shift+' : ''}${key} at ${String(cursor)}`, () => {
    assert.equal(collectCursorStep(seen, cursor, key, far), expected);
  });
}

check('ArrowRight', null, false, 0);
check('ArrowLeft', null, false, 290);
check('ArrowRight', 100, false, 110);
check('ArrowRight', 95, false, 110);
check('ArrowLeft', 100, false, 90);
check('ArrowRight', 100, true, 200);
check('ArrowRight', 290, false, 290);
check('ArrowLeft', 0, true, 0);
check('ArrowRight', 999, false, 290);
check('PageDown', 100, false, 130);
check('PageUp', 100, false, 70);
check('Home', 100, false, 0);
check('End', null, false, 290);
check('x', 100, false, undefined);

test('nothing to be seen', () => {
  assert.equal(collectCursorStep([], null, 'ArrowRight', false), undefined);
});
