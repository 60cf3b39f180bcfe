/** Sizes of what the threads of one training share. */
export interface ShardSizes {
  readonly shards: number;
  readonly parameters: number;
  /** Examples of a full batch. */
  readonly batchSize: number;
  /** Of one example's inputs: `[time, features]`. */
  readonly inputShape: readonly [time: number, features: number];
  /** Numbers that the model says about one example. */
  readonly outputs: number;
}

/** What one shard answers in a round. */
export interface ShardAnswer {
  /** Its part of the batch's mean loss: one number. */
  readonly loss: Float32Array;
  /** Its part of the batch's gradient, `[parameters]`. */
  readonly gradient: Float32Array;
}

/**
 * Memory of a training whose batches are shared by threads. What is written before `round` goes up is read after it
 * was seen to go up, and the answers likewise before and after `answered`: nothing is copied between threads.
 */
export interface ShardMemory {
  readonly sizes: ShardSizes;
  /** Places of the integers: see `place`. Everybody waits on these with Atomics. */
  readonly control: Int32Array;
  /** `[parameters]` */
  readonly parameters: Float32Array;
  /** `[batch, time, features]` */
  readonly inputs: Float32Array;
  /** `[batch, outputs]` */
  readonly targets: Float32Array;
  /** `[batch, outputs]`, each shard's in its own place. */
  readonly predictions: Float32Array;
  /** By shard. Shard 0 is the training thread, which needs none. */
  readonly answers: readonly ShardAnswer[];
}

/** Where the integers of `control` stand. */
export const place = {
  /** Goes up by one for every batch. */
  round: 0,
  /** 1: there are no more batches. */
  closed: 1,
  /** Optimizer steps done so far. */
  step: 2,
  /** Examples of the batch. */
  size: 3,
  /** Last round that a shard has answered. */
  answered: (shard: number): number => 4 + shard,
} as const;

/** Memory for one training, all zero. */
export function allocateShardMemory(sizes: ShardSizes): SharedArrayBuffer {
  const { shards } = sizes;
  return new SharedArrayBuffer(4 * (place.answered(shards) + floatCounts(sizes).reduce((sum, count) => sum + count)));
}

/** The parts of a training's memory, the same for every thread. */
export function viewShardMemory(buffer: SharedArrayBuffer, sizes: ShardSizes): ShardMemory {
  const integers = place.answered(sizes.shards);
  let offset = 4 * integers;
  const cut = (count: number) => {
    const values = new Float32Array(buffer, offset, count);
    offset += 4 * count;
    return values;
  };
  const [parameters, inputs, targets, predictions] = [
    cut(sizes.parameters),
    cut(inputCount(sizes)),
    cut(sizes.batchSize * sizes.outputs),
    cut(sizes.batchSize * sizes.outputs),
  ];
  const answers = Array.from({ length: sizes.shards }, () => ({ loss: cut(1), gradient: cut(sizes.parameters) }));
  return { sizes, control: new Int32Array(buffer, 0, integers), parameters, inputs, targets, predictions, answers };
}

function floatCounts(sizes: ShardSizes): number[] {
  const outputs = sizes.batchSize * sizes.outputs;
  return [sizes.parameters, inputCount(sizes), 2 * outputs, sizes.shards * (1 + sizes.parameters)];
}

function inputCount({ batchSize, inputShape: [time, features] }: ShardSizes): number {
  return batchSize * time * features;
}
