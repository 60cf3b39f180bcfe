import type { NumberLoss } from '../contracts/trainingPlan.ts';
import {
  computeWithGradient,
  numbersOf,
  prepareOp,
  tf,
  withGradient,
  type Scalar,
  type Tensor,
  type Tensor1D,
  type Tensor2D,
} from './tensorflow.ts';

/**
 * Loss of each example, `[batch]`: the mean over its values, as Keras reduces it. Both tensors are `[batch, outputs]`; the
 * truth is constant. One loop: an operation of TensorFlow for every sign of the formula takes as many times as long.
 */
export function numberLoss(name: NumberLoss): (truth: Tensor, prediction: Tensor) => Tensor {
  const { loss, slope } = pointwiseLosses[name];
  return (truth, prediction) =>
    computeWithGradient([prediction], () => {
      const [expected, predicted] = [numbersOf(truth), numbersOf(prediction)];
      const outputs = prediction.shape.at(-1) ?? 1;
      const error = (place: number) => (predicted[place] ?? NaN) - (expected[place] ?? NaN);
      const losses = new Float32Array(predicted.length / outputs);
      for (const example of losses.keys()) {
        let sum = 0;
        for (let place = example * outputs; place < (example + 1) * outputs; place++) sum += loss(error(place));
        losses[example] = sum / outputs;
      }
      const gradient = (derivative: Tensor) => {
        const given = numbersOf(derivative);
        const byValue = predicted.map((_, place) => {
          const share = (given[Math.floor(place / outputs)] ?? NaN) / outputs;
          return share * slope(error(place));
        });
        return [tf.tensor(byValue, prediction.shape)];
      };
      return { value: tf.tensor(losses, prediction.shape.slice(0, -1)), gradient };
    });
}

/** A loss of one number and its derivative by the error. */
interface PointwiseLoss {
  readonly loss: (error: number) => number;
  readonly slope: (error: number) => number;
}

const pointwiseLosses: Readonly<Record<NumberLoss, PointwiseLoss>> = {
  meanSquaredError: { loss: (error) => error ** 2, slope: (error) => 2 * error },
  meanAbsoluteError: { loss: Math.abs, slope: Math.sign },
  // `x² / 2` up to 1, `|x| - 1/2` beyond it (Huber 1964).
  huber: {
    loss: (error) => (Math.abs(error) <= 1 ? error ** 2 / 2 : Math.abs(error) - 0.5),
    slope: (error) => Math.max(-1, Math.min(1, error)),
  },
  // ln cosh x, in a form that does not overflow.
  logCosh: {
    loss: (error) => Math.abs(error) + Math.log1p(Math.exp(-2 * Math.abs(error))) - Math.LN2,
    slope: Math.tanh,
  },
};

/** Weighted sum of the entries' losses over the number of entries that count: padding neither adds nor divides. */
export function meanLoss(losses: Tensor, weights: Tensor | null, entries: number): Scalar {
  return computeWithGradient([losses], () => {
    const [values, factors] = [numbersOf(losses), weights && numbersOf(weights)];
    const count = Math.max(1, entries);
    let sum = 0;
    for (const [place, value] of values.entries()) sum += factors === null ? value : value * (factors[place] ?? NaN);
    const gradient = (derivative: Tensor) => {
      const [share = NaN] = numbersOf(derivative).map((slope) => slope / count);
      const slopes = factors === null ? new Float32Array(values.length).fill(share) : factors.map((one) => one * share);
      return [tf.tensor(slopes, losses.shape)];
    };
    return { value: tf.scalar(sum / count), gradient };
  });
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
