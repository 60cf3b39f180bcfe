import { prepareOp, tf, type Tensor } from '../tensorflow.ts';
import type { BatchPart } from './layer.ts';

/** Which of many masks: the same key gives the same mask, whatever was drawn before and on how many threads. */
export interface MaskKey {
  /** Of the place in the model, a 31-bit integer. */
  readonly seed: number;
  /** Optimizer steps done so far. */
  readonly step: number;
}

/** The examples that a mask is for. */
export interface MaskExamples {
  /** Where the batch stands in the mask's shape. */
  readonly axis: number;
  /** Which examples of a batch they are; `undefined`: all of it. */
  readonly part: BatchPart | undefined;
}

/**
 * Inverted dropout (Srivastava et al. 2014): 0 with probability `rate`, else `1 / (1 - rate)`, so that the mean stays 1.
 * The mask of a part of a batch is that part of the whole batch's mask.
 */
export function dropoutMask(shape: readonly number[], rate: number, key: MaskKey, examples: MaskExamples): Tensor {
  const { axis, part } = examples;
  const values = part === undefined ? drawUniform(shape, key) : drawPart(shape, key, axis, part);
  return tf.div(tf.greaterEqual(values, rate).cast('float32'), 1 - rate);
}

/** Cut out of what is drawn for the whole batch: the numbers are those of one thread, however many share the batch. */
function drawPart(shape: readonly number[], key: MaskKey, batchAxis: number, { from, of }: BatchPart): Tensor {
  const values = drawUniform(shape.with(batchAxis, of), key);
  const begin = shape.map((_, axis) => (axis === batchAxis ? from : 0));
  return values.slice(begin, [...shape]);
}

function drawUniform(shape: readonly number[], key: MaskKey): Tensor {
  return uniform(tf.tensor1d([...shape], 'int32'), tf.tensor1d([key.seed, key.step], 'int32')).values;
}

const uniform = prepareOp('StatelessRandomUniform', { types: { dtype: 'float32', T: 'int32', Tseed: 'int32' } }, [
  'values',
]);
