import type { DropoutConfig } from '../../contracts/layerConfigs.ts';
import type { Random } from '../../core/random.ts';
import { tf } from '../tensorflow.ts';
import { dropoutMask } from './dropoutMask.ts';
import { onlyInput, type Layer } from './layer.ts';
import { mapSignal } from './signal.ts';

/** Sets a share of the values, or of whole features, to 0 while training; does nothing otherwise. */
export function dropoutLayer(name: string, { type, rate }: DropoutConfig, random: Random): Layer {
  const seed = Math.floor(random.fork('dropout').next() * 2 ** 31);
  return {
    name,
    weights: [],
    forward(_parameters, inputs, { trainingStep: step, part }) {
      const input = onlyInput(inputs);
      if (step === null || rate === 0) return input;
      const [batchAxis, timeAxis] = input.order === 'time' ? [1, 0] : [0, 1];
      return mapSignal(input, (values) => {
        const shape = type === 'spatialDropout1d' ? values.shape.with(timeAxis, 1) : values.shape;
        return tf.mul(values, dropoutMask(shape, rate, { seed, step }, { axis: batchAxis, part }));
      });
    },
  };
}
