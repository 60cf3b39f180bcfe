import type { Activation } from '../../contracts/layerConfigs.ts';
import { tf, type Tensor } from '../tensorflow.ts';
import type { Pass } from './layer.ts';

/** The function of a name, as Keras 3 defines it. */
export function activationFunction(name: Activation): <T extends Tensor>(x: T) => T {
  switch (name) {
    case 'linear':
      return (x) => x;
    case 'tanh':
      return tf.tanh;
    case 'sigmoid':
      return tf.sigmoid;
    case 'hardSigmoid':
      return hardSigmoid;
    case 'relu':
      return tf.relu;
    case 'relu6':
      return tf.relu6;
    case 'leakyRelu':
      return (x) => tf.leakyRelu(x, 0.2);
    case 'elu':
      return tf.elu;
    case 'selu':
      return tf.selu;
    case 'gelu':
      // x Φ(x), with the normal distribution itself and not its approximation by a tanh.
      return (x) => tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));
    case 'silu':
      return (x) => tf.mul(x, tf.sigmoid(x));
    case 'hardSilu':
      return (x) => tf.mul(x, hardSigmoid(x));
    case 'mish':
      return (x) => tf.mul(x, tf.tanh(tf.softplus(x)));
    case 'softplus':
      return tf.softplus;
    case 'softsign':
      return (x) => tf.div(x, tf.add(tf.abs(x), 1));
    case 'exponential':
      return tf.exp;
    case 'softmax':
      return (x) => tf.softmax(x);
  }
}

/** `relu6(x + 3) / 6`; tfjs's own is `clip(0.2 x + 0.5)`. */
function hardSigmoid<T extends Tensor>(x: T): T {
  return tf.div(tf.relu6(tf.add(x, 3)), 6);
}

/** The function of a layer that may be the model's last: softmax and sigmoid are left out where the pass wants logits. */
export function outputActivation(name: Activation, { logits }: Pick<Pass, 'logits'>): (x: Tensor) => Tensor {
  return logits && (name === 'softmax' || name === 'sigmoid') ? (x) => x : activationFunction(name);
}
