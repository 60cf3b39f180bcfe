/** Examples `from` up to, not including, `to` of a batch. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The part of a batch of `size` examples that a shard computes: as even as can be, the first ones one longer. */
export function shardRange(size: number, shards: number, shard: number): Range {
  const least = Math.floor(size / shards);
  const longer = size % shards;
  const from = shard * least + Math.min(shard, longer);
  return { from, to: from + least + (shard < longer ? 1 : 0) };
}
