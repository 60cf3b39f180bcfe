import type { Loss } from '../contracts/trainablePlan.ts';
import { tf, type Scalar, type Tensor } from './tensorflow.ts';

/** Mean loss over all values of a batch, as Keras reduces it: `truth` and `prediction` are `[batch, outputs]`. */
export function lossFunction(name: Loss): (truth: Tensor, prediction: Tensor) => Scalar {
  const pointwise = pointwiseLoss(name);
  return (truth, prediction) => tf.mean(pointwise(tf.sub(prediction, truth)));
}

function pointwiseLoss(name: Loss): (error: Tensor) => Tensor {
  switch (name) {
    case 'meanSquaredError':
      return tf.square;
    case 'meanAbsoluteError':
      return magnitude;
    case 'huber':
      return huber;
    case 'logCosh':
      // ln cosh x, in a form that does not overflow.
      return (error) => tf.sub(tf.add(error, tf.softplus(tf.mul(error, -2))), Math.LN2);
  }
}

/** |x|, whose derivative at 0 is 0 as in Keras; tfjs's own is -1 there. */
function magnitude(error: Tensor): Tensor {
  return tf.mul(error, tf.sign(error));
}

/** `x² / 2` up to 1, `|x| - 1/2` beyond it (Huber 1964): `q (|x| - q / 2)` with `q = min(|x|, 1)`. */
function huber(error: Tensor): Tensor {
  const absolute = magnitude(error);
  const quadratic = tf.minimum(absolute, 1);
  return tf.mul(quadratic, tf.sub(absolute, tf.mul(quadratic, 0.5)));
}
