import { createRandom } from '../../../src/core/random.ts';
import type { Model } from '../../../src/engine/buildModel.ts';
import { tf, tidyNumbers, type Scalar, type Tensor } from '../../../src/engine/tensorflow.ts';
import { answer, buildChain, dense, learn, lstm } from './learningModel.ts';

const updates = 4000;

/**
 * Counting (Gers & Schmidhuber 2001, LSTM recurrent networks learn simple context-free and context-sensitive languages): of
 * a string S aⁿ bⁿ, tell after each symbol which ones may follow. Two LSTM units learn it from n = 1 to 10, one string an
 * update, their input gates nearly closed at first. Answers the greatest n up to which no string is told wrong.
 */
export function countingReach(peephole: boolean, seed: number): number {
  const random = createRandom(seed).fork('counting');
  const model = buildChain(3, [lstm({ units: 2, peephole, returnSequences: true }), dense(3)], seed);
  closeInputGates(model, 2);
  // Straight down to nothing: the last steps only sharpen what was found.
  const rate = (update: number) => 0.01 * (1 - update / updates);
  learn(model, updates, rate, () => {
    const { inputs, legal } = drawString(1 + Math.floor(random.next() * 10));
    return { inputs, loss: (output) => crossentropy(output, legal) };
  });
  let reach = 0;
  while (reach < 100 && isRight(model, reach + 1)) reach++;
  model.dispose();
  return reach;
}

/** Symbols in: S, a, b. */
const inputSymbols = 'Sab';
/** Symbols that may follow: a, b, and the end T. */
const nextSymbols = 'abT';

function drawString(n: number): { readonly inputs: Tensor; readonly legal: Tensor } {
  const text = `S${'a'.repeat(n)}${'b'.repeat(n)}`;
  const steps = text.length;
  const inputs = tf.tensor(
    Float32Array.from({ length: steps * 3 }, (_, index) =>
      Number(inputSymbols[index % 3] === text[Math.floor(index / 3)]),
    ),
    [1, steps, 3],
  );
  const following = Array.from(text, (symbol, step) => {
    if (symbol === 'S') return 'a';
    if (symbol === 'a') return 'ab';
    return step === steps - 1 ? 'T' : 'b';
  });
  const legal = following.flatMap((may) => Array.from(nextSymbols, (symbol) => Number(may.includes(symbol))));
  return { inputs, legal: tf.tensor(legal, [1, steps, 3]) };
}

/** Binary crossentropy of each symbol's being legal, from logits. */
function crossentropy(logits: Tensor, legal: Tensor): Scalar {
  return tf.mean(tf.add(tf.sub(tf.relu(logits), tf.mul(logits, legal)), tf.softplus(tf.neg(tf.abs(logits)))));
}

function isRight(model: Model, n: number): boolean {
  return tidyNumbers(() => {
    const { inputs, legal } = drawString(n);
    const said = tf.greater(answer(model, inputs), 0);
    return tf.all(tf.equal(said, legal.cast('bool'))).dataSync()[0] === 1;
  });
}

/** Sets the input gates' biases to -1, so that little is written before it is known what for. */
function closeInputGates(model: Model, units: number): void {
  const bias = model.weights.find(({ name }) => name.endsWith('lstm_0/bias'));
  if (bias === undefined) throw new Error('An LSTM without a bias');
  const values = Float32Array.from(model.parameters.dataSync<'float32'>());
  values.fill(-1, bias.offset, bias.offset + units);
  model.replaceParameters(tf.tensor1d(values));
}
