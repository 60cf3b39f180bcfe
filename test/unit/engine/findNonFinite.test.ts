import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Batch } from '../../../src/core/data/dataset.ts';
import { buildModel, type Model } from '../../../src/engine/buildModel.ts';
import { findNonFinite } from '../../../src/engine/findNonFinite.ts';
import { createObjective } from '../../../src/engine/objective.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { dense, lstm, modelPlan } from './modelPlans.ts';

const layers = [
  lstm({ units: 3, returnSequences: true }),
  dense({ units: 4, activation: 'relu' }),
  lstm({ units: 2 }),
  dense(),
];

interface Trouble {
  /** Weights to overwrite: all values of the named one. */
  readonly weights?: Readonly<Record<string, number>>;
  readonly input?: number;
  readonly target?: number;
}

/** Names what a step with such numbers stumbles over first. */
function check({ weights = {}, input = 1, target = 1 }: Trouble, expected: RegExp): void {
  const before = tf.memory().numTensors;
  const model = buildModel(modelPlan(5, 2, layers), 1);
  overwrite(model, weights);
  const batch: Batch = {
    size: 3,
    input: { data: new Float32Array(30).fill(input), shape: [3, 5, 2] },
    target: { data: new Float32Array(3).fill(target), shape: [3, 1] },
    ...{ lengths: null, decoderInput: null, weights: null },
  };
  const objective = createObjective('meanSquaredError', model.plan);
  assert.match(findNonFinite({ model, objective, batch, step: 0 }), expected);
  model.dispose();
  assert.equal(tf.memory().numTensors, before, 'tensors left behind');
}

function overwrite(model: Model, values: Readonly<Record<string, number>>): void {
  const parameters = Float32Array.from(model.parameters.dataSync());
  for (const { name, offset, size } of model.weights) {
    const value = values[name];
    if (value !== undefined) parameters.fill(value, offset, offset + size);
  }
  model.replaceParameters(tf.tensor1d(parameters));
}

describe('findNonFinite', () => {
  it('names the data', () => {
    check({ input: Infinity }, /inputs of the batch/);
    check({ target: NaN }, /targets of the batch/);
  });

  it('names the first layer with a weight that is not finite, and the weight', () => {
    check({ weights: { 'lstm_1/bias': NaN, 'dense_1/kernel': NaN } }, /weight "lstm_1\/bias" of layer "lstm_1"/);
  });

  it('names the first layer whose output is not finite', () => {
    // Open gates and a large candidate: the first layer's outputs are near 1.
    check({ weights: { 'lstm/bias': 9, 'dense/kernel': 3e38 } }, /output of layer "dense" is the first/);
  });

  it('names the last layer where only the loss overflows', () => {
    check({ weights: { 'dense_1/bias': 1e30 } }, /output of layer "dense_1" is so large/);
  });

  it('names the layer where the gradient overflows on its way back', () => {
    // The third layer says 0, so the loss is finite; the gradient by its output is too large for a float.
    const silent = { 'lstm_1/kernel': 0, 'lstm_1/recurrent_kernel': 0, 'lstm_1/bias': 0 };
    check({ weights: { ...silent, 'dense_1/kernel': 3e38 }, target: 10 }, /gradient of layer "lstm_1" is the first/);
  });

  it('names the layer with the largest gradient where only the norm overflows', () => {
    check({ weights: { 'dense_1/bias': 1e19 } }, /gradient of layer "dense_1" is the first/);
  });
});
