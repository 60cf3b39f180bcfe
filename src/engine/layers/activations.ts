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
      // relu6(x + 3) / 6; tfjs's own is clip(0.2 x + 0.5).
      return (x) => tf.div(tf.relu6(tf.add(x, 3)), 6);
    case 'relu':
      return tf.relu;
    case 'elu':
      return tf.elu;
    case 'selu':
      return tf.selu;
    case 'softplus':
      return tf.softplus;
    case 'softsign':
      return (x) => tf.div(x, tf.add(tf.abs(x), 1));
    case 'softmax':
      return (x) => tf.softmax(x);
  }
}

/** The function of a layer that may be the model's last: softmax and sigmoid are left out where the pass wants logits. */
export function outputActivation(name: Activation, { logits }: Pick<Pass, 'logits'>): (x: Tensor) => Tensor {
  return logits && (name === 'softmax' || name === 'sigmoid') ? (x) => x : activationFunction(name);
}
