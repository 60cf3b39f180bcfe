import type { Batch, Values } from '../core/data/dataset.ts';
import type { ModelInputs } from './forward.ts';
import { tf, type Tensor, type Tensor1D } from './tensorflow.ts';

/** A batch as tensors of the current tidy scope. */
export interface BatchTensors {
  readonly inputs: ModelInputs;
  /** int32 `[batch]`; `null`: all timesteps are real. */
  readonly lengths: Tensor1D | null;
  /** As in the batch: numbers are float32, classes int32. */
  readonly target: Tensor;
  /** Of the entries of the truth, float32; `null`: all count 1. */
  readonly weights: Tensor | null;
}

export function toTensors({ decoderInput, target, weights, ...inputs }: Batch): BatchTensors {
  const { input, lengths } = toInputTensors(inputs);
  return {
    inputs: { input, decoderInput: decoderInput === null ? null : toTensor(decoderInput) },
    lengths,
    target: toTensor(target),
    weights: weights === null ? null : tf.tensor1d(weights),
  };
}

/** What of a batch can be read without its truth, as tensors of the current tidy scope. */
export function toInputTensors({ input, lengths }: Pick<Batch, 'input' | 'lengths'>): {
  readonly input: Tensor;
  readonly lengths: Tensor1D | null;
} {
  return { input: toTensor(input), lengths: lengths === null ? null : tf.tensor1d(lengths, 'int32') };
}

function toTensor({ data, shape }: Values): Tensor {
  return tf.tensor(data, [...shape], data instanceof Int32Array ? 'int32' : 'float32');
}

/** Entries of a batch's truth that count: all but padding. */
export function countEntries({ size, weights }: Batch): number {
  if (weights === null) return size;
  return weights.reduce((count, weight) => count + Number(weight !== 0), 0);
}
