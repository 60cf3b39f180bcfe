import { createRandom } from '../../../src/core/random.ts';
import { lstmSequence } from '../../../src/engine/kernels/lstmSequence.ts';
import { initialValues } from '../../../src/engine/layers/initializers.ts';
import {
  tf,
  tidyNumbers,
  type Rank,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
} from '../../../src/engine/tensorflow.ts';
import { drawAdding } from './addingProblem.ts';

const units = 8;
const time = 100;

/**
 * How much a forget bias of 1 keeps of a gradient in an LSTM that has not learned yet: the norm of the derivative by the
 * first cell state of what 8 units say after 100 steps of the adding problem, over that with a forget bias of 0
 * (Jozefowicz, Zaremba & Sutskever 2015).
 */
export function gradientRatio(seed: number): number {
  return gradientNorm(1, seed) / gradientNorm(0, seed);
}

function gradientNorm(forgetBias: number, seed: number): number {
  return tidyNumbers(() => {
    const random = createRandom(seed).fork('gradient at the start');
    const inputs = drawAdding(random.fork('inputs'), 1, time).inputs.transpose<Tensor3D>([1, 0, 2]);
    const kernel = [
      ...initialValues('glorotUniform', [2, 4 * units], random.fork('kernel')),
      ...initialValues('orthogonal', [units, 4 * units], random.fork('recurrent')),
    ];
    const bias = tf.tensor1d(
      Float32Array.from({ length: 4 * units }, (_, index) => (Math.floor(index / units) === 1 ? forgetBias : 0)),
    );
    const weights = { kernel: tf.tensor2d(kernel, [2 + units, 4 * units]), bias, peephole: null };
    const output = tf.zeros<Rank.R2>([1, units]);
    const gradient = tf.grad((cellState: Tensor) => {
      const run = lstmSequence(inputs, weights, { output, cellState: cellState as Tensor2D });
      return run.output.slice(time - 1).sum();
    })(output);
    // In float32 the squares of such numbers would be too small to add.
    return Math.hypot(...gradient.dataSync());
  });
}
