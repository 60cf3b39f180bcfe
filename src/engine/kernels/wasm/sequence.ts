import { copyRows, enter, moveRows, rowsOf, setProduct, takeTransposed, takeZeros, wholePanels } from './product.ts';
import { takeRowSums } from './rowSums.ts';
import { floatBytes, type Lease, type Room, type Rows } from './workspace.ts';

/** Sizes of a run. */
export interface StepSizes {
  readonly time: number;
  readonly batch: number;
  readonly features: number;
  readonly units: number;
}

/** Numbers of JavaScript's, or the same in the memory. */
export type Source = Float32Array | Rows;

/** Length of a block of `size` numbers: whole vectors. What stands behind a block's own numbers has no effect. */
function paddedSize(size: number): number {
  return Math.ceil(size / 4) * 4;
}

/** Lengths of rows of a run over a sequence. P is the padded number of units, F that of features and a one. */
export function rowSizes({ features, units }: Pick<StepSizes, 'features' | 'units'>) {
  const [inputs, width] = [paddedSize(features + 1), paddedSize(units)];
  return {
    /** F: the bias is what the one is multiplied with. */
    inputs,
    /** P */
    width,
    /** F + P */
    entered: inputs + width,
    /** 4 * P */
    gates: 4 * width,
  };
}

/** What is read of a run: everything, with the gates and states of all timesteps; all outputs; or the last output alone. */
export type Wanted = 'signals' | 'outputs' | 'lastOutput';

/** How much of a run stays in the memory, and what is read of it. */
export interface Keeping {
  /** Whether all timesteps stay there; if not, each uses the room of those before it, and nothing leaves the cache. */
  readonly kept: boolean;
  readonly wanted: Wanted;
}

/** Where a run's timesteps lie in the memory. */
export interface StepRooms extends Keeping {
  readonly sizes: StepSizes;
  readonly lease: Lease;
  /**
   * What enters a timestep's product: inputs, a one, zeros, and from F on the output before. `[time + 1, batch, F + P]`,
   * or, not kept, `[2, batch, F + P]`.
   */
  readonly entered: Room;
  /** `[time, batch, 4 * P]`, or, not kept, `[batch, 4 * P]`. */
  readonly gates: Room;
  /** What it is multiplied with: kernel, bias, zeros, and from row F on the recurrent kernel, `[F + P, 4 * P]`. */
  readonly kernel: Room;
  /** The outputs that are wanted, `[steps, batch, units]` with room between their rows. */
  readonly outputs: SequenceRows;
}

/** A sequence in the memory. */
export interface SequenceRows {
  readonly rows: Rows;
  readonly steps: number;
}

/** Room for the timesteps of a run, the kernel's still zeros. The output before the first one is `[batch, units]`. */
export function takeSteps(
  lease: Lease,
  sizes: StepSizes,
  { kept, wanted }: Keeping,
  first: Float32Array | null,
): StepRooms {
  const { time, batch, features, units } = sizes;
  const row = rowSizes(sizes);
  const gates = lease.take((kept ? time : 1) * batch * row.gates);
  const slots = kept ? time + 1 : 2;
  const entered = lease.take(slots * batch * row.entered);
  const kernel = takeZeros(lease, row.entered * row.gates);
  const apart = kept || wanted === 'lastOutput' ? null : takeZeros(lease, time * batch * row.width);
  const rooms = { sizes, lease, kept, wanted, entered, gates, kernel };
  const rows = rowsOf(entered, row.entered);
  lease.borrow(() => {
    const constant = takeZeros(lease, row.entered);
    lease.view(constant)[features] = 1;
    const everywhere = { address: constant.address, stride: 0 };
    copyRows(lease, everywhere, rows, (kept ? 1 : slots) * batch, row.entered);
    // Later outputs are written before they are read.
    if (kept) copyRows(lease, everywhere, moveRows(rows, { rows: batch }), time * batch, row.inputs);
    if (first !== null) {
      copyRows(lease, rowsOf(enter(lease, first), units), moveRows(rows, { columns: row.inputs }), batch, units);
    }
  });
  return { ...rooms, outputs: placeOutputs(rooms, apart) };
}

function placeOutputs(rooms: Omit<StepRooms, 'outputs'>, apart: Room | null): SequenceRows {
  const { sizes, wanted } = rooms;
  if (apart !== null) return { rows: rowsOf(apart, rowSizes(sizes).width), steps: sizes.time };
  const { row, at } = placesOfSteps(rooms);
  const steps = wanted === 'lastOutput' ? 1 : sizes.time;
  return { rows: { address: at.outputs(sizes.time - steps + 1), stride: floatBytes * row.entered }, steps };
}

