import { padInto, paddedSize } from './padded.ts';
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

/** What enters a timestep's product: inputs, a one, zeros, and from F on the output before. `[time + 1, batch, F + P]` */
export function takeEntered(
  lease: Lease,
  sizes: StepSizes,
  /** `[time, batch, features]` */
  inputs: Float32Array,
  /** Output before the first timestep, `[batch, units]`; `undefined`: zeros. */
  first: Float32Array | undefined,
): Room {
  const room = lease.take((sizes.time + 1) * sizes.batch * rowSizes(sizes).entered);
  fillInputs(lease.view(room), inputs, sizes);
  fillFirst(lease.view(room), first, sizes);
  return room;
}

function fillInputs(entered: Float32Array, inputs: Float32Array, sizes: StepSizes): void {
  const { time, batch, features } = sizes;
  const row = rowSizes(sizes);
  for (let example = 0; example < time * batch; example++) {
    const start = example * row.entered;
    for (let feature = 0; feature < features; feature++) {
      entered[start + feature] = inputs[example * features + feature] ?? NaN;
    }
    entered[start + features] = 1;
    entered.fill(0, start + features + 1, start + row.inputs);
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

/** Room for the gates of all timesteps, zeros, which products are added to: `[time, batch, 4 * P]`. */
export function takeGates(lease: Lease, sizes: StepSizes): Room {
  const room = lease.take(sizes.time * sizes.batch * rowSizes(sizes).gates);
  lease.view(room).fill(0);
  return room;
}

/** Zeros for the state before the first timestep, then the derivatives by every output: `[time + 1, batch, P]`. */
export function takeDerivatives(lease: Lease, values: Float32Array, { time, batch, units }: StepSizes): Room {
  const count = batch * paddedSize(units);
  const room = lease.take((time + 1) * count);
  const target = lease.view(room);
  target.fill(0, 0, count);
  padInto(target.subarray(count), values, { rows: time * batch, blocks: 1, size: units });
  return room;
}
