import { currentTape, lateTensor, numbersOf, tf, type Tensor, type Tensor3D } from '../tensorflow.ts';
import { moveRows, rowsOf } from './wasm/product.ts';
import {
  rowSizes,
  type OutputDerivatives,
  type SequenceRows,
  type Source,
  type StepRooms,
  type Wanted,
} from './wasm/sequence.ts';
import type { Lease, Rows } from './wasm/workspace.ts';

/** Whether a run's gates have to stay: somebody may ask for them, or its gradient is going to be computed. */
export function keepsSteps(wanted: Wanted): boolean {
  return wanted === 'signals' || currentTape() !== null;
}

/** Where the numbers of tensors lie in the memory, by the identity of their data. */
const places = new WeakMap<object, { readonly lease: Lease; readonly rows: Rows }>();

/**
 * A sequence in the memory as a tensor, `[steps, batch, size]`. Another run reads it where it lies; for everybody else its
 * numbers are copied out when they are asked for, or before the room is given back.
 */
export function sequenceTensor(run: Lease, { rows, steps }: SequenceRows, batch: number, size: number): Tensor3D {
  // Of the run's gates `end` says that they are gone; this stays.
  const lease = run.share();
  const { tensor, settle } = lateTensor<Tensor3D>([steps, batch, size], () => lease.read(rows, steps * batch, size));
  lease.beforeEnd(settle);
  places.set(tensor.dataId, { lease, rows });
  return tensor;
}

/** The numbers of a sequence, where they lie if that is in the memory. */
export function sourceOf(sequence: Tensor): Source {
  const place = places.get(sequence.dataId);
  return place?.lease.isOpen === true ? place.rows : numbersOf(sequence);
}

/** Derivatives by outputs `[steps, batch, units]`. */
export function derivativesOf(outputs: Tensor3D): OutputDerivatives {
  return { values: sourceOf(outputs), steps: outputs.shape[0] };
}

/** The outputs that are wanted, `[steps, batch, units]`. */
export function outputOf({ lease, outputs, sizes: { batch, units } }: StepRooms): Tensor3D {
  return sequenceTensor(lease, outputs, batch, units);
}

/** One of the four blocks of gates at all timesteps: `[time, batch, units]`. */
export function gateOf({ lease, sizes, kept, gates }: StepRooms, block: number): Tensor3D {
  if (!kept) throw new Error('A gate was asked for that nobody wanted to be kept');
  const { time, batch, units } = sizes;
  const row = rowSizes(sizes);
  const rows = moveRows(rowsOf(gates, row.gates), { columns: block * row.width });
  return tf.tensor3d(lease.read(rows, time * batch, units), [time, batch, units]);
}
