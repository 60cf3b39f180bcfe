import type { Batch } from '../../../../src/core/data/dataset.ts';
import type { Answers } from '../../../../src/core/metrics/answers.ts';

const rest = { lengths: null, decoderInput: null };

/** Truths of numbers, `width` an example. */
export function numberBatch(truth: Float32Array, width: number): Batch {
  const size = truth.length / width;
  const target = { data: truth, shape: [size, width] };
  return { ...rest, size, input: { data: new Float32Array(size), shape: [size, 1] }, target, weights: null };
}

export function numberAnswers(values: Float32Array): Answers {
  return { values, classes: null, logLoss: null, written: null };
}

/** Truths of classes, one an example. */
export function classBatch(truth: readonly number[], weights: readonly number[] | null = null): Batch {
  const size = truth.length;
  return {
    ...rest,
    size,
    input: { data: new Float32Array(size), shape: [size, 1] },
    target: { data: Int32Array.from(truth), shape: [size] },
    weights: weights === null ? null : Float32Array.from(weights),
  };
}

/** Classes that a model gave, each truth with the same probability. */
export function classAnswers(classes: readonly number[], probability = 0.5): Answers {
  const logLoss = new Float32Array(classes.length).fill(-Math.log(probability));
  return { values: null, classes: Int32Array.from(classes), logLoss, written: null };
}

/** Sequences of classes or tokens, one an example, padded with 0 on the right; the inputs are given or the same. */
export function sequenceBatch(truths: readonly (readonly number[])[], inputs = truths): Batch {
  const size = truths.length;
  const [targets, read] = [pad(truths), pad(inputs)];
  return {
    size,
    input: { data: read.data, shape: [size, read.width] },
    lengths: Int32Array.from(inputs, (input) => input.length),
    decoderInput: null,
    target: { data: targets.data, shape: [size, targets.width] },
    weights: Float32Array.from({ length: size * targets.width }, (_, index) => {
      const [row, column] = [Math.floor(index / targets.width), index % targets.width];
      return column < (truths[row]?.length ?? 0) ? 1 : 0;
    }),
  };
}

/** What a model said of sequences, with the probability that each truth was given; whatever it wrote by itself. */
export function sequenceAnswers(
  classes: readonly (readonly number[])[],
  probability = 0.5,
  written: readonly (readonly number[])[] | null = null,
): Answers {
  const { data } = pad(classes);
  return {
    values: null,
    classes: data,
    logLoss: new Float32Array(data.length).fill(-Math.log(probability)),
    written: written === null ? null : written.map((tokens) => Int32Array.from(tokens)),
  };
}

function pad(sequences: readonly (readonly number[])[]): { readonly data: Int32Array; readonly width: number } {
  const width = Math.max(...sequences.map((sequence) => sequence.length));
  const data = new Int32Array(sequences.length * width);
  for (const [row, sequence] of sequences.entries()) data.set(sequence, row * width);
  return { data, width };
}