/** Lengths of rows in numbers, and where a timestep's matrices begin in bytes. */
export function placesOfSteps({
  sizes,
  kept,
  entered,
  gates,
}: Pick<StepRooms, 'sizes' | 'kept' | 'entered' | 'gates'>) {
  const row = rowSizes(sizes);
  const stepBytes = floatBytes * sizes.batch;
  const enteredAt = (step: number) => entered.address + (kept ? step : step % 2) * stepBytes * row.entered;
  const gatesAt = (step: number) => gates.address + (kept ? step : 0) * stepBytes * row.gates;
  const at = {
    entered: (step: number): Rows => ({ address: enteredAt(step), stride: floatBytes * row.entered }),
    /** The output before the timestep. */
    outputs: (step: number) => enteredAt(step) + floatBytes * row.inputs,
    gates: (step: number): Rows => ({ address: gatesAt(step), stride: floatBytes * row.gates }),
  };
  return { row, at };
}

/** Has every timestep computed from the inputs `[time, batch, features]` and what came before. `compute` takes no room. */
export function goThroughSteps(rooms: StepRooms, inputs: Source, compute: (step: number) => void): void {
  const { sizes, lease, kept, wanted, outputs } = rooms;
  const { time, batch, features, units } = sizes;
  const { row, at } = placesOfSteps(rooms);
  lease.borrow(() => {
    const source = rowsIn(lease, inputs, features);
    if (kept) copyRows(lease, source, at.entered(0), time * batch, features);
    for (let step = 0; step < time; step++) {
      if (!kept) copyRows(lease, moveRows(source, { rows: step * batch }), at.entered(step), batch, features);
      compute(step);
      if (kept || wanted === 'lastOutput') continue;
      const output = { address: at.outputs(step + 1), stride: floatBytes * row.entered };
      copyRows(lease, output, moveRows(outputs.rows, { rows: step * batch }), batch, units);
    }
  });
}

/** Rows of `size` numbers in the memory, brought there where they are not. */
function rowsIn(lease: Lease, source: Source, size: number): Rows {
  return source instanceof Float32Array ? rowsOf(enter(lease, source), size) : source;
}

/** Derivatives of the loss by the outputs of a run: `[steps, batch, units]`, of the last ones where they are fewer. */
export interface OutputDerivatives {
  readonly values: Source;
  readonly steps: number;
}

/** Zeros for the state before the first timestep, then the derivatives by every output: `[time + 1, batch, P]`. */
export function takeDerivatives(
  { lease, sizes: { time, batch, units } }: Pick<StepRooms, 'lease' | 'sizes'>,
  { values, steps }: OutputDerivatives,
): Rows {
  const width = paddedSize(units);
  const all = rowsOf(takeZeros(lease, (time + 1) * batch * width), width);
  lease.borrow(() => {
    const known = moveRows(all, { rows: (time + 1 - steps) * batch });
    copyRows(lease, rowsIn(lease, values, units), known, steps * batch, units);
  });
  return all;
}

/** Rows of gates and of what entered them that are multiplied at once: they stay in the cache, and the sums are seldom read. */
const rowsAtOnce = 256;

/**
 * Goes back through the timesteps. `compute` makes a timestep's gates the derivatives by their sums; what follows from
 * them for `inputs`, the derivatives by these, is put there. `more` is told of every few timesteps in turn. Answers the
 * derivative by the kernel as the run takes it, `[F + P, 4 * P]`. To be called while room is borrowed.
 */
export function goBackThroughSteps(
  rooms: StepRooms,
  inputs: Rows | null,
  compute: (step: number) => void,
  more?: (firstStep: number, rows: number) => void,
): Rows {
  const { sizes, lease } = rooms;
  const { time, batch } = sizes;
  const { row, at } = placesOfSteps(rooms);
  const stepsAtOnce = stepsOfSums(sizes);
  const kernel = takeRowSums(lease, { left: row.entered, right: row.gates, rows: stepsAtOnce * batch });
  const back =
    inputs === null ? null : takeTransposed(lease, rowsOf(rooms.kernel, row.gates), inputRows(sizes), row.gates);
  let last = time;
  for (let step = time - 1; step >= 0; step--) {
    compute(step);
    if (inputs !== null && back !== null) {
      setProduct(lease, at.gates(step), back, moveRows(inputs, { rows: step * batch }), batch);
    }
    if (last - step < stepsAtOnce && step > 0) continue;
    kernel.add(at.entered(step), at.gates(step), (last - step) * batch);
    more?.(step, (last - step) * batch);
    last = step;
  }
  return kernel.sums;
}

/** Timesteps whose products are summed at once. */
export function stepsOfSums({ batch }: Pick<StepSizes, 'batch'>): number {
  return Math.max(1, Math.floor(rowsAtOnce / batch));
}

/** Room for the derivatives by the inputs: rows that are as long as panels. */
export function takeInputDerivatives({ lease, sizes }: StepRooms): Rows {
  const columns = wholePanels(lease, inputRows(sizes));
  return rowsOf(lease.take(sizes.time * sizes.batch * columns), columns);
}

/** Rows of the kernel, whole vectors of them, that inputs are multiplied with. */
function inputRows({ features }: StepSizes): number {
  return paddedSize(features);
}
