import type { Pair, Pooling1dConfig, Pooling2dConfig } from '../../contracts/layerConfigs.ts';
import { tf } from '../tensorflow.ts';
import { asImages, fromImages } from './images.ts';
import { onlyInput, type Layer } from './layer.ts';
import { batchSignal } from './signal.ts';

/** The largest value or the mean of each pool of neighbours in time, or in rows and columns; padding is not averaged. */
export function poolingLayer(name: string, config: Pooling1dConfig | Pooling2dConfig): Layer {
  const isMax = config.type === 'maxPooling1d' || config.type === 'maxPooling2d';
  const [size, strides] = [pair(config.poolSize), pair(config.strides)];
  return {
    name,
    weights: [],
    forward(_parameters, inputs) {
      const { batchFirst } = onlyInput(inputs);
      const pool = isMax ? tf.maxPool : tf.avgPool;
      return batchSignal(
        fromImages(pool(asImages(batchFirst), [...size], [...strides], config.padding), batchFirst.rank),
      );
    },
  };
}

/** A sequence is an image of one column. */
function pair(size: number | Pair): Pair {
  return typeof size === 'number' ? [size, 1] : size;
}
