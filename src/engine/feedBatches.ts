import type { Batch, Dataset } from '../core/data/dataset.ts';
import { continuedRows } from '../core/data/lanes.ts';

/** A batch and the numbers of its examples. */
export interface FedBatch {
  readonly examples: Uint32Array;
  readonly batch: Batch;
}

/**
 * Draws up batches one after the other, each while its predecessor is at work: reading files costs no time then. Each
 * tells which of its rows go on from the batch before.
 */
export async function* feedBatches(dataset: Dataset, batches: Iterable<Uint32Array>): AsyncGenerator<FedBatch> {
  const numbers = batches[Symbol.iterator]();
  let next = request(dataset, numbers.next());
  let before: Uint32Array | null = null;
  while (next !== null) {
    const { examples } = next;
    const batch = await next.batch;
    next = request(dataset, numbers.next());
    const follows = dataset.continues !== undefined && { continued: continuedRows(dataset, before, examples) };
    yield { examples, batch: { ...batch, ...follows } };
    before = examples;
  }
}

/** A batch that is perhaps still being drawn up. */
interface RequestedBatch {
  readonly examples: Uint32Array;
  readonly batch: Promise<Batch> | Batch;
}

/** `null` behind the last one. */
function request(dataset: Dataset, { done, value }: IteratorResult<Uint32Array, unknown>): RequestedBatch | null {
  if (done === true) return null;
  const batch = dataset.batch(value);
  // Whoever stops before this one is asked for leaves its failure unheard.
  if (batch instanceof Promise) batch.catch(() => undefined);
  return { examples: value, batch };
}
