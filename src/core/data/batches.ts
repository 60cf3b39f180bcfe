import type { Random } from '../random.ts';
import type { Dataset } from './dataset.ts';

/** Batches among which examples of like lengths are looked for: enough for little padding, few enough to stay random. */
const POOL_BATCHES = 100;

/**
 * The examples of each batch of one pass over a dataset, every example once, the last batch perhaps smaller. `random`
 * puts them into a random order, `null` keeps that of the data. Where examples have lengths, a random pass is bucketed:
 * pools of a hundred batches are sorted by length and cut, so that a batch is padded little, and the batches are
 * shuffled, so that short and long ones alternate.
 */
export function planBatches(
  { count, lengths }: Pick<Dataset, 'count' | 'lengths'>,
  batchSize: number,
  random: Random | null,
): readonly Uint32Array[] {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  if (random === null) return cutEvery(order, batchSize);
  random.shuffle(order);
  if (lengths === null) return cutEvery(order, batchSize);
  const pools = cutEvery(order, POOL_BATCHES * batchSize);
  // The sort is stable: among equal lengths the order stays random.
  for (const pool of pools) pool.sort((a, b) => (lengths[a] ?? 0) - (lengths[b] ?? 0));
  return shuffleBatches(
    pools.flatMap((pool) => cutEvery(pool, batchSize)),
    random,
  );
}

/** Parts of `size`, the last one perhaps smaller, as views of the order. */
function cutEvery(order: Uint32Array, size: number): readonly Uint32Array[] {
  return Array.from({ length: Math.ceil(order.length / size) }, (_, part) =>
    order.subarray(part * size, (part + 1) * size),
  );
}

function shuffleBatches(batches: readonly Uint32Array[], random: Random): readonly Uint32Array[] {
  const order = Uint32Array.from({ length: batches.length }, (_, index) => index);
  random.shuffle(order);
  return [...order].map((index) => batches[index] ?? new Uint32Array());
}
