import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRandom } from '../../../../src/core/random.ts';
import { dropoutLayer } from '../../../../src/engine/layers/dropoutLayer.ts';
import { tf, type Rank } from '../../../../src/engine/tensorflow.ts';
import { withoutLeak } from '../tensors.ts';
import { applyLayer } from './applyLayer.ts';

function run(rate: number, trainingStep: number | null, seed = 1): number[] {
  return tf.tidy(() => {
    const layer = dropoutLayer('dropout', { type: 'dropout', rate }, createRandom(seed));
    return [...applyLayer(layer, tf.zeros<Rank.R1>([0]), [tf.ones([100, 50])], { trainingStep }).dataSync()];
  });
}

describe('dropout', () => {
  it('sets the given share to 0 and raises the rest, so that the mean stays', () => {
    withoutLeak(() => {
      const values = run(0.2, 0);
      assert.deepEqual([...new Set(values)].toSorted(), [0, 1.25]);
      const dropped = values.filter((value) => value === 0).length / values.length;
      assert.ok(Math.abs(dropped - 0.2) < 0.02, String(dropped));
    });
  });

  it('does nothing outside training or at rate 0', () => {
    assert.ok(run(0.2, null).every((value) => value === 1));
    assert.ok(run(0, 3).every((value) => value === 1));
  });

  it('depends on the step and the seed alone', () => {
    assert.deepEqual(run(0.5, 4), run(0.5, 4));
    assert.notDeepEqual(run(0.5, 4), run(0.5, 5));
    assert.notDeepEqual(run(0.5, 4, 1), run(0.5, 4, 2));
  });
});
