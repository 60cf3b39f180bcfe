import type { ShapingConfig } from '../../contracts/layerConfigs.ts';
import { tf, type Tensor } from '../tensorflow.ts';
import { onlyInput, reshapeTo, sizeOf, type Layer } from './layer.ts';
import { batchSignal } from './signal.ts';

/** Moves values into another shape; masks end here. */
export function shapingLayer(name: string, config: ShapingConfig): Layer {
  return {
    name,
    weights: [],
    forward: (_parameters, inputs) => batchSignal(shaped(config, onlyInput(inputs).batchFirst)),
  };
}

function shaped(config: ShapingConfig, values: Tensor): Tensor {
  const [batch = 0, ...rest] = values.shape;
  switch (config.type) {
    case 'flatten':
      return reshapeTo(values, [batch, sizeOf(rest)]);
    case 'reshape':
      return reshapeTo(values, [batch, ...fillUp(config.targetShape, sizeOf(rest))]);
    case 'repeatVector':
      return tf.tile(values.expandDims(1), [1, config.times, 1]);
  }
}

/** -1 is whatever is left. */
function fillUp(target: readonly number[], size: number): readonly number[] {
  const given = sizeOf(target.filter((one) => one > 0));
  return target.map((one) => (one === -1 ? size / given : one));
}
