import { createRandom, type Random } from '../../../src/core/random.ts';
import { softmaxCrossentropy } from '../../../src/engine/losses.ts';
import { tf, tidyNumbers, type Scalar, type Tensor } from '../../../src/engine/tensorflow.ts';
import { answer, buildChain, dense, learn, lstm } from './learningModel.ts';

const time = 50;
/** a, b, c, d are noise; B begins, E ends. */
const symbols = ['a', 'b', 'c', 'd', 'X', 'Y', 'B', 'E'] as const;

/**
 * The temporal order problem (Hochreiter & Schmidhuber 1997, section 5.6), shortened: among 50 symbols two are X or Y, one
 * at steps 3 to 12, one at 25 to 40; the class is which they were, in their order. Share of 512 fresh examples that an
 * LSTM of 4 units gets right after 500 updates of 32; guessing gets 0.25.
 */
export function temporalOrderAccuracy(forgetBias: number, seed: number): number {
  const random = createRandom(seed).fork('temporal order');
  const model = buildChain(symbols.length, [lstm({ units: 4, forgetBias }), dense(4)], seed);
  learn(model, 500, 0.03, () => {
    const { inputs, classes } = drawExamples(random, 32);
    return { inputs, loss: (output) => softmaxCrossentropy(classes, output).mean<Scalar>() };
  });
  const accuracy = tidyNumbers(() => {
    const { inputs, classes } = drawExamples(random.fork('test'), 512);
    return (
      tf
        .equal(tf.argMax(answer(model, inputs), -1), classes)
        .cast('float32')
        .mean()
        .dataSync()[0] ?? NaN
    );
  });
  model.dispose();
  return accuracy;
}

function drawExamples(random: Random, count: number): { readonly inputs: Tensor; readonly classes: Tensor } {
  const between = (from: number, to: number) => from + Math.floor(random.next() * (to - from + 1));
  const values = new Float32Array(count * time * symbols.length);
  const classes = new Int32Array(count);
  for (let example = 0; example < count; example++) {
    const places = [between(3, 12), between(25, 40)];
    const signs = [between(0, 1), between(0, 1)] as const;
    for (let step = 0; step < time; step++) {
      const place = places.indexOf(step);
      const noise = between(0, 3);
      const marked = place >= 0 ? 4 + (signs[place] ?? 0) : noise;
      const symbol = step === 0 ? symbols.indexOf('B') : step === time - 1 ? symbols.indexOf('E') : marked;
      values[(example * time + step) * symbols.length + symbol] = 1;
    }
    classes[example] = 2 * signs[0] + signs[1];
  }
  return { inputs: tf.tensor(values, [count, time, symbols.length]), classes: tf.tensor1d(classes, 'int32') };
}
