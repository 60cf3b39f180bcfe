import type { Signal } from '../layers/signal.ts';
import { numbersOf } from '../tensorflow.ts';

/** Scores of the tags of whole sequences, as numbers. */
export interface ChainNumbers {
  readonly tags: number;
  /** Of each tag at each timestep, `[batch, time, tags]`. */
  readonly emissions: Float32Array;
  /**
   * Of each tag behind each, `[tags + 1, tags]`. The last row is the start, which is left like a tag that stands before
   * all others.
   */
  readonly steps: Float64Array;
  /** Of each tag at the end, `[tags]`. */
  readonly end: Float32Array;
  /** Timesteps of each example that count, as places in `[batch, time]`. */
  readonly sequences: readonly Int32Array[];
}

/** Reads what a chain says of a batch. */
export function readChain({ batchFirst, mask, chain }: Signal): ChainNumbers {
  if (chain === undefined) throw new Error('Tags that nothing ties together');
  const [batch = 0, time = 0, tags = 0] = batchFirst.shape;
  const steps = new Float64Array((tags + 1) * tags);
  steps.set(numbersOf(chain.transitions));
  steps.set(numbersOf(chain.start), tags * tags);
  const sequences = Array.from({ length: batch }, (_, row) => {
    const places = Int32Array.from({ length: time }, (__, step) => row * time + step);
    return mask === null ? places : places.filter((place) => mask.values[place] === 1);
  });
  return { tags, emissions: numbersOf(batchFirst), steps, end: numbersOf(chain.end), sequences };
}

/** A sequence of a batch. */
export interface ChainSequence {
  readonly example: number;
  /** Its timesteps that count, as places in `[batch, time]`. */
  readonly places: Int32Array;
}

/** All sequences at once, step by step, those that still go on: the longest first, so that each keeps its row. */
export function* inLockstep(
  sequences: readonly Int32Array[],
): Generator<{ readonly step: number; readonly going: readonly ChainSequence[] }> {
  const rows = sequences
    .map((places, example) => ({ example, places }))
    .sort((one, other) => other.places.length - one.places.length);
  for (let step = 0; ; step++) {
    const going = rows.filter(({ places }) => places.length > step);
    if (going.length === 0) return;
    yield { step, going };
  }
}
