import { describe, it } from 'node:test';
import { smallProduct } from '../../../../src/engine/kernels/smallProduct.ts';
import { tf, type Tensor, type Tensor1D, type Tensor2D } from '../../../../src/engine/tensorflow.ts';
import { assertClose, normalTensors, withoutLeak } from '../tensors.ts';

describe('smallProduct', () => {
  for (const { shape, units } of [
    { shape: [4, 5], units: 3 },
    { shape: [2, 3, 5], units: 1 },
    { shape: [1, 5], units: 2 },
  ]) {
    for (const withBias of [true, false]) {
      it(`computes and differentiates as TensorFlow does: ${shape.join(' x ')} to ${String(units)}${withBias ? ' and a bias' : ''}`, () => {
        withoutLeak(() => {
          const draw = normalTensors(2);
          const values = draw.matrix(shape.reduce((product, n) => product * n) / 5, 5).reshape(shape);
          const variables = [values, draw.matrix(5, units), ...(withBias ? [draw.vector(units)] : [])];
          const weighting = tf.randomNormal([...shape.slice(0, -1), units], 0, 1, 'float32', 3);
          const ours = (x: Tensor, kernel: Tensor, bias?: Tensor) =>
            smallProduct(x, kernel as Tensor2D, bias as Tensor1D | undefined);
          const theirs = (x: Tensor, kernel: Tensor, bias?: Tensor) => {
            const product = tf.matMul(x.reshape([-1, 5]), kernel as Tensor2D).reshape([...shape.slice(0, -1), units]);
            return bias === undefined ? product : product.add(bias);
          };
          const [x, kernel, bias] = variables as [Tensor, Tensor, Tensor?];
          assertClose(ours(x, kernel, bias), theirs(x, kernel, bias), 1e-6, 'product');
          const gradients = (compute: typeof ours) =>
            tf.grads((...given) => {
              const [a, b, c] = given as unknown as [Tensor, Tensor, Tensor?];
              return compute(a, b, c).mul(weighting).sum();
            })(variables);
          gradients(ours).forEach((gradient, index) => {
            assertClose(gradient, gradients(theirs)[index] as Tensor, 1e-5, `gradient ${String(index)}`);
          });
        });
      });
    }
  }
});
