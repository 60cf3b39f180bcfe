import { createRandom, type Random } from '../../../src/core/random.ts';
import { lstmSequence } from '../../../src/engine/kernels/lstmSequence.ts';
import { initialValues } from '../../../src/engine/layers/initializers.ts';
import { softmaxCrossentropy } from '../../../src/engine/losses.ts';
import { tf, tidyNumbers, type Tensor1D, type Tensor2D, type Tensor3D } from '../../../src/engine/tensorflow.ts';
import { createAdam } from './learningModel.ts';

const symbols = 'BTPSXVE';
const units = 12;
const updates = 600;
/** Symbols of the stream in one update. */
const steps = 20;

/**
 * How much longer the cell state gets without a forget gate on an endless stream (Gers, Schmidhuber & Cummins 2000, the
 * continual embedded Reber grammar): its norm after 600 updates of 20 symbols each, over that of an LSTM that may forget. The
 * state is never reset; nothing but forgetting keeps it small.
 */
export function embeddedReberGrowth(seed: number): number {
  return stateNorm('never', seed) / stateNorm('learned', seed);
}

/** Biases of the forget gate: from 1, or so high that the gate is 1 whatever it sees. */
const forgetBias = { learned: 1, never: 1000 } as const;

function stateNorm(forgetting: keyof typeof forgetBias, seed: number): number {
  const random = createRandom(seed).fork('embedded Reber');
  const shapes = [[symbols.length + units, 4 * units], [4 * units], [units, symbols.length], [symbols.length]];
  const sizes = shapes.map((shape) => shape.reduce((product, n) => product * n, 1));
  let parameters = tf.keep(tf.tensor1d(firstValues(random.fork('weights'), forgetBias[forgetting])));
  const optimizer = createAdam(parameters.size);
  const stream = drawStream(random.fork('stream'));
  let state: readonly [number[], number[]] = [zeros(), zeros()];
  for (let update = 0; update < updates; update++) {
    state = tidyNumbers(() => {
      const text = Array.from({ length: steps + 1 }, (_, place) => stream(place < steps));
      const initial = { output: tf.tensor2d([state[0]]), cellState: tf.tensor2d([state[1]]) };
      let next = state;
      const gradient = tf.grad((values) => {
        const pieces = tf.split(values as Tensor1D, sizes).map((piece, index) => piece.reshape(shapes[index] ?? []));
        const [kernel, bias, headKernel, headBias] = pieces as [Tensor2D, Tensor1D, Tensor2D, Tensor1D];
        const run = lstmSequence(oneHot(text.slice(0, steps)), { kernel, bias, peephole: null }, initial);
        next = [lastOf(run.output), lastOf(run.cellState)];
        const logits = tf.add(tf.matMul(run.output.reshape<Tensor2D>([steps, units]), headKernel), headBias);
        return softmaxCrossentropy(tf.tensor1d(text.slice(1), 'int32'), logits).mean();
      })(parameters);
      const clipped = tf.div<Tensor1D>(gradient, tf.maximum(tf.norm(gradient), 1));
      const improved = optimizer.step(parameters, clipped, 0.01);
      parameters.dispose();
      parameters = improved;
      return next;
    });
  }
  optimizer.dispose();
  parameters.dispose();
  return Math.hypot(...state[1]);
}

function zeros(): number[] {
  return Array.from({ length: units }, () => 0);
}

function lastOf(sequence: Tensor3D): number[] {
  return [...sequence.slice(steps - 1).dataSync<'float32'>()];
}

function firstValues(random: Random, forget: number): number[] {
  const bias = Array.from({ length: 4 * units }, (_, index) => (Math.floor(index / units) === 1 ? forget : 0));
  return [
    ...initialValues('glorotUniform', [symbols.length, 4 * units], random.fork('kernel')),
    ...initialValues('orthogonal', [units, 4 * units], random.fork('recurrent')),
    ...bias,
    ...initialValues('glorotUniform', [units, symbols.length], random.fork('head')),
    ...initialValues('zeros', [symbols.length], random),
  ];
}

function oneHot(text: readonly number[]): Tensor3D {
  return tf.oneHot(tf.tensor1d([...text], 'int32'), symbols.length).reshape<Tensor3D>([text.length, 1, symbols.length]);
}

/** Edges of the Reber grammar: from each state two ways on, or one, each a symbol and the next state. */
const grammar: readonly (readonly (readonly [symbol: string, next: number])[])[] = [
  [['B', 1]],
  [
    ['T', 2],
    ['P', 3],
  ],
  [
    ['S', 2],
    ['X', 4],
  ],
  [
    ['T', 3],
    ['V', 5],
  ],
  [
    ['X', 3],
    ['S', 6],
  ],
  [
    ['P', 4],
    ['V', 6],
  ],
  [['E', 7]],
];

/** The symbols of an endless stream of embedded strings, one a call; a look that does not take one sees it again. */
function drawStream(random: Random): (take: boolean) => number {
  let waiting: number[] = [];
  return (take) => {
    if (waiting.length === 0) waiting = drawString(random);
    const [first = 0] = waiting;
    if (take) waiting.shift();
    return first;
  };
}

/** B, then T or P, a Reber string, the same T or P again, then E. */
function drawString(random: Random): number[] {
  const around = random.next() < 0.5 ? 'T' : 'P';
  let text = `B${around}`;
  for (let state = 0; state < 7;) {
    const ways = grammar[state] ?? [];
    const [symbol, next] = ways[Math.floor(random.next() * ways.length)] ?? ['E', 7];
    text += symbol;
    state = next;
  }
  return Array.from(`${text}${around}E`, (symbol) => symbols.indexOf(symbol));
}
