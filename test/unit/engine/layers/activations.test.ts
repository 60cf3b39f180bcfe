import { describe, it } from 'node:test';
import type { Activation } from '../../../../src/contracts/layerConfigs.ts';
import { activationFunction } from '../../../../src/engine/layers/activations.ts';
import { tf } from '../../../../src/engine/tensorflow.ts';
import { assertValuesClose, withoutLeak } from '../tensors.ts';

const selu = { scale: 1.0507009873554805, alpha: 1.6732632423543772 };

/** Each function of one number as Keras 3 defines it, and its derivative. */
const formulas: Readonly<
  Record<Exclude<Activation, 'softmax'>, readonly [(x: number) => number, (x: number) => number]>
> = {
  linear: [(x) => x, () => 1],
  tanh: [Math.tanh, (x) => 1 - Math.tanh(x) ** 2],
  sigmoid: [logistic, (x) => logistic(x) * logistic(-x)],
  hardSigmoid: [(x) => Math.min(Math.max(x + 3, 0), 6) / 6, (x) => (x > -3 && x < 3 ? 1 / 6 : 0)],
  relu: [(x) => Math.max(x, 0), (x) => (x > 0 ? 1 : 0)],
  elu: [(x) => (x > 0 ? x : Math.expm1(x)), (x) => (x > 0 ? 1 : Math.exp(x))],
  selu: [
    (x) => selu.scale * (x > 0 ? x : selu.alpha * Math.expm1(x)),
    (x) => selu.scale * (x > 0 ? 1 : selu.alpha * Math.exp(x)),
  ],
  softplus: [(x) => Math.log1p(Math.exp(x)), logistic],
  softsign: [(x) => x / (1 + Math.abs(x)), (x) => 1 / (1 + Math.abs(x)) ** 2],
};

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

const points = [-7, -3.5, -2.9, -1, -0.1, 0.1, 0.5, 1, 2.9, 3.5, 7];

describe('activations', () => {
  for (const [name, [value, derivative]] of Object.entries(formulas)) {
    it(`${name} and its derivative`, () => {
      withoutLeak(() => {
        const activate = activationFunction(name as Activation);
        const x = tf.tensor1d(points);
        assertValuesClose(activate(x).dataSync(), points.map(value), 2e-6, 'values');
        // The linear function gives back its argument itself, which tfjs cannot differentiate: hence the product.
        const gradient = tf.grad((input) => activate(input).mul(1))(x);
        assertValuesClose(gradient.dataSync(), points.map(derivative), 2e-6, 'derivatives');
      });
    });
  }

  it('softmax adds up to 1 over the last dimension', () => {
    withoutLeak(() => {
      const output = activationFunction('softmax')(tf.tensor2d([0, Math.log(3), 5, 5], [2, 2]));
      assertValuesClose(output.dataSync(), [0.25, 0.75, 0.5, 0.5], 1e-6, 'values');
    });
  });
});
