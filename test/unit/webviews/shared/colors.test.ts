import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withAlpha } from '../../../../webviews/shared/colors.ts';

function check(color: string, alpha: number, expected: string): void {
  test(`${color} at ${String(alpha)}`, () => {
    assert.equal(withAlpha(color, alpha), expected);
  });
}

check('#fff', 0.5, 'rgba(255, 255, 255, 0.5)');
check('#3794ff', 0.25, 'rgba(55, 148, 255, 0.25)');
check(' #00000080 ', 0.5, 'rgba(0, 0, 0, 0.251)');
check('rgb(1, 2, 3)', 0.1, 'rgba(1, 2, 3, 0.1)');
check('rgba(1, 2, 3, 0.5)', 0.5, 'rgba(1, 2, 3, 0.25)');
check('rgb(1 2 3 / 0.5)', 1, 'rgba(1, 2, 3, 0.5)');
check('tomato', 0.5, 'tomato');
