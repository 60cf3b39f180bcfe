import type { BatchNormalizationConfig } from '../../contracts/layerConfigs.ts';
import { tf, type Tensor, type Tensor1D } from '../tensorflow.ts';
import { onlyInput, type Layer, type LayerState } from './layer.ts';
import { scaleAndCenter, scalingWeights } from './layerNormalizationLayer.ts';
import { mapSignal, type Signal } from './signal.ts';
import { maskTensor } from './stepMask.ts';

/**
 * Each feature with mean 0 and variance 1 over the batch, then weighted and moved (Ioffe & Szegedy 2015). Outside
 * training, and in a layer that is frozen, running means of what was seen in training take the place of the batch's.
 */
export function batchNormalizationLayer(name: string, config: BatchNormalizationConfig, features: number): Layer {
  const shape = [features];
  return {
    name,
    weights: scalingWeights(config, features),
    state: [
      { name: 'moving_mean', shape, initializer: 'zeros' },
      { name: 'moving_variance', shape, initializer: 'ones' },
    ],
    forward(parameters, inputs, { trainingStep, still, state }) {
      if (state === undefined) throw new Error(`Layer ${name} was given no running means`);
      const input = onlyInput(inputs);
      const follows = trainingStep !== null && still !== true;
      const [mean, variance] = follows ? batchMoments(input) : running(state);
      if (follows) state.update(follow(state.values, tf.concat([mean, variance]), config.momentum));
      return mapSignal(input, (values) => {
        const normal = tf.mul(tf.sub(values, mean), tf.rsqrt(tf.add(variance, config.epsilon)));
        return scaleAndCenter(normal, config, parameters);
      });
    },
  };
}

function running({ values }: LayerState): [mean: Tensor1D, variance: Tensor1D] {
  return tf.split(values, 2) as [Tensor1D, Tensor1D];
}

/** Mean and variance of each feature over all that counts. */
function batchMoments({ batchFirst, mask }: Signal): [mean: Tensor1D, variance: Tensor1D] {
  const features = batchFirst.shape.at(-1) ?? 1;
  const rows = batchFirst.reshape([-1, features]);
  if (mask === null) {
    const { mean, variance } = tf.moments(rows, 0);
    return [mean as Tensor1D, variance as Tensor1D];
  }
  const places = rows.size / features / (mask.batch * mask.time);
  const steps = tf.tile(maskTensor(mask).reshape([-1, 1]), [1, places]).reshape([-1, 1]);
  const average = (values: Tensor) => tf.div<Tensor1D>(tf.sum(tf.mul(values, steps), 0), tf.maximum(tf.sum(steps), 1));
  const mean = average(rows);
  return [mean, average(tf.square(tf.sub(rows, mean)))];
}

/** `momentum · old + (1 - momentum) · batch`. */
function follow(old: Tensor1D, batch: Tensor1D, momentum: number): Tensor1D {
  return tf.add(tf.mul(old, momentum), tf.mul(batch, 1 - momentum));
}
