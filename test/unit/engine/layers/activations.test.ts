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
  relu6: [(x) => Math.min(Math.max(x, 0), 6), (x) => (x > 0 && x < 6 ? 1 : 0)],
  leakyRelu: [(x) => (x > 0 ? x : 0.2 * x), (x) => (x > 0 ? 1 : 0.2)],
  elu: [(x) => (x > 0 ? x : Math.expm1(x)), (x) => (x > 0 ? 1 : Math.exp(x))],
  selu: [
    (x) => selu.scale * (x > 0 ? x : selu.alpha * Math.expm1(x)),
    (x) => selu.scale * (x > 0 ? 1 : selu.alpha * Math.exp(x)),
  ],
  gelu: [(x) => x * normalShare(x), (x) => normalShare(x) + x * normalDensity(x)],
  silu: [(x) => x * logistic(x), (x) => logistic(x) * (1 + x * logistic(-x))],
  hardSilu: [(x) => (x * Math.min(Math.max(x + 3, 0), 6)) / 6, (x) => (x <= -3 ? 0 : x >= 3 ? 1 : (2 * x + 3) / 6)],
  mish: [
    (x) => x * Math.tanh(Math.log1p(Math.exp(x))),
    (x) => {
      const bent = Math.tanh(Math.log1p(Math.exp(x)));
      return bent + x * (1 - bent ** 2) * logistic(x);
    },
  ],
  softplus: [(x) => Math.log1p(Math.exp(x)), logistic],
  softsign: [(x) => x / (1 + Math.abs(x)), (x) => 1 / (1 + Math.abs(x)) ** 2],
  exponential: [Math.exp, Math.exp],
};

function logistic(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Density of the normal distribution. */
function normalDensity(x: number): number {
  return Math.exp(-(x ** 2) / 2) / Math.sqrt(2 * Math.PI);
}

/** Share of a normal distribution below a value: Simpson's rule from -12. */
function normalShare(x: number): number {
  const intervals = 4000;
  const width = (x + 12) / intervals;
  const heights = Array.from({ length: intervals + 1 }, (_, index) => {
    const factor = index === 0 || index === intervals ? 1 : index % 2 === 1 ? 4 : 2;
    return factor * normalDensity(-12 + index * width);
  });
  return (heights.reduce((sum, height) => sum + height, 0) * width) / 3;
}

/** Rounding of numbers as large as the function's. */
function bound(formula: (x: number) => number): number {
  return 2e-6 * Math.max(1, ...points.map((x) => Math.abs(formula(x)) / 10));
}

const points = [-7, -3.5, -2.9, -1, -0.1, 0.1, 0.5, 1, 2.9, 3.5, 7];

describe('activations', () => {
  for (const [name, [value, derivative]] of Object.entries(formulas)) {
    it(`${name} and its derivative`, () => {
      withoutLeak(() => {
        const activate = activationFunction(name as Activation);
        const x = tf.tensor1d(points);
        assertValuesClose(activate(x).dataSync(), points.map(value), bound(value), 'values');
        // The linear function gives back its argument itself, which tfjs cannot differentiate: hence the product.
        const gradient = tf.grad((input) => activate(input).mul(1))(x);
        assertValuesClose(gradient.dataSync(), points.map(derivative), bound(derivative), 'derivatives');
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
