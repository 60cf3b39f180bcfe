import { computeWithGradient, tf, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '../tensorflow.ts';
import {
  gateOf,
  inputDerivative,
  keepsSteps,
  kernelDerivatives,
  matrixOf,
  numbersOf,
  outputOf,
} from './sequenceTensors.ts';
import { threadWorkspace } from './threadWorkspace.ts';
import { runGruBackward, runGruForward, type GruOperands, type GruRun } from './wasm/gruSteps.ts';
import { pad, paddedSize } from './wasm/padded.ts';
import { rowSizes, type StepSizes, type Wanted } from './wasm/sequence.ts';

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
  weights: GruWeights,
  initial: Tensor2D | null,
  { resetAfter, wanted = 'signals' }: GruOptions,
): GruRun {
  const [time, batch, features] = inputs.shape;
  const [units] = weights.recurrentKernel.shape;
  const sizes = { time, batch, features, units };
  const operands = { inputs: numbersOf(inputs), initial: initial && numbersOf(initial) };
  const laidOut = layOut(sizes, weights, resetAfter);
  return runGruForward(threadWorkspace, sizes, { ...operands, ...laidOut }, { kept: keepsSteps(wanted), wanted });
}

/** Where Keras's columns z, r, c of what inputs are multiplied with stand among the four blocks. */
const inputBlocks = [0, 1, 3];
/** The same for outputs, with the reset gate behind their product. */
const recurrentBlocks = [0, 1, 2];

/** The weights as the run takes them. */
function layOut(
  sizes: StepSizes,
  { kernel, recurrentKernel, inputBias, recurrentBias }: GruWeights,
  resetAfter: boolean,
): Pick<GruOperands, 'kernel' | 'candidateKernel'> {
  const { features, units } = sizes;
  const row = rowSizes(sizes);
  const laidOut = new Float32Array(row.entered * row.gates);
  const add = (tensor: Tensor, rows: number, from: number, blocks: readonly number[]) => {
    addBlocks(laidOut.subarray(from * row.gates), numbersOf(tensor), { rows, units, blocks });
  };
  add(kernel, features, 0, inputBlocks);
  if (inputBias !== null) add(inputBias, 1, features, inputBlocks);
  if (recurrentBias !== null) add(recurrentBias, 1, features, recurrentBlocks);
  // Before the product, the candidate's part is multiplied with something else.
  add(recurrentKernel, units, row.inputs, resetAfter ? recurrentBlocks : recurrentBlocks.slice(0, 2));
  return { kernel: laidOut, candidateKernel: resetAfter ? null : candidateKernelOf(recurrentKernel) };
}

/** Adds rows of z, r, c to the rows of four blocks; a part of the three is left out where it has no block. */
function addBlocks(
  target: Float32Array,
  values: Float32Array,
  { rows, units, blocks }: { readonly rows: number; readonly units: number; readonly blocks: readonly number[] },
): void {
  const width = paddedSize(units);
  for (let row = 0; row < rows; row++) {
    for (const [part, block] of blocks.entries()) {
      const [from, to] = [(3 * row + part) * units, (4 * row + block) * width];
      for (let unit = 0; unit < units; unit++)
        target[to + unit] = (target[to + unit] ?? NaN) + (values[from + unit] ?? NaN);
    }
  }
}

/** The last third of the columns, padded: `[P, P]`. */
function candidateKernelOf(recurrentKernel: Tensor2D): Float32Array {
  const [units] = recurrentKernel.shape;
  const candidate = cutBlocks(numbersOf(recurrentKernel), { rows: units, of: 3, units, blocks: [2] });
  const padded = new Float32Array(paddedSize(units) ** 2);
  padded.set(pad(candidate, { rows: units, blocks: 1, size: units }));
  return padded;
}

/** Some blocks of every row of `of` blocks, one beside the other. */
function cutBlocks(
  values: Float32Array,
  {
    rows,
    of,
    units,
    blocks,
  }: Readonly<Record<'rows' | 'of' | 'units', number>> & { readonly blocks: readonly number[] },
): Float32Array {
  const target = new Float32Array(rows * blocks.length * units);
  for (let row = 0; row < rows; row++) {
    for (const [part, block] of blocks.entries()) {
      const from = (of * row + block) * units;
      target.set(values.subarray(from, from + units), (row * blocks.length + part) * units);
    }
  }
  return target;
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
  const { batch, features, units } = run.sizes;
  const first = runGruBackward(threadWorkspace, run, numbersOf(derivative));
  const { kernel, recurrentKernel, bias } = kernelDerivatives(run);
  const blocks = (values: Float32Array, rows: number, which: readonly number[]) =>
    cutBlocks(values, { rows, of: 4, units, blocks: which });
  const recurrent = blocks(recurrentKernel, units, recurrentBlocks);
  if (run.operands.candidateKernel !== null) setCandidate(recurrent, candidateDerivative(run), units);
  const all = [
    ...(constantInputs ? [] : [inputDerivative(run)]),
    tf.tensor2d(blocks(kernel, features, inputBlocks), [features, 3 * units]),
    tf.tensor2d(recurrent, [units, 3 * units]),
    ...(weights.inputBias === null ? [] : [tf.tensor1d(blocks(bias, 1, inputBlocks))]),
    ...(weights.recurrentBias === null ? [] : [tf.tensor1d(blocks(bias, 1, recurrentBlocks))]),
    ...(initial === null ? [] : [tf.tensor2d(first, [batch, units])]),
  ];
  // Its gates are gone: nobody may look at them any more.
  run.lease.end();
  return all;
}

/** With the reset gate before the product: what entered that product, times the derivatives by its sums. `[units, units]` */
function candidateDerivative(run: GruRun): Float32Array {
  const { units, time, batch } = run.sizes;
  const row = rowSizes(run.sizes);
  const gates = matrixOf(run, run.gates, row.gates);
  const cut = (block: number) => tf.slice(gates, [0, block * row.width], [time * batch, units]);
  return numbersOf(tf.matMul(cut(2), cut(3), true));
}

/** Puts `[units, units]` into the last third of the columns of `[units, 3 * units]`. */
function setCandidate(recurrent: Float32Array, candidate: Float32Array, units: number): void {
  for (let row = 0; row < units; row++) {
    recurrent.set(candidate.subarray(row * units, (row + 1) * units), (3 * row + 2) * units);
  }
}
