import type { Model } from './buildModel.ts';
import type { LossGradient } from './lossGradient.ts';
import { tf, type Scalar, type Tensor1D } from './tensorflow.ts';

/** What the plan makes large weights cost, a scalar; `null`: nothing. Belongs into a tidy scope. */
export function penaltyOf({ parameters, penalties }: Model): Scalar | null {
  const costs = penalties.map(({ offset, size, l1, l2 }) => {
    const weight = parameters.slice<Tensor1D>(offset, size);
    return tf.add<Scalar>(tf.mul(tf.sum(tf.abs(weight)), l1), tf.mul(tf.sum(tf.square(weight)), l2));
  });
  return costs.length === 0 ? null : costs.reduce((sum, cost) => tf.add<Scalar>(sum, cost));
}

/**
 * Adds what the plan makes large weights cost: `l1 Σ|w| + l2 Σw²` to the loss, `l1 sign(w) + 2 l2 w` to the gradient, as
 * Keras's `L1L2` does. Belongs into a tidy scope.
 */
export function addPenalties(pass: LossGradient, model: Model): LossGradient {
  const { parameters, penalties } = model;
  const cost = penaltyOf(model);
  if (cost === null) return pass;
  const slopes = penalties.map(({ offset, size, l1, l2 }) => {
    const weight = parameters.slice<Tensor1D>(offset, size);
    const slope = tf.add(tf.mul(tf.sign(weight), l1), tf.mul(weight, 2 * l2));
    return slope.pad<Tensor1D>([[offset, parameters.size - offset - size]]);
  });
  return {
    loss: tf.add<Scalar>(pass.loss, cost),
    gradient: slopes.reduce((sum, slope) => tf.add(sum, slope), pass.gradient),
  };
}
