import type { LayerNormalizationConfig } from '../../contracts/layerConfigs.ts';
import { tf, type Tensor, type Tensor1D } from '../tensorflow.ts';
import { cutParameters, onlyInput, type Layer, type WeightSpec } from './layer.ts';
import { mapSignal } from './signal.ts';

/** Each timestep's or example's features with mean 0 and variance 1, then weighted and moved (Ba et al. 2016). */
export function layerNormalizationLayer(name: string, config: LayerNormalizationConfig, features: number): Layer {
  const weights = scalingWeights(config, features);
  return {
    name,
    weights,
    forward(parameters, inputs) {
      return mapSignal(onlyInput(inputs), (values) => normalizeFeatures(values, config, parameters));
    },
  };
}

/** `(x - mean) / sqrt(variance + epsilon) · γ + β` over the last axis; `parameters` are γ and β, where there are such. */
export function normalizeFeatures(values: Tensor, config: LayerNormalizationConfig, parameters: Tensor1D): Tensor {
  const { mean, variance } = tf.moments(values, -1, true);
  const normal = tf.mul(tf.sub(values, mean), tf.rsqrt(tf.add(variance, config.epsilon)));
  return scaleAndCenter(normal, config, parameters);
}

/** What γ and β are for. */
export interface Scaling {
  readonly center: boolean;
  readonly scale: boolean;
}

/** γ and β of each feature. */
export function scalingWeights({ center, scale }: Scaling, features: number): readonly WeightSpec[] {
  const shape = [features];
  return [
    ...(scale ? [{ name: 'gamma', shape, initializer: 'ones' } as const] : []),
    ...(center ? [{ name: 'beta', shape, initializer: 'zeros' } as const] : []),
  ];
}

/** Weights by γ and adds β: the values of `scalingWeights`. */
export function scaleAndCenter(values: Tensor, { center, scale }: Scaling, parameters: Tensor1D): Tensor {
  const shape = [values.shape.at(-1) ?? 1];
  const pieces = cutParameters(parameters, [...(scale ? [shape] : []), ...(center ? [shape] : [])]);
  const scaled = scale && pieces[0] !== undefined ? tf.mul(values, pieces[0]) : values;
  const beta = pieces.at(-1);
  return center && beta !== undefined ? tf.add(scaled, beta) : scaled;
}
