import type { Batch, Values } from '../../core/data/dataset.ts';
import type { Answers } from '../../core/metrics/answers.ts';
import type { Range } from './shardRange.ts';

/** Some examples of a batch, padded as the whole of it. Copies. */
export function cutBatch(batch: Batch, range: Range): Batch {
  const { size, lengths, decoderInput, weights, continued } = batch;
  return {
    size: range.to - range.from,
    input: cutValues(batch.input, range),
    lengths: lengths === null ? null : lengths.slice(range.from, range.to),
    decoderInput: decoderInput === null ? null : cutValues(decoderInput, range),
    target: cutValues(batch.target, range),
    weights: weights === null ? null : cutRows(weights, size, range),
    ...(continued !== undefined && { continued: continued.slice(range.from, range.to) }),
  };
}

function cutValues({ data, shape }: Values, range: Range): Values {
  const [size = 0, ...each] = shape;
  return { data: cutRows(data, size, range), shape: [range.to - range.from, ...each] };
}

function cutRows<T extends Float32Array | Int32Array>(data: T, size: number, { from, to }: Range): T {
  const row = data.length / size;
  // A slice is of the same kind as what it was cut from.
  return data.slice(from * row, to * row) as T;
}

/** The answers to the parts of a batch, in their order, as those to the whole of it. */
export function joinAnswers(parts: readonly Answers[]): Answers {
  return {
    values: joinFloats(parts.map(({ values }) => values)),
    classes: joinIntegers(parts.map(({ classes }) => classes)),
    logLoss: joinFloats(parts.map(({ logLoss }) => logLoss)),
    written: null,
  };
}

function joinFloats(parts: readonly (Float32Array | null)[]): Float32Array | null {
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? null : joinInto(new Float32Array(lengthOf(known)), known);
}

function joinIntegers(parts: readonly (Int32Array | null)[]): Int32Array | null {
  const known = parts.filter((part) => part !== null);
  return known.length === 0 ? null : joinInto(new Int32Array(lengthOf(known)), known);
}

function joinInto<T extends Float32Array | Int32Array>(whole: T, parts: readonly T[]): T {
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function lengthOf(parts: readonly { readonly length: number }[]): number {
  return parts.reduce((sum, { length }) => sum + length, 0);
}
