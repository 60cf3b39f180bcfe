import type { Random } from '../../../../src/core/random.ts';

/** Scores of one sequence: emissions `[time][tags]`, transitions `[from][to]`, start and end `[tags]`. */
export interface Scores {
  readonly emissions: readonly (readonly number[])[];
  readonly transitions: readonly (readonly number[])[];
  readonly start: readonly number[];
  readonly end: readonly number[];
}

/** Normal scores, rounded to float32. */
export function drawScores(random: Random, time: number, tags: number, scale: number): Scores {
  const vector = () => Array.from({ length: tags }, () => Math.fround(random.normal() * scale));
  const matrix = (rows: number) => Array.from({ length: rows }, vector);
  return { emissions: matrix(time), transitions: matrix(tags), start: vector(), end: vector() };
}

/** Every sequence of tags with its score, one after the other. */
export function enumerate(scores: Scores): readonly { readonly tags: readonly number[]; readonly score: number }[] {
  const sequences = scores.emissions.reduce<readonly (readonly number[])[]>(
    (before, emission) => before.flatMap((tags) => emission.map((_, tag) => [...tags, tag])),
    [[]],
  );
  return sequences.map((tags) => ({ tags, score: scoreOf(scores, tags) }));
}

/** start + Σ emissions + Σ transitions + end, as the formula says it. */
export function scoreOf({ emissions, transitions, start, end }: Scores, tags: readonly number[]): number {
  let score = (start[tags[0] ?? NaN] ?? NaN) + (end[tags.at(-1) ?? NaN] ?? NaN);
  tags.forEach((tag, step) => {
    score += emissions[step]?.[tag] ?? NaN;
    if (step > 0) score += transitions[tags[step - 1] ?? NaN]?.[tag] ?? NaN;
  });
  return score;
}

/** ln Σ e^x, of all of them. */
export function addLogarithms(values: readonly number[]): number {
  const most = Math.max(...values);
  return most + Math.log(values.reduce((sum, value) => sum + Math.exp(value - most), 0));
}

/** -ln of the probability of one sequence among all. */
export function negativeLogLikelihood(scores: Scores, tags: readonly number[]): number {
  return addLogarithms(enumerate(scores).map(({ score }) => score)) - scoreOf(scores, tags);
}
