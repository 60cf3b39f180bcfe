import { tf, type Scalar, type Tensor } from './tensorflow.ts';

/** Square root of the sum of all squares. */
export function l2Norm(tensor: Tensor): Scalar {
  return tf.sqrt(tf.sum(tf.square(tensor)));
}
