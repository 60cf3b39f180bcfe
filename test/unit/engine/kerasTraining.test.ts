import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { KerasTraining } from '../../../scripts/vectors/fixture.ts';
import { runTraining } from '../../../scripts/vectors/runTraining.ts';
import { keras, kerasGraphs } from './kerasFixture.ts';
import { withoutLeak } from './tensors.ts';

describe('20 steps of training against Keras', { skip: keras === null ? 'no reference values here' : false }, () => {
  it('finds all runs', () => {
    assert.equal(keras?.training.length, 9);
  });

  checkAll(keras?.training ?? []);
});

describe('more training against Keras', () => {
  checkAll(kerasGraphs?.training ?? []);
});

function checkAll(runs: readonly KerasTraining[]): void {
  for (const run of runs) {
    it(run.name, () => {
      withoutLeak(() => {
        const { losses, weights } = runTraining(run);
        assert.ok(losses <= 1e-5, `losses differ by ${String(losses)}`);
        assert.ok(weights <= 1e-4, `weights differ by ${String(weights)}`);
      });
    });
  }
}
