import {
  prepareOp,
  tf,
  withGradient,
  type Rank,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '../tensorflow.ts';
import type { GruSequence } from './gruSequence.ts';
import { stackSteps, unstackSteps } from './timesteps.ts';

/** What the recurrent side of a GRU needs, gate columns in Keras's order: update (z), reset (r), candidate (c). */
export interface RecurrentWeights {
  /** `[units, 3 * units]` */
  readonly kernel: Tensor2D;
  /** `[3 * units]`, or `null`: no bias. */
  readonly bias: Tensor1D | null;
}

/**
 * A GRU over a whole sequence, its reset gate after the recurrent product, as in CuDNN and Keras's default. `projected`
 * `[time, batch, 3 * units]` is what the inputs contribute, `x W + b`; with `h` the output at time t and R, q the
 * recurrent kernel and bias:
 *
 *     z = sigmoid(projected z + h[t-1] Rz + qz)     r likewise     m = h[t-1] Rc + qc
 *     c = tanh(projected c + r m)                   h = z h[t-1] + (1 - z) c
 *
 * TensorFlow has no kernel for it: it is a handful of native operations a timestep, differentiated by hand. The gates
 * live as long as the caller's tidy scope.
 */
export function gruResetAfterSequence(
  projected: Tensor3D,
  { kernel, bias }: RecurrentWeights,
  initial: Tensor2D | null,
): GruSequence {
  const units = kernel.shape[0];
  const recurrentBias = bias ?? tf.zeros<Rank.R1>([3 * units]);
  const state = initial ?? tf.zeros<Rank.R2>([projected.shape[1], units]);
  const { product, ...signals } = tf.tidy(() => runForward(projected, kernel, recurrentBias, state));
  const { updateGate, resetGate, candidate } = signals;
  const output = withGradient(
    signals.output,
    [projected, kernel, recurrentBias, state],
    [kernel, state, updateGate, resetGate, candidate, product, signals.output] as const,
    runBackward,
  );
  return { ...signals, output };
}

type Kept = readonly [
  kernel: Tensor2D,
  initial: Tensor2D,
  updateGate: Tensor3D,
  resetGate: Tensor3D,
  candidate: Tensor3D,
  product: Tensor3D,
  output: Tensor3D,
];

/** The signals, and `product`: m of the formulas. */
function runForward(projected: Tensor3D, kernel: Tensor2D, bias: Tensor1D, initial: Tensor2D) {
  const [update, reset, candidate] = tf.split(projected, 3, 2) as [Tensor3D, Tensor3D, Tensor3D];
  const added = unstackSteps(tf.add(tf.concat([update, reset, tf.zerosLike(candidate)], 2), bias));
  const candidates = unstackSteps(candidate);
  const lastAxis = tf.scalar(1, 'int32');
  const steps: ReturnType<typeof advance>[] = [];
  let previous: Tensor = initial;
  for (const [time, sums] of added.entries()) {
    const step = advance(previous, kernel, sums, candidates[time] ?? sums, lastAxis);
    steps.push(step);
    previous = step.output;
  }
  const stack = (name: keyof ReturnType<typeof advance>) => stackSteps(steps.map((step) => step[name]));
  return {
    output: stack('output'),
    updateGate: stack('updateGate'),
    resetGate: stack('resetGate'),
    candidate: stack('candidate'),
    product: stack('product'),
  };
}

/** One timestep, off the tape. `sums` is what adds to the recurrent product, `candidateSum` what adds to r m. */
function advance(previous: Tensor, kernel: Tensor, sums: Tensor, candidateSum: Tensor, lastAxis: Tensor) {
  const { z, r, m } = splitThree(lastAxis, add(matMul(previous, kernel).y, sums).y);
  const updateGate = sigmoid(z).y;
  const resetGate = sigmoid(r).y;
  const candidate = tanh(add(multiply(resetGate, m).y, candidateSum).y).y;
  const output = add(candidate, multiply(updateGate, subtract(previous, candidate).y).y).y;
  return { output, updateGate, resetGate, candidate, product: m };
}

/**
 * All that depends on the forward pass alone is computed for the whole sequence at once: what the gradient by `h` has to
 * be multiplied with to become that by each sum. The way back through time is then five operations a step.
 */
function runBackward(gradient: Tensor3D, kept: Kept): Tensor[] {
  const [kernel, initial, z, r, c, product, output] = kept;
  const previous = tf.concat([initial.expandDims<Tensor3D>(0), output.slice(0, output.shape[0] - 1)], 0);
  const toCandidate = tf.mul(tf.sub(1, z), tf.sub(1, tf.square(c)));
  const toProduct = tf.mul(toCandidate, r);
  const toReset = tf.mul(tf.mul(toProduct, product), tf.sub(1, r));
  const toUpdate = tf.mul(tf.mul(tf.sub(previous, c), z), tf.sub(1, z));
  const factors = tf.concat([toUpdate, toReset, toProduct] as Tensor3D[], 2);
  const way = goBack(gradient, factors, z, kernel);
  const recurrentSums = flatten(way.sums);
  const [updateSums, resetSums] = tf.split(way.sums, 3, 2) as [Tensor3D, Tensor3D, Tensor3D];
  return [
    tf.concat([updateSums, resetSums, tf.mul(way.outputs, toCandidate)], 2),
    tf.matMul(flatten(previous).transpose(), recurrentSums),
    recurrentSums.sum(0),
    way.initial,
  ];
}

/** Gradients by each timestep's output and by its three recurrent sums, `[time, batch, …]`, and by the first state. */
function goBack(gradient: Tensor3D, factors: Tensor3D, z: Tensor3D, kernel: Tensor2D) {
  const [own, factor, update] = [gradient, factors, z].map(unstackSteps) as [Tensor2D[], Tensor2D[], Tensor2D[]];
  const transposed = kernel.transpose();
  const lastAxis = tf.scalar(1, 'int32');
  const outputs: Tensor[] = [];
  const sums: Tensor[] = [];
  let total: Tensor = own.at(-1) ?? gradient;
  for (let time = own.length - 1; time >= 0; time--) {
    const sum = multiply(concatThree(total, total, total, lastAxis).y, factor[time] ?? total).y;
    outputs.push(total);
    sums.push(sum);
    const carried = [multiply(total, update[time] ?? total).y, matMul(sum, transposed).y] as const;
    const earlier = own[time - 1];
    total = earlier === undefined ? add(...carried).y : addThree(...carried, earlier).y;
  }
  return { outputs: stackSteps(outputs.reverse()), sums: stackSteps(sums.reverse()), initial: total };
}

/** `[time, batch, n]` to `[time * batch, n]`. */
function flatten(sequence: Tensor3D): Tensor2D {
  return sequence.reshape([-1, sequence.shape[2]]);
}

const float = { types: { T: 'float32' } } as const;
const matMul = prepareOp('MatMul', { ...float, booleans: { transpose_a: false, transpose_b: false } }, ['y']);
const add = prepareOp('AddV2', float, ['y']);
const addThree = prepareOp('AddN', { ...float, integers: { N: 3 } }, ['y']);
const subtract = prepareOp('Sub', float, ['y']);
const multiply = prepareOp('Mul', float, ['y']);
const sigmoid = prepareOp('Sigmoid', float, ['y']);
const tanh = prepareOp('Tanh', float, ['y']);
const splitThree = prepareOp('Split', { ...float, integers: { num_split: 3 } }, ['z', 'r', 'm']);
const concatThree = prepareOp('ConcatV2', { types: { T: 'float32', Tidx: 'int32' }, integers: { N: 3 } }, ['y']);
