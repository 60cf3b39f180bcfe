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
import { runLstmBackward, runLstmForward, type LstmRun } from './wasm/lstmSteps.ts';
import { moveRows, rowsOf } from './wasm/product.ts';
import { rowSizes, type Wanted } from './wasm/sequence.ts';

/** Weights of one direction, gate columns in Keras's order: input, forget, candidate, output. */
export interface LstmWeights {
  /** Keras's kernel above its recurrent kernel: `[inputs + units, 4 * units]`. */
  readonly kernel: Tensor2D;
  /** `[4 * units]`, or `null`: no bias. */
  readonly bias: Tensor1D | null;
  /** Rows input, forget, output, each from the cell state to one gate: `[3, units]`; `null`: no peepholes. */
  readonly peephole: Tensor2D | null;
}

/** State before the first timestep, each `[batch, units]`. */
export interface LstmState {
  readonly output: Tensor2D;
  readonly cellState: Tensor2D;
}

/** Everything that one run computed, each `[time, batch, units]`. `output` is differentiable. */
export interface LstmSequence {
  readonly output: Tensor3D;
  readonly cellState: Tensor3D;
  readonly inputGate: Tensor3D;
  readonly forgetGate: Tensor3D;
  readonly candidate: Tensor3D;
  readonly outputGate: Tensor3D;
}

/**
 * An LSTM over a whole sequence `[time, batch, inputs]` and its exact gradient. With `x` the input, `h` the output and
 * `c` the cell state at time t:
 *
 *     i = sigmoid(x Wi + h[t-1] Ri + bi + pi c[t-1])      f likewise
 *     c = f c[t-1] + i tanh(x Wc + h[t-1] Rc + bc)
 *     o = sigmoid(x Wo + h[t-1] Ro + bo + po c)           h = o tanh(c)
 *
 * (Hochreiter & Schmidhuber 1997, Gers et al. 2000; peepholes p: Gers & Schmidhuber 2000.) All but the output is made when
 * it is asked for, out of what the very run that is differentiated left in the memory: before its gradient is computed,
 * and without a tape within the tidy scope. With `wanted` other than signals there is no promise of that: without a tape
 * nothing is kept. The last output alone is `[1, batch, units]`.
 */
export function lstmSequence(
  inputs: Tensor3D,
  weights: LstmWeights,
  initial: LstmState | null,
  { wanted = 'signals', constantInputs = false }: LstmOptions = {},
): LstmSequence {
  const { kernel, bias, peephole } = weights;
  const variables = [constantInputs ? null : inputs, kernel, bias, peephole, initial?.output, initial?.cellState];
  let run: LstmRun | undefined;
  const output = computeWithGradient(
    variables.filter((variable) => variable !== null && variable !== undefined),
    () => {
      const started = runForward(inputs, weights, initial, wanted);
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
    get cellState() {
      return cellStateOf(done);
    },
    get inputGate() {
      return gateOf(done, 0);
    },
    get forgetGate() {
      return gateOf(done, 1);
    },
    get candidate() {
      return gateOf(done, 2);
    },
    get outputGate() {
      return gateOf(done, 3);
    },
  };
}

/** What a run is for. */
export interface LstmOptions {
  /** Left out: signals. */
  readonly wanted?: Wanted;
  /** Whether nobody differentiates by the inputs, which saves a product as large as theirs; left out: somebody may. */
  readonly constantInputs?: boolean;
}

function runForward(
  inputs: Tensor3D,
  { kernel, bias, peephole }: LstmWeights,
  initial: LstmState | null,
  wanted: Wanted,
): LstmRun {
  const [time, batch, features] = inputs.shape;
  const sizes = { time, batch, features, units: kernel.shape[1] / 4 };
  const lease = threadWorkspace.lease();
  const operands = {
    inputs: sourceOf(inputs),
    kernel: numbersOf(kernel),
    bias: bias && numbersOf(bias),
    peephole: peephole && numbersOf(peephole),
    initial: initial && { output: numbersOf(initial.output), cellState: numbersOf(initial.cellState) },
  };
  return runLstmForward(lease, sizes, operands, { kept: keepsSteps(wanted), wanted });
}

/** Derivatives by inputs, kernel, and whichever there are of bias, peephole, first output and first cell state. */
function differentiate(
  run: LstmRun,
  {
    weights,
    initial,
    constantInputs,
  }: { readonly weights: LstmWeights; readonly initial: LstmState | null; readonly constantInputs: boolean },
  derivative: Tensor3D,
): Tensor[] {
  const { time, batch, features, units } = run.sizes;
  const derivatives = runLstmBackward(run, derivativesOf(derivative), { constantInputs });
  const { inputs, kernel, bias } = derivatives;
  const first = [derivatives.initial.output, derivatives.initial.cellState];
  const all = [
    ...(inputs === null ? [] : [sequenceTensor(run.lease, { rows: inputs, steps: time }, batch, features)]),
    tf.tensor2d(kernel, [features + units, 4 * units]),
    ...(weights.bias === null ? [] : [tf.tensor1d(bias)]),
    ...(weights.peephole === null ? [] : [tf.tensor2d(peepholeDerivative(run), [3, units])]),
    ...(initial === null ? [] : first.map((values) => tf.tensor2d(values, [batch, units]))),
  ];
  // Its gates are gone: nobody may look at them any more.
  run.lease.end();
  return all;
}

/** `[3, units]`: input and forget gate look at the cell state before the timestep, the output gate at that after it. */
function peepholeDerivative({ lease, sizes, gates, cells }: LstmRun): Float32Array {
  const { time, batch, units } = sizes;
  const { width } = rowSizes(sizes);
  const [sums, states] = [lease.view(gates), lease.view(cells)];
  const derivative = new Float64Array(3 * units);
  const looks = [
    { block: 0, after: 0 },
    { block: 1, after: 0 },
    { block: 3, after: batch },
  ];
  for (const [row, { block, after }] of looks.entries()) {
    for (let example = 0; example < time * batch; example++) {
      const [sum, state] = [(4 * example + block) * width, (example + after) * width];
      for (let unit = 0; unit < units; unit++) {
        const place = row * units + unit;
        derivative[place] = (derivative[place] ?? NaN) + (sums[sum + unit] ?? NaN) * (states[state + unit] ?? NaN);
      }
    }
  }
  return Float32Array.from(derivative);
}

/** `[time, batch, units]` */
function cellStateOf({ lease, sizes, kept, cells }: LstmRun): Tensor3D {
  if (!kept) throw new Error('A cell state was asked for that nobody wanted to be kept');
  const { time, batch, units } = sizes;
  const after = moveRows(rowsOf(cells, rowSizes(sizes).width), { rows: batch });
  return tf.tensor3d(lease.read(after, time * batch, units), [time, batch, units]);
}
