import { currentTape, tf, type Tensor, type Tensor2D, type Tensor3D } from '../tensorflow.ts';
import { cutColumns, unpad } from './wasm/padded.ts';
import { rowSizes, type StepRooms, type Wanted } from './wasm/sequence.ts';
import type { Room } from './wasm/workspace.ts';

/** What every run over a sequence has. */
export interface SequenceRun extends StepRooms {
  /** `[time, batch, units]`, or the last one. */
  readonly outputs: Float32Array;
  /** `kernel` is `[F + P, 4 * P]`. */
  readonly operands: { readonly kernel: Float32Array };
}

/** Whether a run's gates have to stay: somebody may ask for them, or its gradient is going to be computed. */
export function keepsSteps(wanted: Wanted): boolean {
  return wanted === 'signals' || currentTape() !== null;
}

/** A tensor's values. */
export function numbersOf(tensor: Tensor): Float32Array {
  return tensor.dataSync<'float32'>();
}

/** A room as a matrix that TensorFlow reads where it lies: for operations at once, not to be kept. */
export function matrixOf({ lease, sizes }: SequenceRun, room: Room, columns: number): Tensor2D {
  const rows = sizes.time * sizes.batch;
  return tf.tensor2d(lease.view(room).subarray(0, rows * columns), [rows, columns]);
}

/** The outputs, or the last one: `[time or 1, batch, units]`. */
export function outputOf({ sizes: { batch, units }, outputs }: SequenceRun): Tensor3D {
  return tf.tensor3d(outputs, [outputs.length / (batch * units), batch, units]);
}

/** One of the four blocks of gates at all timesteps: `[time, batch, units]`. */
export function gateOf({ lease, sizes, kept, gates }: SequenceRun, block: number): Tensor3D {
  if (!kept) throw new Error('A gate was asked for that nobody wanted to be kept');
  const { time, batch, units } = sizes;
  const row = rowSizes(sizes);
  const cut = { rows: time * batch, stride: row.gates, from: block * row.width, size: units };
  return tf.tensor3d(cutColumns(lease.view(gates), cut), [time, batch, units]);
}

/** Derivative by the inputs, given that by the gates' sums: `[time, batch, features]`. */
export function inputDerivative(run: SequenceRun): Tensor {
  const { time, batch, features } = run.sizes;
  const row = rowSizes(run.sizes);
  const kernel = tf.tensor2d(run.operands.kernel.subarray(0, features * row.gates), [features, row.gates]);
  return tf.matMul(matrixOf(run, run.gates, row.gates), kernel, false, true).reshape([time, batch, features]);
}

/**
 * Derivatives by the rows of the kernel, in the four blocks of the gates: one product over all timesteps, what entered
 * them times the derivatives by the gates' sums.
 */
export function kernelDerivatives(run: SequenceRun) {
  const { features, units } = run.sizes;
  const row = rowSizes(run.sizes);
  const product = tf.matMul(matrixOf(run, run.entered, row.entered), matrixOf(run, run.gates, row.gates), true);
  const values = numbersOf(product);
  const rows = (from: number, count: number) =>
    unpad(values.subarray(from * row.gates), { rows: count, blocks: 4, size: units });
  return {
    /** `[features, 4 * units]` */
    kernel: rows(0, features),
    /** `[units, 4 * units]` */
    recurrentKernel: rows(row.inputs, units),
    /** `[4 * units]` */
    bias: rows(features, 1),
  };
}
