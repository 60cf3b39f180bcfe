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
import { stackSteps, unstackSteps } from './timesteps.ts';

/** Weights of one direction, gate columns in Keras's order: update (z), reset (r), candidate (h). */
export interface GruWeights {
  /** Keras's kernel above its recurrent kernel: `[inputs + units, 3 * units]`. */
  readonly kernel: Tensor2D;
  /** `[3 * units]`, or `null`: no bias. */
  readonly bias: Tensor1D | null;
}

/** Everything that the kernel computed, each `[time, batch, units]`. `output` is differentiable. */
export interface GruSequence {
  readonly output: Tensor3D;
  readonly updateGate: Tensor3D;
  readonly resetGate: Tensor3D;
  readonly candidate: Tensor3D;
}

/**
 * A GRU over a whole sequence `[time, batch, inputs]`, its reset gate before the recurrent product (Cho et al. 2014;
 * `resetAfter: false` in Keras), one native call a timestep (GRUBlockCell) and one for its gradient. With `x` the input
 * and `h` the output at time t:
 *
 *     z = sigmoid(x Wz + h[t-1] Rz + bz)      r likewise
 *     c = tanh(x Wc + (r h[t-1]) Rc + bc)     h = z h[t-1] + (1 - z) c
 *
 * The gates live as long as the caller's tidy scope.
 */
export function gruSequence(inputs: Tensor3D, weights: GruWeights, initial: Tensor2D | null): GruSequence {
  const [, batch] = inputs.shape;
  const units = weights.kernel.shape[1] / 3;
  const bias = weights.bias ?? tf.zeros<Rank.R1>([3 * units]);
  const state = initial ?? tf.zeros<Rank.R2>([batch, units]);
  const native = toNativeLayout(weights.kernel, bias);
  const signals = tf.tidy(() => runForward(inputs, native, state));
  const variables = [inputs, ...native, state] as const;
  const kept = [...variables, signals.resetGate, signals.updateGate, signals.candidate, signals.output] as const;
  return { ...signals, output: withGradient(signals.output, variables, kept, runBackward) };
}

/** What GRUBlockCell takes: reset and update gate in one matrix, in this order, the candidate in another. */
type NativeWeights = readonly [
  /** `[inputs + units, 2 * units]` */
  gateKernel: Tensor2D,
  /** `[inputs + units, units]` */
  candidateKernel: Tensor2D,
  /** `[2 * units]` */
  gateBias: Tensor1D,
  /** `[units]` */
  candidateBias: Tensor1D,
];

type Kept = readonly [
  inputs: Tensor3D,
  ...weights: NativeWeights,
  initial: Tensor2D,
  resetGate: Tensor3D,
  updateGate: Tensor3D,
  candidate: Tensor3D,
  output: Tensor3D,
];

/** From Keras's columns z r h to the native ones; differentiable, so that gradients come back in Keras's layout. */
function toNativeLayout(kernel: Tensor2D, bias: Tensor1D): NativeWeights {
  const [updateKernel, resetKernel, candidateKernel] = tf.split(kernel, 3, 1) as [Tensor2D, Tensor2D, Tensor2D];
  const [updateBias, resetBias, candidateBias] = tf.split(bias, 3) as [Tensor1D, Tensor1D, Tensor1D];
  return [
    tf.concat([resetKernel, updateKernel], 1),
    candidateKernel,
    tf.concat([resetBias, updateBias]),
    candidateBias,
  ];
}

function runForward(inputs: Tensor3D, weights: NativeWeights, initial: Tensor2D) {
  const steps: ReturnType<typeof cell>[] = [];
  let previous: Tensor = initial;
  for (const input of unstackSteps(inputs)) {
    const step = cell(input, previous, ...weights);
    steps.push(step);
    previous = step.h;
  }
  return {
    output: stackSteps(steps.map((step) => step.h)),
    updateGate: stackSteps(steps.map((step) => step.u)),
    resetGate: stackSteps(steps.map((step) => step.r)),
    candidate: stackSteps(steps.map((step) => step.c)),
  };
}

/** Back through time step by step; the weights' gradients are one product over all steps at the end. */
function runBackward(gradient: Tensor3D, kept: Kept): Tensor[] {
  const [inputs, , , , , initial, resetGate, , , output] = kept;
  const time = output.shape[0];
  const previous = tf.concat([initial.expandDims<Tensor3D>(0), output.slice(0, time - 1)], 0);
  const steps = runCellsBackward(kept, previous, gradient);
  const gates = flatten(stackSteps(steps.map((step) => step.d_r_bar_u_bar)));
  const candidates = flatten(stackSteps(steps.map((step) => step.d_c_bar)));
  return [
    stackSteps(steps.map((step) => step.d_x)),
    kernelGradient(inputs, previous, gates),
    kernelGradient(inputs, tf.mul(resetGate, previous), candidates),
    gates.sum(0),
    candidates.sum(0),
    steps[0]?.d_h_prev ?? tf.zerosLike(initial),
  ];
}

/** Gradients of each timestep's sums, in the order of time; `previous` is the output one timestep earlier. */
function runCellsBackward(kept: Kept, previous: Tensor3D, gradient: Tensor3D): ReturnType<typeof cellGradient>[] {
  const [inputs, gateKernel, candidateKernel, gateBias, candidateBias, , resetGate, updateGate, candidate] = kept;
  const sequences = [inputs, previous, resetGate, updateGate, candidate, gradient].map(unstackSteps);
  const steps: ReturnType<typeof cellGradient>[] = [];
  let carried: Tensor | undefined;
  for (let time = gradient.shape[0] - 1; time >= 0; time--) {
    const [x, h, r, u, c, own] = sequences.map((sequence) => sequence[time]) as [
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
      Tensor,
    ];
    const total = carried === undefined ? own : tf.add(own, carried);
    const step = cellGradient(x, h, gateKernel, candidateKernel, gateBias, candidateBias, r, u, c, total);
    steps.unshift(step);
    carried = step.d_h_prev;
  }
  return steps;
}

/** `[inputs + units, columns]`: what entered the product, times the gradient of what came out, over all steps. */
function kernelGradient(inputs: Tensor3D, recurrent: Tensor3D, sums: Tensor2D): Tensor2D {
  const entered = flatten(tf.concat([inputs, recurrent], 2));
  // A product with a transposed argument is several times slower than one with a transposed copy.
  return tf.matMul(entered.transpose(), sums);
}

/** `[time, batch, n]` to `[time * batch, n]`. */
function flatten(sequence: Tensor3D): Tensor2D {
  return sequence.reshape([-1, sequence.shape[2]]);
}

const cell = prepareOp('GRUBlockCell', { types: { T: 'float32' } }, ['r', 'u', 'c', 'h']);
const cellGradient = prepareOp('GRUBlockCellGrad', { types: { T: 'float32' } }, [
  'd_x',
  'd_h_prev',
  'd_c_bar',
  'd_r_bar_u_bar',
]);
