import {
  computeWithGradient,
  numbersOf,
  tf,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '../tensorflow.ts';
import { derivativesOf, gateOf, keepsSteps, outputOf, sequenceTensor, sourceOf } from './sequenceTensors.ts';
import { threadWorkspace } from './threadWorkspace.ts';
import { runGruBackward, runGruForward, type GruRun } from './wasm/gruSteps.ts';
import type { Wanted } from './wasm/sequence.ts';

/** Weights of one direction, gate columns in Keras's order: update (z), reset (r), candidate (c). */
export interface GruWeights {
  /** `[inputs, 3 * units]` */
  readonly kernel: Tensor2D;
  /** `[units, 3 * units]` */
  readonly recurrentKernel: Tensor2D;
  /** `[3 * units]`, `null`: no bias. */
  readonly inputBias: Tensor1D | null;
  /** `[3 * units]`, for the reset gate behind the product; `null`: no bias. */
  readonly recurrentBias: Tensor1D | null;
}

/** Everything that one run computed, each `[time, batch, units]`. `output` is differentiable. */
export interface GruSequence {
  readonly output: Tensor3D;
  readonly updateGate: Tensor3D;
  readonly resetGate: Tensor3D;
  readonly candidate: Tensor3D;
}

/**
 * A GRU over a whole sequence `[time, batch, inputs]` and its exact gradient. With `x` the input and `h` the output at
 * time t, R and q the recurrent kernel and bias:
 *
 *     z = sigmoid(x Wz + bz + h[t-1] Rz + qz)      r likewise      h = z h[t-1] + (1 - z) c
 *     c = tanh(x Wc + bc + (r h[t-1]) Rc)          the reset gate before the product: Cho et al. 2014
 *     c = tanh(x Wc + bc + r (h[t-1] Rc + qc))     behind it, with `resetAfter`: CuDNN, and Keras's default
 *
 * The gates are made when they are asked for, as those of `lstmSequence`.
 */
export function gruSequence(
  inputs: Tensor3D,
  weights: GruWeights,
  initial: Tensor2D | null,
  options: GruOptions,
): GruSequence {
  let run: GruRun | undefined;
  const { kernel, recurrentKernel, inputBias, recurrentBias } = weights;
  const { constantInputs = false } = options;
  const variables = [constantInputs ? null : inputs, kernel, recurrentKernel, inputBias, recurrentBias, initial];
  const output = computeWithGradient(
    variables.filter((variable) => variable !== null),
    () => {
      const started = runForward(inputs, weights, initial, options);
      run = started;
      return {
        value: outputOf(started),
        gradient: (derivative: Tensor3D) => differentiate(started, { weights, initial, constantInputs }, derivative),
      };
    },
  );
  if (run === undefined) throw new Error('A run that did not start');
  const done = run;
  return {
    output,
    get updateGate() {
      return gateOf(done, 0);
    },
    get resetGate() {
      return gateOf(done, 1);
    },
    get candidate() {
      return gateOf(done, 3);
    },
  };
}

/** How a run computes and what it is for. */
export interface GruOptions {
  readonly resetAfter: boolean;
  /** As for `lstmSequence`. */
  readonly wanted?: Wanted;
  /** As for `lstmSequence`. */
  readonly constantInputs?: boolean;
}

function runForward(
  inputs: Tensor3D,
  { kernel, recurrentKernel, inputBias, recurrentBias }: GruWeights,
  initial: Tensor2D | null,
  { resetAfter, wanted = 'signals' }: GruOptions,
): GruRun {
  const [time, batch, features] = inputs.shape;
  const [units] = recurrentKernel.shape;
  const lease = threadWorkspace.lease();
  const operands = {
    inputs: sourceOf(inputs),
    kernel: numbersOf(kernel),
    recurrentKernel: numbersOf(recurrentKernel),
    inputBias: inputBias && numbersOf(inputBias),
    recurrentBias: recurrentBias && numbersOf(recurrentBias),
    initial: initial && numbersOf(initial),
  };
  const sizes = { time, batch, features, units };
  return runGruForward(lease, sizes, operands, { kept: keepsSteps(wanted), wanted, resetAfter });
}

/** Derivatives by inputs, kernel, recurrent kernel, and whichever there are of biases and first output. */
function differentiate(
  run: GruRun,
  {
    weights,
    initial,
    constantInputs,
  }: { readonly weights: GruWeights; readonly initial: Tensor2D | null; readonly constantInputs: boolean },
  derivative: Tensor3D,
): Tensor[] {
  const { time, batch, features, units } = run.sizes;
  const derivatives = runGruBackward(run, derivativesOf(derivative), { constantInputs });
  const { inputs, kernel, recurrentKernel, inputBias, recurrentBias } = derivatives;
  const all = [
    ...(inputs === null ? [] : [sequenceTensor(run.lease, { rows: inputs, steps: time }, batch, features)]),
    tf.tensor2d(kernel, [features, 3 * units]),
    tf.tensor2d(recurrentKernel, [units, 3 * units]),
    ...(weights.inputBias === null ? [] : [tf.tensor1d(inputBias)]),
    ...(weights.recurrentBias === null ? [] : [tf.tensor1d(recurrentBias)]),
    ...(initial === null ? [] : [tf.tensor2d(derivatives.initial, [batch, units])]),
  ];
  // Its gates are gone: nobody may look at them any more.
  run.lease.end();
  return all;
}
