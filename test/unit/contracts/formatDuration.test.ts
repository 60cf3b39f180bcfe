import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatDuration } from '../../../src/contracts/formatDuration.ts';

function check(seconds: number, expected: string): void {
  test(`${String(seconds)} seconds`, () => {
    assert.equal(formatDuration(seconds), expected);
  });
}

check(0, '0 s');
check(-3, '0 s');
check(59.4, '59 s');
check(59.6, '1 min 0 s');
check(3599, '59 min 59 s');
check(7260, '2 h 1 min');
check(93600, '1 d 2 h');
check(NaN, '–');
