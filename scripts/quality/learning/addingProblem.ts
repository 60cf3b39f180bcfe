import { createRandom, type Random } from '../../../src/core/random.ts';
import { tf, tidyNumbers, type Scalar, type Tensor } from '../../../src/engine/tensorflow.ts';
import { answer, buildChain, dense, learn, lstm } from './learningModel.ts';

const updates = 1500;

/**
 * The adding problem (Hochreiter & Schmidhuber 1997, section 5.4): 50 steps of a number from -1 to 1 and a mark; one step in
 * each half is marked, and the answer is the sum of the two numbers there. Mean squared error over 512 fresh examples of an
 * LSTM of 8 units after 1,500 updates of 32; always answering 0 has 2/3.
 */
export function addingProblemError(seed: number): number {
  const random = createRandom(seed).fork('adding');
  const model = buildChain(2, [lstm({ units: 8 }), dense(1)], seed);
  // Straight down to nothing: at a steady rate the error of the last updates is mostly their own noise.
  learn(
    model,
    updates,
    (update) => 0.01 * (1 - update / updates),
    () => {
      const { inputs, sums } = drawAdding(random, 32, 50);
      return { inputs, loss: (output) => squaredError(output, sums) };
    },
  );
  const error = tidyNumbers(() => {
    const { inputs, sums } = drawAdding(random.fork('test'), 512, 50);
    return squaredError(answer(model, inputs), sums).dataSync()[0] ?? NaN;
  });
  model.dispose();
  return error;
}

/** Inputs `[count, time, 2]` and the sums of what is marked, `[count, 1]`. */
export function drawAdding(
  random: Random,
  count: number,
  time: number,
): { readonly inputs: Tensor; readonly sums: Tensor } {
  const values = new Float32Array(count * time * 2);
  const sums = new Float32Array(count);
  for (let example = 0; example < count; example++) {
    const half = Math.floor(time / 2);
    const marks = [Math.floor(random.next() * half), half + Math.floor(random.next() * (time - half))];
    for (let step = 0; step < time; step++) {
      const number = 2 * random.next() - 1;
      const at = (example * time + step) * 2;
      values[at] = number;
      if (!marks.includes(step)) continue;
      values[at + 1] = 1;
      sums[example] = (sums[example] ?? 0) + number;
    }
  }
  return { inputs: tf.tensor(values, [count, time, 2]), sums: tf.tensor(sums, [count, 1]) };
}

function squaredError(output: Tensor, sums: Tensor): Scalar {
  return tf.mean(tf.square(tf.sub(output, sums)));
}
