import type { Tensor } from '../tensorflow.ts';
import type { Chain } from './chain.ts';
import type { StepMask } from './stepMask.ts';

/**
 * What passes from layer to layer: a tensor and the mask of its timesteps. Sequences `[batch, time, features]` may also
 * stand as `[time, batch, features]`, as recurrent kernels read and write them: whoever asks for the other order pays
 * for the transposition once, and a chain of recurrent layers never asks.
 */
export interface Signal {
  /** In natural order, the batch first. */
  readonly shape: readonly number[];
  /** `null`: every timestep counts. */
  readonly mask: StepMask | null;
  /** Whether it is the data itself, which nobody differentiates by; left out: no. */
  readonly isData?: true;
  /** What ties the answers of its timesteps together; left out: each is chosen on its own. */
  readonly chain?: Chain;
  /** The order that is there already; `batch` for all that is not a sequence. */
  readonly order: Order;
  /** `[batch, …]` */
  readonly batchFirst: Tensor;
  /** `[time, batch, features]` of a sequence; everything else as it is. */
  readonly timeFirst: Tensor;
}

export type Order = 'batch' | 'time';

/** A signal in natural order. */
export function batchSignal(tensor: Tensor, mask: StepMask | null = null): Signal {
  return createSignal(tensor.shape, mask, 'batch', () => tensor);
}

/** What the model reads, in natural order. */
export function dataSignal(tensor: Tensor, mask: StepMask | null): Signal {
  return Object.assign(batchSignal(tensor, mask), { isData: true as const });
}

/** Scores of tags at each timestep, `[batch, time, tags]`, that are judged as whole sequences. */
export function chainSignal(scores: Tensor, mask: StepMask | null, chain: Chain): Signal {
  return Object.assign(batchSignal(scores, mask), { chain });
}

/** A signal whose sequence stands as `[time, batch, features]`. */
export function timeSignal(tensor: Tensor, mask: StepMask | null = null): Signal {
  return createSignal(swapped(tensor.shape), mask, 'time', () => tensor);
}

/** A signal that can be made in either order at the same price; it is made in the one that is asked for first. */
export function eitherSignal(shape: readonly number[], mask: StepMask | null, make: (order: Order) => Tensor): Signal {
  return createSignal(shape, mask, null, make);
}

/** The signal in the order that is there. */
export function present(signal: Signal): Tensor {
  return signal.order === 'time' ? signal.timeFirst : signal.batchFirst;
}

/**
 * A signal whose values are those of another after a function that treats all timesteps of all examples alike and
 * leaves the first two sizes; order and mask stay.
 */
export function mapSignal(signal: Signal, compute: (tensor: Tensor) => Tensor): Signal {
  const tensor = compute(present(signal));
  return signal.order === 'time' ? timeSignal(tensor, signal.mask) : batchSignal(tensor, signal.mask);
}

function createSignal(
  shape: readonly number[],
  mask: StepMask | null,
  given: Order | null,
  make: (order: Order) => Tensor,
): Signal {
  const isSequence = shape.length === 3;
  let order = isSequence ? given : 'batch';
  const made: Partial<Record<Order, Tensor>> = {};
  const inOrder = (wanted: Order): Tensor => {
    const asked = isSequence ? wanted : 'batch';
    const there = made[asked];
    if (there !== undefined) return there;
    const other = made[asked === 'batch' ? 'time' : 'batch'];
    order ??= asked;
    const tensor = other === undefined && order === asked ? make(asked) : transposed(other ?? inOrder(order));
    made[asked] = tensor;
    return tensor;
  };
  return {
    shape,
    mask,
    get order() {
      return order ?? 'batch';
    },
    get batchFirst() {
      return inOrder('batch');
    },
    get timeFirst() {
      return inOrder('time');
    },
  };
}

function transposed(tensor: Tensor): Tensor {
  return tensor.transpose([1, 0, 2]);
}

function swapped([time = 0, batch = 0, ...rest]: readonly number[]): readonly number[] {
  return [batch, time, ...rest];
}
