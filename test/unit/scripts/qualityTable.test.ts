import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFindings, isReached } from '../../../scripts/qualityTable.ts';

test('a figure keeps its bound or misses it', () => {
  const check = (figure: number, goal: Parameters<typeof isReached>[0]['goal'], expected: boolean) => {
    assert.equal(isReached({ figure, goal }), expected, `${String(figure)} ${JSON.stringify(goal)}`);
  };
  check(0.95, { least: 0.95 }, true);
  check(0.94, { least: 0.95 }, false);
  check(0.4, { most: 0.4 }, true);
  check(0.41, { most: 0.4 }, false);
  check(NaN, { least: 0 }, false);
  check(NaN, { most: 0 }, false);
});

test('the findings are a table', () => {
  const text = formatFindings([
    {
      name: 'accuracy',
      goal: { least: 0.95 },
      figure: 0.99876,
      baseline: { name: 'Majority', figure: 0.25 },
      seconds: 12.4,
    },
    { name: 'ratio', goal: { least: 1e6 }, figure: 1.234e13, baseline: null, seconds: 1 },
    { name: 'error', goal: { most: 0.01 }, figure: 0.02, baseline: null, seconds: 100 },
  ]);
  assert.deepEqual(text.split('\n'), [
    'reached  accuracy  0.9988   at least 0.95    12 s   Majority: 0.25',
    'reached  ratio     1.2e+13  at least 1.0e+6  1 s',
    'MISSED   error     0.02     at most 0.01     100 s',
  ]);
});
