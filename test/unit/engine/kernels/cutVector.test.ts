import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cutVector } from '../../../../src/engine/kernels/cutVector.ts';
import { tf, type Tensor, type Tensor1D } from '../../../../src/engine/tensorflow.ts';
import { assertClose, normalTensors, withoutLeak } from '../tensors.ts';

describe('cutVector', () => {
  for (const { name, shapes } of [
    { name: 'several pieces', shapes: [[2, 3], [4], [1, 2, 2]] },
    { name: 'one piece', shapes: [[7, 2]] },
  ]) {
    it(`cuts and differentiates as slices do: ${name}`, () => {
      withoutLeak(() => {
        const vector = normalTensors(1).vector(14);
        const sliced = (whole: Tensor1D): Tensor[] => {
          let from = 0;
          return shapes.map((shape) => {
            const size = shape.reduce((product, n) => product * n);
            from += size;
            return whole.slice(from - size, size).reshape(shape);
          });
        };
        const cube = (cut: (whole: Tensor1D) => Tensor[]) => (whole: Tensor) =>
          cut(whole as Tensor1D).reduce(
            (sum, piece, index) =>
              sum.add(
                piece
                  .pow(3)
                  .mul(index + 1)
                  .sum(),
              ),
            tf.scalar(0),
          );
        const cut = (whole: Tensor1D) => cutVector(whole, shapes);
        cut(vector).forEach((piece, index) => {
          assertClose(piece, sliced(vector)[index] as Tensor, 0, `piece ${String(index)}`);
        });
        assertClose(tf.grad(cube(cut))(vector), tf.grad(cube(sliced))(vector), 1e-6, 'gradient');
      });
    });
  }

  it('gives zeros as the gradient of a piece that nobody used', () => {
    withoutLeak(() => {
      const gradient = tf.grad((whole) => (cutVector(whole as Tensor1D, [[2], [3]])[1] as Tensor).sum())(tf.ones([5]));
      assert.deepEqual([...gradient.dataSync()], [0, 0, 1, 1, 1]);
    });
  });
});
