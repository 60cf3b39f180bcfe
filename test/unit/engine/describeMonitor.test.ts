import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Monitor } from '../../../src/contracts/trainingPlan.ts';
import { describeMonitor } from '../../../src/engine/describeMonitor.ts';

const cases: readonly [Monitor, string][] = [
  ['loss', 'training loss'],
  ['validationLoss', 'validation loss'],
  ['rmse', 'training RMSE'],
  ['validationSmape', 'validation sMAPE'],
  ['validationR2', 'validation R²'],
];
for (const [monitor, expected] of cases) {
  test(`${monitor} is said as ${expected}`, () => {
    assert.equal(describeMonitor(monitor), expected);
  });
}
