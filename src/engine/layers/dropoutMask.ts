import { prepareOp, tf, type Tensor } from '../tensorflow.ts';

/** Which of many masks: the same key gives the same mask, whatever was drawn before and on how many threads. */
export interface MaskKey {
  /** Of the place in the model, a 31-bit integer. */
  readonly seed: number;
  /** Optimizer steps done so far. */
  readonly step: number;
}

/** Inverted dropout (Srivastava et al. 2014): 0 with probability `rate`, else `1 / (1 - rate)`, so that the mean stays 1. */
export function dropoutMask(shape: readonly number[], rate: number, key: MaskKey): Tensor {
  const { values } = uniform(tf.tensor1d([...shape], 'int32'), tf.tensor1d([key.seed, key.step], 'int32'));
  return tf.div(tf.greaterEqual(values, rate).cast('float32'), 1 - rate);
}

const uniform = prepareOp('StatelessRandomUniform', { types: { dtype: 'float32', T: 'int32', Tseed: 'int32' } }, [
  'values',
]);
