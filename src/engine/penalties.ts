import type { Model } from './buildModel.ts';
import type { LossGradient } from './lossGradient.ts';
import { tf, type Scalar, type Tensor1D } from './tensorflow.ts';

/**
 * Adds what the plan makes large weights cost: `l1 Σ|w| + l2 Σw²` to the loss, `l1 sign(w) + 2 l2 w` to the gradient, as
 * Keras's `L1L2` does. Belongs into a tidy scope.
 */
export function addPenalties(pass: LossGradient, { parameters, penalties }: Model): LossGradient {
  let { loss } = pass;
  if (penalties.length === 0) return pass;
  const slopes = penalties.map(({ offset, size, l1, l2 }) => {
    const weight = parameters.slice<Tensor1D>(offset, size);
    const cost = tf.add(tf.mul(tf.sum(tf.abs(weight)), l1), tf.mul(tf.sum(tf.square(weight)), l2));
    loss = tf.add<Scalar>(loss, cost);
    const slope = tf.add(tf.mul(tf.sign(weight), l1), tf.mul(weight, 2 * l2));
    return slope.pad<Tensor1D>([[offset, parameters.size - offset - size]]);
  });
  return { loss, gradient: slopes.reduce((sum, slope) => tf.add(sum, slope), pass.gradient) };
}
