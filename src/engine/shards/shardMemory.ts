/** Sizes of what the threads of one training share. */
export interface ShardSizes {
  readonly shards: number;
  readonly parameters: number;
}

/**
 * Memory of a training whose batches are shared by threads. What is written before `round` goes up is read after it
 * was seen to go up, and the answers likewise before and after `answered`: neither parameters nor gradients are copied
 * between threads.
 */
export interface ShardMemory {
  readonly sizes: ShardSizes;
  /** Places of the integers: see `place`. Everybody waits on these with Atomics. */
  readonly control: Int32Array;
  /** `[parameters]` */
  readonly parameters: Float32Array;
  /** By shard, its part of the batch's gradient, `[parameters]`. Shard 0 is the training thread, which needs none. */
  readonly gradients: readonly Float32Array[];
}

/** Where the integers of `control` stand. */
export const place = {
  /** Goes up by one for every batch. */
  round: 0,
  /** 1: there are no more batches. */
  closed: 1,
  /** Last round that a shard has answered. */
  answered: (shard: number): number => 2 + shard,
} as const;

/** Memory for one training, all zero. */
export function allocateShardMemory({ shards, parameters }: ShardSizes): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * (place.answered(shards) + (1 + shards) * parameters));
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
  const parameters = cut(sizes.parameters);
  const gradients = Array.from({ length: sizes.shards }, () => cut(sizes.parameters));
  return { sizes, control: new Int32Array(buffer, 0, integers), parameters, gradients };
}
