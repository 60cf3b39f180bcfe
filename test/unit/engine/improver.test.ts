import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildModel } from '../../../src/engine/buildModel.ts';
import { createImprover } from '../../../src/engine/improver.ts';
import { tf, tidyNumbers } from '../../../src/engine/tensorflow.ts';
import { dense, lstm, modelPlan, trainingPlan } from './modelPlans.ts';

const layers = [lstm({ units: 2, kernelRegularizer: { l1: 0.1, l2: 0.25 } }), dense()];

/** One step with a gradient of all ones and a loss of 2: the parameters before and after it, and what is said of it. */
function improve(training: Parameters<typeof trainingPlan>[0], frozen = '') {
  const before = tf.memory().numTensors;
  const plan = modelPlan(4, 1, layers);
  const known = { ...plan, layers: plan.layers.map((layer) => ({ ...layer, trainable: layer.name !== frozen })) };
  const model = buildModel(known, 3);
  const improver = createImprover(model, trainingPlan(training));
  const old = Float32Array.from(model.parameters.dataSync());
  const improved = tidyNumbers(() => improver.improve({ loss: tf.scalar(2), gradient: tf.ones([old.length]) }, 0.5));
  const next = Float32Array.from(model.parameters.dataSync());
  const infos = model.weights;
  improver.dispose();
  model.dispose();
  assert.equal(tf.memory().numTensors, before, 'tensors left behind');
  return { old, next, infos, ...improved };
}

const sgd = { ...trainingPlan().optimizer, type: 'sgd' } as const;

describe('a step', () => {
  it('adds what large weights cost to the loss, and its slope to the gradient', () => {
    const { old, next, infos, loss } = improve({ optimizer: sgd });
    const kernel = infos.find(({ name }) => name === 'lstm/kernel') ?? assert.fail('no kernel');
    const cost = old
      .subarray(kernel.offset, kernel.offset + kernel.size)
      .reduce((sum, value) => sum + 0.1 * Math.abs(value) + 0.25 * value ** 2, 0);
    assert.ok(cost > 0.01 && Math.abs(loss - 2 - cost) < 1e-6);
    old.forEach((value, index) => {
      const own = index >= kernel.offset && index < kernel.offset + kernel.size;
      const slope = 1 + (own ? 0.1 * Math.sign(value) + 0.5 * value : 0);
      assert.ok(Math.abs((next[index] ?? NaN) - (value - 0.5 * slope)) < 1e-6);
    });
  });

  it('leaves frozen layers as they are, bit for bit, whatever momentum and weight decay do', () => {
    const optimizer = { ...trainingPlan().optimizer, weightDecay: 0.1 };
    const { old, next, infos, gradientNorm, loss } = improve({ optimizer }, 'lstm');
    const learning = infos.filter(({ layer }) => layer !== 'lstm');
    old.forEach((value, index) => {
      const learns = learning.some(({ offset, size }) => index >= offset && index < offset + size);
      assert.equal(next[index] !== value, learns);
    });
    // The norm is that of what learns: three ones.
    assert.ok(Math.abs(gradientNorm - Math.sqrt(3)) < 1e-6);
    // What frozen weights cost is nobody's loss, as in Keras.
    assert.equal(loss, 2);
  });
});
