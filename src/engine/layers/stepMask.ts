import { tf, type Tensor1D, type Tensor2D } from '../tensorflow.ts';

/**
 * Which timesteps of a batch count. A mask follows from the data, never from weights that learn, so it is known as
 * numbers; layers make of it the tensors that they need. Masks in which everything counts are `null` everywhere.
 */
export interface StepMask {
  readonly batch: number;
  readonly time: number;
  /** 1 where a timestep counts, `[batch, time]` row-major. */
  readonly values: Uint8Array;
  /** Timesteps of each example that count. */
  readonly counts: Int32Array;
  /** Whether each example's timesteps that count stand before all others: padding on the right. */
  readonly rightPadded: boolean;
}

/** The mask of these values, `[batch, time]` row-major; `null` where everything counts. */
export function createStepMask(values: Uint8Array, batch: number, time: number): StepMask | null {
  const counts = new Int32Array(batch);
  let rightPadded = true;
  values.forEach((value, index) => {
    if (value === 0) return;
    const row = Math.floor(index / time);
    const before = counts[row] ?? 0;
    rightPadded &&= before === index % time;
    counts[row] = before + 1;
  });
  return counts.every((count) => count === time) ? null : { batch, time, values, counts, rightPadded };
}

/** The mask of sequences that end after so many timesteps. */
export function maskOfLengths(lengths: ArrayLike<number>, time: number): StepMask | null {
  const values = new Uint8Array(lengths.length * time);
  for (let row = 0; row < lengths.length; row++) values.fill(1, row * time, row * time + (lengths[row] ?? 0));
  return createStepMask(values, lengths.length, time);
}

/** The mask of tokens `[batch, time]`: token 0 is padding, on whichever side it stands. */
export function maskOfTokens(tokens: Tensor2D): StepMask | null {
  const [batch, time] = tokens.shape;
  return createStepMask(
    Uint8Array.from(tokens.dataSync<'int32'>(), (token) => Number(token !== 0)),
    batch,
    time,
  );
}

/** What counts where all of the masks (`every`) or one of them (`some`) say so. */
export function combineMasks(masks: readonly (StepMask | null)[], how: 'every' | 'some'): StepMask | null {
  const given = masks.filter((mask) => mask !== null);
  const [first] = given;
  if (first === undefined || (how === 'some' && given.length < masks.length)) return null;
  const values = first.values.map((_, index) => Number(given[how](({ values }) => values[index] === 1)));
  return createStepMask(values, first.batch, first.time);
}

/** Masks one behind the other in time; `times` are the timesteps of each. */
export function joinMasks(masks: readonly (StepMask | null)[], times: readonly number[]): StepMask | null {
  const batch = masks.find((mask) => mask !== null)?.batch;
  if (batch === undefined) return null;
  const total = times.reduce((sum, time) => sum + time, 0);
  const values = new Uint8Array(batch * total).fill(1);
  let from = 0;
  masks.forEach((mask, place) => {
    for (let row = 0; mask !== null && row < batch; row++) {
      values.set(mask.values.subarray(row * mask.time, (row + 1) * mask.time), row * total + from);
    }
    from += times[place] ?? 0;
  });
  return createStepMask(values, batch, total);
}

/** The mask in which each example stands so many times, one behind the other. */
export function repeatRows({ batch, time, values }: StepMask, times: number): StepMask | null {
  const repeated = new Uint8Array(batch * times * time);
  for (let row = 0; row < batch * times; row++) {
    const own = Math.floor(row / times) * time;
    repeated.set(values.subarray(own, own + time), row * time);
  }
  return createStepMask(repeated, batch * times, time);
}

/** The mask of the same sequences from their end to their start. */
export function reverseMask(mask: StepMask | null): StepMask | null {
  if (mask === null) return null;
  const { batch, time, values } = mask;
  const reversed = values.map((_, index) => values[2 * (index - (index % time)) + time - 1 - index] ?? 0);
  return createStepMask(reversed, batch, time);
}

/** Counting timesteps of each example as int32 `[batch]`. */
export function countsTensor({ counts }: StepMask): Tensor1D {
  return tf.tensor1d(counts, 'int32');
}

/** 1 and 0 as float32 `[batch, time]`. */
export function maskTensor({ values, batch, time }: StepMask): Tensor2D {
  return tf.tensor2d(Float32Array.from(values), [batch, time]);
}
