import type { DropoutConfig } from '../../contracts/layerConfigs.ts';
import type { Random } from '../../core/random.ts';
import { tf } from '../tensorflow.ts';
import { dropoutMask } from './dropoutMask.ts';
import type { Layer } from './layer.ts';

/** Sets a share of the values to 0 while training, each value on its own; does nothing otherwise. */
export function dropoutLayer(name: string, { rate }: DropoutConfig, random: Random): Layer {
  const seed = Math.floor(random.fork('dropout').next() * 2 ** 31);
  return {
    name,
    weights: [],
    forward(_parameters, inputs, { trainingStep, part }) {
      if (trainingStep === null || rate === 0) return inputs;
      return tf.mul(inputs, dropoutMask(inputs.shape, rate, { seed, step: trainingStep }, part));
    },
  };
}
