import type { Batch, Dataset } from '../core/data/dataset.ts';

/** A batch and the numbers of its examples. */
export interface FedBatch {
  readonly examples: Uint32Array;
  readonly batch: Batch;
}

/** Draws up batches one after the other, each while its predecessor is at work: reading files costs no time then. */
export async function* feedBatches(dataset: Dataset, batches: readonly Uint32Array[]): AsyncGenerator<FedBatch> {
  let next = request(dataset, batches[0]);
  for (const [index, examples] of batches.entries()) {
    const batch = await next;
    next = request(dataset, batches[index + 1]);
    if (batch !== undefined) yield { examples, batch };
  }
}

function request(dataset: Dataset, examples: Uint32Array | undefined): Promise<Batch> | Batch | undefined {
  if (examples === undefined) return undefined;
  const batch = dataset.batch(examples);
  // Whoever stops before this one is asked for leaves its failure unheard.
  if (batch instanceof Promise) batch.catch(() => undefined);
  return batch;
}
