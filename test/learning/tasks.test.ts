import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gradientRatio } from '../../scripts/quality/learning/gradientAtStart.ts';
import { temporalOrderAccuracy } from '../../scripts/quality/learning/temporalOrder.ts';
import { tf } from '../../src/engine/tensorflow.ts';

// One seed of what is quick; `npm run quality -- learning` takes five, and the slower tasks too.
describe('what an LSTM can learn', () => {
  it('learns the order of two marks 20 steps apart with a forget bias of 1, and nothing of it with 0', () => {
    const before = tf.memory().numTensors;
    assert.ok(temporalOrderAccuracy(1, 2) >= 0.95);
    assert.ok(temporalOrderAccuracy(0, 2) < 0.4);
    assert.equal(tf.memory().numTensors, before, 'tensors left behind');
  });

  it('keeps a gradient over 100 steps a million times better with a forget bias of 1', () => {
    assert.ok(gradientRatio(1) > 1e6);
  });
});
