import type { Values } from '../dataset.ts';

/** How sequences of different lengths become one array. */
export interface PaddingPlan {
  /** Where padding stands. */
  readonly side: 'right' | 'left';
  /** Timesteps of every batch; `null`: those of its longest sequence. */
  readonly length: number | null;
}

/** Sequences of whole numbers, padded with 0. */
export interface PaddedTokens {
  /** `[batch, time]` */
  readonly values: Values & { readonly data: Int32Array<ArrayBuffer> };
  /** Tokens of each sequence that are there, `[batch]`. */
  readonly lengths: Int32Array;
}

/** Draws up sequences in one array; what is longer than a fixed length is cut. */
export function padTokens(sequences: readonly Int32Array[], { side, length }: PaddingPlan): PaddedTokens {
  const lengths = Int32Array.from(sequences, (tokens) => Math.min(tokens.length, length ?? tokens.length));
  const time = length ?? Math.max(1, ...lengths);
  const data = new Int32Array(sequences.length * time);
  for (const [row, tokens] of sequences.entries()) {
    const used = tokens.subarray(0, time);
    data.set(used, row * time + (side === 'left' ? time - used.length : 0));
  }
  return { values: { data, shape: [sequences.length, time] }, lengths };
}

/**
 * The lengths that a model must know of, as `Batch.lengths` says: `null` where there is no padding, and where padding
 * stands on the left, which a model reads like any other token.
 */
export function lengthsToMask({ values, lengths }: PaddedTokens, { side }: PaddingPlan): Int32Array | null {
  const time = values.shape[1] ?? 0;
  return side === 'left' || lengths.every((length) => length >= time) ? null : lengths;
}

/** 1 for every token, 0 for padding, `[batch, time]`; times `weightOf` the number that stands in the same place of `truth`. */
export function tokenWeights(
  { values, lengths }: PaddedTokens,
  { side }: PaddingPlan,
  weightOf?: { readonly truth: Int32Array; readonly weights: Float32Array },
): Float32Array {
  const time = values.shape[1] ?? 0;
  const weights = new Float32Array(values.data.length);
  for (const [row, length] of lengths.entries()) {
    const start = row * time + (side === 'left' ? time - length : 0);
    for (let place = start; place < start + length; place++) {
      weights[place] = weightOf === undefined ? 1 : (weightOf.weights[weightOf.truth[place] ?? 0] ?? 1);
    }
  }
  return weights;
}
