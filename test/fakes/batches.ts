import type { Batch, Dataset } from '../../src/core/data/dataset.ts';

/** Numbers from 0 on. */
export function integers(count: number, first = 0): number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

/** One batch of a dataset whose batches come at once. */
export function drawBatch(dataset: Dataset, examples: readonly number[]): Batch {
  const batch = dataset.batch(Uint32Array.from(examples));
  if (batch instanceof Promise) throw new Error('This dataset reads files');
  return batch;
}

/** Every example of a dataset: inputs and targets as the model gets them, flat. */
export function drawAll(dataset: Dataset | null): { readonly inputs: number[][]; readonly targets: number[][] } {
  if (dataset === null) return { inputs: [], targets: [] };
  const { input, target, size } = drawBatch(dataset, integers(dataset.count));
  const cut = (values: ArrayLike<number>): number[][] => {
    const length = values.length / size;
    return integers(size).map((example) => Array.from(values).slice(example * length, (example + 1) * length));
  };
  return { inputs: cut(input.data), targets: cut(target.data) };
}
