import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lstmSequence } from '../../../../src/engine/kernels/lstmSequence.ts';
import { tf, type Rank, type Tensor, type Tensor2D, type Tensor3D } from '../../../../src/engine/tensorflow.ts';
import { assertClose, assertValuesClose, normalTensors, withoutLeak } from '../tensors.ts';

/** An LSTM of 5 units over a sequence of 3 or 5 features. */
function run(inputs: Tensor3D, kernel = normalTensors(7).matrix(inputs.shape[2] + 5, 20)): Tensor3D {
  return lstmSequence(inputs, { kernel, bias: null, peephole: null }, null, { wanted: 'outputs' }).output;
}

/** The same numbers, which are nobody's but this tensor's. */
function copyOf(tensor: Tensor3D): Tensor3D {
  return tf.tensor3d(tensor.dataSync<'float32'>().slice(), tensor.shape);
}

describe('outputs that stay in the memory of the kernels', () => {
  const draw = () => normalTensors(9).sequence(6, 4, 3);

  it('are read there by the next layer, which computes the same as from a copy', () => {
    withoutLeak(() => {
      assertClose(run(run(draw())), run(copyOf(run(draw()))), 0, 'second layer');
    });
  });

  it('are handed from layer to layer on the way back, too', () => {
    withoutLeak(() => {
      const kernels = [normalTensors(7).matrix(8, 20), normalTensors(8).matrix(10, 20)];
      const gradients = (between: (output: Tensor3D) => Tensor3D) =>
        tf.grads((...given) => {
          const [first, second] = given as unknown as [Tensor2D, Tensor2D];
          return run(between(run(draw(), first)), second)
            .square()
            .sum();
        })(kernels);
      const throughTensorFlow = gradients((output) => tf.add<Tensor3D>(output, 0));
      gradients((output) => output).forEach((gradient, index) => {
        assertClose(gradient, throughTensorFlow[index] as Tensor, 0, `gradient ${String(index)}`);
      });
    });
  });

  it('are copied out before the room is given back', () => {
    const output = tf.tidy(() => run(draw()));
    const expected = tf.tidy(() => run(draw()).dataSync<'float32'>().slice());
    // Runs outside of a tidy scope take the room of those before them.
    const other = run(tf.zeros<Rank.R3>([6, 4, 3]));
    assertValuesClose(output.dataSync(), expected, 0, 'output');
    tf.dispose([output, other]);
  });

  it('may be asked for after the gradients were computed', () => {
    withoutLeak(() => {
      let output: Tensor3D | undefined;
      tf.grad((inputs) => {
        output = tf.keep(run(inputs as Tensor3D));
        return output.square().sum();
      })(draw());
      assert.ok(output);
      assertClose(output, run(draw()), 0, 'output');
      output.dispose();
    });
  });
});
