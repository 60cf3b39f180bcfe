import { cutColumnsInto, padInto, paddedSize } from './padded.ts';
import type { Lease, Room } from './workspace.ts';

/** Sizes of a run. */
export interface StepSizes {
  readonly time: number;
  readonly batch: number;
  readonly features: number;
  readonly units: number;
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

/** Where a run's timesteps lie in the memory. */
export interface StepRooms {
  readonly sizes: StepSizes;
  readonly lease: Lease;
  /** Whether all timesteps stay there; if not, each uses the room of those before it, and nothing leaves the cache. */
  readonly kept: boolean;
  /**
   * What enters a timestep's product: inputs, a one, zeros, and from F on the output before. `[time + 1, batch, F + P]`,
   * or, not kept, `[2, batch, F + P]`.
   */
  readonly entered: Room;
  /** `[time, batch, 4 * P]`, or, not kept, `[batch, 4 * P]`. */
  readonly gates: Room;
}

/** Room for the timesteps of a run. The output before the first one is `[batch, units]`; `undefined`: zeros. */
export function takeSteps(
  lease: Lease,
  sizes: StepSizes,
  { kept, first }: { readonly kept: boolean; readonly first: Float32Array | undefined },
): StepRooms {
  const { time, batch } = sizes;
  const row = rowSizes(sizes);
  const gates = lease.take((kept ? time : 1) * batch * row.gates);
  const entered = lease.take((kept ? time + 1 : 2) * batch * row.entered);
  fillFirst(lease.view(entered), first, sizes);
  return { sizes, lease, kept, entered, gates };
}

/** Lengths of rows in numbers, and where a timestep's matrices begin in bytes. */
export function placesOfSteps({ sizes, kept, entered, gates }: StepRooms) {
  const row = rowSizes(sizes);
  const stepBytes = 4 * sizes.batch;
  const enteredAt = (step: number) => entered.address + (kept ? step : step % 2) * stepBytes * row.entered;
  const at = {
    entered: enteredAt,
    /** The output before the timestep. */
    outputs: (step: number) => enteredAt(step) + 4 * row.inputs,
    gates: (step: number) => gates.address + (kept ? step : 0) * stepBytes * row.gates,
  };
  return { row, at };
}

/**
 * Has every timestep computed from the inputs `[time, batch, features]` and what came before. Answers the outputs,
 * `[time, batch, units]`, or the last one, `[1, batch, units]`. `compute` takes no room.
 */
export function goThroughSteps(
  rooms: StepRooms,
  inputs: Float32Array,
  wanted: Wanted,
  compute: (step: number) => void,
): Float32Array {
  const { sizes, lease, kept } = rooms;
  const { time, batch, units } = sizes;
  const row = rowSizes(sizes);
  const entered = lease.view(rooms.entered);
  const first = wanted === 'lastOutput' ? time - 1 : 0;
  const outputs = new Float32Array((time - first) * batch * units);
  const startOf = (step: number) => (kept ? step : step % 2) * batch * row.entered;
  for (let step = 0; step < time; step++) {
    enterInputs(entered, startOf(step), inputs, step, sizes);
    compute(step);
    if (step < first) continue;
    const cut = { rows: batch, stride: row.entered, from: startOf(step + 1) + row.inputs, size: units };
    cutColumnsInto(outputs, (step - first) * batch * units, entered, cut);
  }
  return outputs;
}

function enterInputs(
  entered: Float32Array,
  to: number,
  inputs: Float32Array,
  step: number,
  { batch, features, units }: StepSizes,
): void {
  const row = rowSizes({ features, units });
  for (let example = 0; example < batch; example++) {
    const [start, from] = [to + example * row.entered, (step * batch + example) * features];
    for (let feature = 0; feature < features; feature++) entered[start + feature] = inputs[from + feature] ?? NaN;
    entered[start + features] = 1;
    for (let rest = features + 1; rest < row.inputs; rest++) entered[start + rest] = 0;
  }
}

function fillFirst(entered: Float32Array, first: Float32Array | undefined, sizes: StepSizes): void {
  const { batch, units } = sizes;
  const row = rowSizes(sizes);
  for (let example = 0; example < batch; example++) {
    const start = example * row.entered + row.inputs;
    entered.fill(0, start, start + row.width);
    if (first !== undefined) entered.set(first.subarray(example * units, (example + 1) * units), start);
  }
}

/**
 * Zeros for the state before the first timestep, then the derivatives by every output: `[time + 1, batch, P]`. Where the
 * values are those by the last output alone, the others are 0.
 */
export function takeDerivatives(lease: Lease, values: Float32Array, { time, batch, units }: StepSizes): Room {
  const count = batch * paddedSize(units);
  const room = lease.take((time + 1) * count);
  const target = lease.view(room);
  const known = values.length / (batch * units);
  const start = (time + 1 - known) * count;
  target.fill(0, 0, start);
  padInto(target.subarray(start), values, { rows: known * batch, blocks: 1, size: units });
  return room;
}
