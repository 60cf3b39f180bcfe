import { unstackRows } from './timesteps.ts';
import {
  prepareOp,
  tf,
  withGradient,
  withInt64,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
  type Tensor3D,
} from '../tensorflow.ts';

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

/** Everything that one call of the kernel computed, each `[time, batch, units]`. */
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
 * An LSTM over a whole sequence `[time, batch, inputs]` in one native call, and its exact gradient in another
 * (BlockLSTMV2, BlockLSTMGradV2). With `x` the input, `h` the output and `c` the cell state at time t:
 *
 *     i = sigmoid(x Wi + h[t-1] Ri + bi + pi c[t-1])      f likewise
 *     c = f c[t-1] + i tanh(x Wc + h[t-1] Rc + bc)
 *     o = sigmoid(x Wo + h[t-1] Ro + bo + po c)           h = o tanh(c)
 *
 * (Hochreiter & Schmidhuber 1997, Gers et al. 2000; peepholes p: Gers & Schmidhuber 2000.) The gates are outputs of the
 * very call that is differentiated; they live as long as the caller's tidy scope. `differentiableState` is for states
 * that are handed on, as an encoder does to its decoder; it costs a copy of both sequences.
 */
export function lstmSequence(
  inputs: Tensor3D,
  weights: LstmWeights,
  initial: LstmState | null,
  options: { readonly differentiableState: boolean } = { differentiableState: false },
): LstmSequence {
  const call = runForward(inputs, weights, initial);
  const { h, cs } = call.outputs;
  if (!options.differentiableState) {
    const output = withGradient(h, call.variables, call.kept, (gradient, kept) =>
      runBackward(kept, gradient, zerosLike(gradient).y, call.peephole),
    );
    return { ...namedSignals(call.outputs), output: output as Tensor3D };
  }
  const both = withGradient(tf.concat([h, cs], 2), call.variables, call.kept, (gradient, kept) => {
    const [hGradient, csGradient] = tf.split(gradient, 2, 2) as [Tensor, Tensor];
    return runBackward(kept, hGradient, csGradient, call.peephole);
  });
  const [output, cellState] = tf.split(both, 2, 2) as [Tensor3D, Tensor3D];
  return { ...namedSignals(call.outputs), output, cellState };
}

type Outputs = Readonly<Record<'i' | 'cs' | 'f' | 'o' | 'ci' | 'co' | 'h', Tensor>>;
/** x, cs_prev, h_prev, w, wci, wcf, wco, b, then the outputs in the kernel's order. */
type Kept = readonly Tensor[];

interface ForwardCall {
  readonly outputs: Outputs;
  /** inputs, kernel, bias, first output, first cell state, peephole where there is one: as `runBackward` answers. */
  readonly variables: readonly Tensor[];
  readonly kept: Kept;
  readonly peephole: boolean;
}

function runForward(inputs: Tensor3D, weights: LstmWeights, initial: LstmState | null): ForwardCall {
  const [time, batch] = inputs.shape;
  const units = weights.kernel.shape[1] / 4;
  const bias = weights.bias ?? tf.zeros([4 * units]);
  const output = initial?.output ?? tf.zeros([batch, units]);
  const cellState = initial?.cellState ?? tf.zeros([batch, units]);
  const operands = [inputs, cellState, output, weights.kernel, ...peepholeRows(weights.peephole, units), bias];
  const op = weights.peephole === null ? plainForward : peepholeForward;
  const outputs = withInt64(time, (length) => op(length, ...operands));
  return {
    outputs,
    variables: [
      inputs,
      weights.kernel,
      bias,
      output,
      cellState,
      ...(weights.peephole === null ? [] : [weights.peephole]),
    ],
    kept: [...operands, outputs.i, outputs.cs, outputs.f, outputs.o, outputs.ci, outputs.co, outputs.h],
    peephole: weights.peephole !== null,
  };
}

function runBackward(kept: Kept, outputGradient: Tensor, stateGradient: Tensor, peephole: boolean): Tensor[] {
  const time = kept[0]?.shape[0] ?? 0;
  const op = peephole ? peepholeBackward : plainBackward;
  const gradients = withInt64(time, (length) => op(length, ...kept, stateGradient, outputGradient));
  const { x_grad, w_grad, b_grad, h_prev_grad, cs_prev_grad, wci_grad, wcf_grad, wco_grad } = gradients;
  const peepholes = peephole ? [tf.stack([wci_grad, wcf_grad, wco_grad])] : [];
  return [x_grad, w_grad, b_grad, h_prev_grad, cs_prev_grad, ...peepholes];
}

/** Rows input, forget, output, each `[units]`. Without peepholes the kernel takes them and does not look at them. */
function peepholeRows(peephole: Tensor2D | null, units: number): Tensor[] {
  if (peephole !== null) return unstackRows(peephole);
  const unused = tf.zeros([units]);
  return [unused, unused, unused];
}

function namedSignals(outputs: Outputs): LstmSequence {
  // The kernel's sequences have three dimensions; the binding does not say so in its types.
  const sequences = outputs as Readonly<Record<keyof Outputs, Tensor3D>>;
  return {
    output: sequences.h,
    cellState: sequences.cs,
    inputGate: sequences.i,
    forgetGate: sequences.f,
    candidate: sequences.ci,
    outputGate: sequences.o,
  };
}

const zerosLike = prepareOp('ZerosLike', { types: { T: 'float32' } }, ['y']);
const plainForward = forwardOp(false);
const peepholeForward = forwardOp(true);
const plainBackward = backwardOp(false);
const peepholeBackward = backwardOp(true);

function forwardOp(peephole: boolean) {
  return prepareOp(
    'BlockLSTMV2',
    // A clip of 0 or less leaves the cell state alone.
    { types: { T: 'float32' }, booleans: { use_peephole: peephole }, floats: { cell_clip: 0 } },
    ['i', 'cs', 'f', 'o', 'ci', 'co', 'h'],
  );
}

function backwardOp(peephole: boolean) {
  return prepareOp('BlockLSTMGradV2', { types: { T: 'float32' }, booleans: { use_peephole: peephole } }, [
    'x_grad',
    'cs_prev_grad',
    'h_prev_grad',
    'w_grad',
    'wci_grad',
    'wcf_grad',
    'wco_grad',
    'b_grad',
  ]);
}
