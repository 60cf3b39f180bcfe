import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { NumberLoss } from '../../../src/contracts/trainingPlan.ts';
import { numberLoss } from '../../../src/engine/losses.ts';
import { tf, type Tensor } from '../../../src/engine/tensorflow.ts';
import { kerasReference as reference } from './kerasReference.ts';
import { assertValuesClose, withoutLeak } from './tensors.ts';

/** Derivative of each loss by the error, as a plain formula. */
const derivatives: Readonly<Record<NumberLoss, (error: number) => number>> = {
  meanSquaredError: (error) => 2 * error,
  meanAbsoluteError: Math.sign,
  huber: (error) => Math.max(-1, Math.min(1, error)),
  logCosh: Math.tanh,
};

describe('losses', () => {
  for (const [name, derivative] of Object.entries(derivatives) as [NumberLoss, (error: number) => number][]) {
    it(`${name} is what Keras computes`, () => {
      withoutLeak(() => {
        const truth = tf.tensor2d([...reference.truth], [5, 3]);
        const prediction = tf.tensor2d([...reference.prediction], [5, 3]);
        const value = tf.mean(numberLoss(name)(truth, prediction)).dataSync()[0] ?? NaN;
        assert.ok(Math.abs(value - reference.losses[name]) < 1e-6, String(value));
      });
    });

    it(`${name} has the derivative of its formula, also where the error is 0 or large`, () => {
      withoutLeak(() => {
        const errors = [0, 0.3, -0.7, 1, -1, 2.5, -30, 100];
        const truth = tf.zeros([errors.length, 1]);
        const gradient = tf.grad((prediction: Tensor) => tf.mean(numberLoss(name)(truth, prediction)))(
          tf.tensor2d(errors, [errors.length, 1]),
        );
        const expected = errors.map((error) => derivative(error) / errors.length);
        assertValuesClose(gradient.dataSync(), expected, 1e-5, name);
      });
    });
  }
});
