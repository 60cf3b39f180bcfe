import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addTallies, formatTally, parseTally, type Tally } from '../../../scripts/tally.ts';

const cases: readonly [string, number | null, Tally][] = [
  ['noise\n12 passed, 0 failed\n', 0, { passed: 12, failed: 0 }],
  ['1 passed, 1 failed\nagain\n3 passed, 2 failed, 1 skipped\n', 1, { passed: 3, failed: 2 }],
  ['12 passed, 0 failed\n', 1, { passed: 12, failed: 1 }],
  ['12 passed, 0 failed\n', null, { passed: 12, failed: 1 }],
  ['about 12 passed, 0 failed\n', 0, { passed: 0, failed: 1 }],
  ['', 0, { passed: 0, failed: 1 }],
];
for (const [output, exitCode, expected] of cases) {
  test(`${JSON.stringify(output)} with exit code ${String(exitCode)} counts as ${formatTally(expected)}`, () => {
    assert.deepEqual(parseTally(output, exitCode), expected);
  });
}

test('tallies add up', () => {
  assert.deepEqual(addTallies([]), { passed: 0, failed: 0 });
  assert.equal(
    formatTally(
      addTallies([
        { passed: 1, failed: 2 },
        { passed: 3, failed: 4 },
      ]),
    ),
    '4 passed, 6 failed',
  );
});
