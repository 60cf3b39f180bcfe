import {
  computeWithGradient,
  tf,
  type Computed,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '../tensorflow.ts';
import { gateOf, inputDerivative, keepsSteps, kernelDerivatives, numbersOf, outputOf } from './sequenceTensors.ts';
import { threadWorkspace } from './threadWorkspace.ts';
import { runLstmBackward, runLstmForward, type LstmDerivatives, type LstmRun } from './wasm/lstmSteps.ts';
import { pad, paddedSize, unpad } from './wasm/padded.ts';
import { rowSizes, type StepSizes, type Wanted } from './wasm/sequence.ts';

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

/** Everything that one run computed, each `[time, batch, units]`. */
export interface LstmSequence {
  /** Differentiable. */
  readonly output: Tensor3D;
  /** Differentiable where `differentiableState` was asked for. */
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
 * (Hochreiter & Schmidhuber 1997, Gers et al. 2000; peepholes p: Gers & Schmidhuber 2000.) Our kernels go through time;
 * TensorFlow multiplies what is known of all timesteps at once. All but the output is made when it is asked for, out of
 * what the very run that is differentiated left in the memory: before its gradient is computed, and without a tape
 * before the next run. With `wanted` other than signals there is no promise of that: without a tape nothing is kept. The
 * last output alone is `[1, batch, units]`. `differentiableState` is for states that are handed on, as an encoder does to
 * its decoder; it costs a copy of both sequences.
 */
export function lstmSequence(
  inputs: Tensor3D,
  weights: LstmWeights,
  initial: LstmState | null,
  { differentiableState = false, wanted = 'signals', constantInputs = false }: LstmOptions = {},
): LstmSequence {
  const call: Call = { inputs, weights, initial, differentiableState, wanted, constantInputs };
  let run: LstmRun | undefined;
  const value = computeWithGradient(variablesOf(call), () => {
    run = runForward(call);
    return describe(call, run);
  });
  if (run === undefined) throw new Error('A run that did not start');
  const done = run;
  const [output, cellState] = differentiableState ? (tf.split(value, 2, 2) as [Tensor3D, Tensor3D]) : [value, null];
  return {
    output,
    get cellState() {
      return cellState ?? cellStateOf(done);
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
  /** Left out: no. Needs `wanted` to be signals. */
  readonly differentiableState?: boolean;
  /** Left out: signals. */
  readonly wanted?: Wanted;
  /** Whether nobody differentiates by the inputs, which saves a product as large as theirs; left out: somebody may. */
  readonly constantInputs?: boolean;
}

interface Call extends Required<LstmOptions> {
  readonly inputs: Tensor3D;
  readonly weights: LstmWeights;
  readonly initial: LstmState | null;
}

/** Inputs, kernel, and whichever there are of bias, peephole, first output and first cell state. */
function variablesOf({ inputs, weights, initial, constantInputs }: Call): Tensor[] {
  const optional = [weights.bias, weights.peephole, initial?.output, initial?.cellState];
  return [
    ...(constantInputs ? [] : [inputs]),
    weights.kernel,
    ...optional.filter((tensor) => tensor !== null && tensor !== undefined),
  ];
}

function runForward({ inputs, weights, initial, wanted }: Call): LstmRun {
  const [time, batch, features] = inputs.shape;
  const units = weights.kernel.shape[1] / 4;
  const sizes = { time, batch, features, units };
  const operands = {
    inputs: numbersOf(inputs),
    ...layOut(sizes, weights),
    initial: initial && { output: numbersOf(initial.output), cellState: numbersOf(initial.cellState) },
  };
  return runLstmForward(threadWorkspace, sizes, operands, { kept: keepsSteps(wanted), wanted });
}

/** The weights as the run takes them. */
function layOut(sizes: StepSizes, { kernel, bias, peephole }: LstmWeights) {
  const { features, units } = sizes;
  const row = rowSizes(sizes);
  const rows = pad(numbersOf(kernel), { rows: features + units, blocks: 4, size: units });
  const laidOut = new Float32Array(row.entered * row.gates);
  laidOut.set(rows.subarray(0, features * row.gates));
  laidOut.set(rows.subarray(features * row.gates), row.inputs * row.gates);
  if (bias !== null) laidOut.set(pad(numbersOf(bias), { rows: 1, blocks: 4, size: units }), features * row.gates);
  return { kernel: laidOut, peephole: peephole && pad(numbersOf(peephole), { rows: 3, blocks: 1, size: units }) };
}

/** The value of a call and the way back through it. */
function describe(call: Call, run: LstmRun): Computed<Tensor3D> {
  const output = outputOf(run);
  if (!call.differentiableState) {
    const gradient = (derivative: Tensor) => differentiate(call, run, { outputs: numbersOf(derivative), cells: null });
    return { value: output, gradient };
  }
  return {
    value: tf.concat([output, cellStateOf(run)], 2),
    gradient: (derivative) => {
      const [outputs, cells] = tf.split(derivative, 2, 2) as [Tensor, Tensor];
      return differentiate(call, run, { outputs: numbersOf(outputs), cells: numbersOf(cells) });
    },
  };
}

/** Derivatives by the variables of the call, in their order. */
function differentiate(
  { weights, initial, constantInputs }: Call,
  run: LstmRun,
  derivatives: LstmDerivatives,
): Tensor[] {
  const { batch, features, units } = run.sizes;
  const first = runLstmBackward(threadWorkspace, run, derivatives);
  const { kernel, recurrentKernel, bias } = kernelDerivatives(run);
  const both = new Float32Array((features + units) * 4 * units);
  both.set(kernel);
  both.set(recurrentKernel, kernel.length);
  const all = [
    ...(constantInputs ? [] : [inputDerivative(run)]),
    tf.tensor2d(both, [features + units, 4 * units]),
    ...(weights.bias === null ? [] : [tf.tensor1d(bias)]),
    ...(weights.peephole === null ? [] : [tf.tensor2d(peepholeDerivative(run), [3, units])]),
    ...(initial === null ? [] : [first.output, first.cellState].map((values) => tf.tensor2d(values, [batch, units]))),
  ];
  // Its gates are gone: nobody may look at them any more.
  run.lease.end();
  return all;
}

/** `[3, units]`: input and forget gate look at the cell state before the timestep, the output gate at that after it. */
function peepholeDerivative({ lease, sizes, gates, cells }: LstmRun): Float32Array {
  const { time, batch, units } = sizes;
  const width = paddedSize(units);
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
function cellStateOf({ lease, sizes: { time, batch, units }, kept, cells }: LstmRun): Tensor3D {
  if (!kept) throw new Error('A cell state was asked for that nobody wanted to be kept');
  const values = lease.view(cells).subarray(batch * paddedSize(units));
  return tf.tensor3d(unpad(values, { rows: time * batch, blocks: 1, size: units }), [time, batch, units]);
}
