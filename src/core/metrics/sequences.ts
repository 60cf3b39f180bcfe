import type { Batch } from '../data/dataset.ts';
import { PADDING } from '../data/text/vocabulary.ts';
import type { Answers } from './answers.ts';

/** What stands at the real timesteps of one example. */
export interface SequenceEntries {
  readonly truth: readonly number[];
  readonly classes: readonly number[];
  readonly logLoss: readonly number[];
}

/** Truth and answers of the example at `place` of a batch, without padding. */
export function pickEntries({ target, weights, size }: Batch, answers: Answers, place: number): SequenceEntries {
  const width = target.data.length / size;
  const indices = Array.from({ length: width }, (_, step) => place * width + step);
  const real = indices.filter((index) => weights?.[index] !== 0);
  const pick = (values: ArrayLike<number> | null): readonly number[] => real.map((index) => values?.[index] ?? NaN);
  return { truth: pick(target.data), classes: pick(answers.classes), logLoss: pick(answers.logLoss) };
}

/** Tokens that the example at `place` of a batch was read from, without padding. */
export function pickInput({ input, lengths, size }: Batch, place: number): readonly number[] {
  const width = input.data.length / size;
  const from = place * width;
  const tokens = Array.from(input.data.subarray(from, from + (lengths?.[place] ?? width)));
  // Padding on the left is not told by the lengths: a model reads it like any other token.
  return tokens.filter((token) => token !== PADDING);
}

/** Mean over the timesteps, by which examples of different lengths are compared; `null` for no timestep. */
export function meanLoss(logLoss: readonly number[]): number | null {
  return logLoss.length === 0 ? null : logLoss.reduce((sum, value) => sum + value, 0) / logLoss.length;
}
