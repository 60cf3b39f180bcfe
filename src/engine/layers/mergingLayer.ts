import type { MergingConfig } from '../../contracts/layerConfigs.ts';
import { tf, type Tensor } from '../tensorflow.ts';
import type { Layer } from './layer.ts';
import { batchSignal, present, timeSignal, type Signal } from './signal.ts';
import { combineMasks, joinMasks, type StepMask } from './stepMask.ts';

/** Several inputs in one, side by side or value by value. */
export function mergingLayer(name: string, config: MergingConfig): Layer {
  return {
    name,
    weights: [],
    forward(_parameters, inputs) {
      const inTime = inputs.every(({ order }) => order === 'time');
      const values = inTime ? inputs.map(present) : inputs.map(({ batchFirst }) => batchFirst);
      const mask = mergedMask(config, inputs);
      return inTime
        ? timeSignal(merge(config, values, [1, 0, 2]), mask)
        : batchSignal(merge(config, values, [0, 1]), mask);
    },
  };
}

/** `axes`: where the axes of natural order stand in the tensors. */
function merge(config: MergingConfig, values: Tensor[], axes: readonly number[]): Tensor {
  switch (config.type) {
    case 'concatenate': {
      const axis = axisOf(config.axis, values[0]?.rank ?? 0);
      return tf.concat(values, axes[axis] ?? axis);
    }
    case 'add':
      return values.reduce((sum, value) => tf.add(sum, value));
    case 'multiply':
      return values.reduce((product, value) => tf.mul(product, value));
  }
}

function axisOf(axis: number, rank: number): number {
  return axis < 0 ? rank + axis : axis;
}

/** As in Keras: a timestep counts where it counts in one of the inputs; all count where an input has no mask. */
function mergedMask(config: MergingConfig, inputs: readonly Signal[]): StepMask | null {
  const masks = inputs.map(({ mask }) => mask);
  const rank = inputs[0]?.shape.length ?? 0;
  if (config.type !== 'concatenate' || axisOf(config.axis, rank) !== 1) return combineMasks(masks, 'some');
  return joinMasks(
    masks,
    inputs.map(({ shape }) => shape[1] ?? 1),
  );
}
