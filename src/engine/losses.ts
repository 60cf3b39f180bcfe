import type { NumberLoss } from '../contracts/trainingPlan.ts';
import { prepareOp, tf, withGradient, type Tensor, type Tensor1D, type Tensor2D } from './tensorflow.ts';

/** Loss of each example, `[batch]`: the mean over its values, as Keras reduces it. Both tensors are `[batch, outputs]`. */
export function numberLoss(name: NumberLoss): (truth: Tensor, prediction: Tensor) => Tensor {
  const pointwise = pointwiseLoss(name);
  return (truth, prediction) => tf.mean(pointwise(tf.sub(prediction, truth)), -1);
}

function pointwiseLoss(name: NumberLoss): (error: Tensor) => Tensor {
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

const sparseCrossentropy = prepareOp(
  'SparseSoftmaxCrossEntropyWithLogits',
  { types: { T: 'float32', Tlabels: 'int32' } },
  ['loss', 'backprop'],
);

/**
 * -ln softmax(logits)[class] of each entry, in nats: classes `[…]` and logits `[…, classes]` give `[entries]`. One
 * operation gives the loss and its gradient, and no number overflows on the way.
 */
export function softmaxCrossentropy(classes: Tensor, logits: Tensor): Tensor1D {
  const width = logits.shape.at(-1) ?? 1;
  const rows = logits.reshape<Tensor2D>([-1, width]);
  const { loss, backprop } = sparseCrossentropy(rows, classes.reshape([-1]));
  return withGradient(loss as Tensor1D, [rows], [backprop], (derivative, [slope]) => [
    tf.mul(slope, derivative.expandDims(1)),
  ]);
}

/**
 * Binary crossentropy of each example, in nats: classes 0 or 1 `[batch]` and logits `[batch, 1]` give `[batch]`:
 * `max(x, 0) - x z + ln(1 + e^-|x|)`.
 */
export function sigmoidCrossentropy(classes: Tensor, logits: Tensor): Tensor {
  const x = logits.reshape([-1]);
  const z = tf.cast(classes, 'float32').reshape([-1]);
  return tf.add(tf.sub(tf.relu(x), tf.mul(x, z)), tf.softplus(tf.neg(tf.abs(x))));
}
