import type { Dataset } from '../data/dataset.ts';

/**
 * At most `limit` examples of a dataset as a dataset of their own: spread evenly over all of it, or, where states go on
 * from one batch to the next, the first ones.
 */
export function sampleExamples(dataset: Dataset, limit: number, keepsOrder: boolean): Dataset {
  const { count, lengths, continues } = dataset;
  if (count <= limit) return dataset;
  const place = (example: number) => (keepsOrder ? example : Math.floor((example * count) / limit));
  return {
    count: limit,
    lengths: lengths === null ? null : Uint32Array.from({ length: limit }, (_, index) => lengths[place(index)] ?? 0),
    ...(keepsOrder && continues !== undefined && { continues }),
    batch: (examples) => dataset.batch(examples.map(place)),
  };
}
