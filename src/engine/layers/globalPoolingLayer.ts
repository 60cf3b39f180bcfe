import type { GlobalPoolingConfig } from '../../contracts/layerConfigs.ts';
import { tf, type Tensor } from '../tensorflow.ts';
import { onlyInput, type Layer } from './layer.ts';
import { batchSignal, type Signal } from './signal.ts';
import { countsTensor, maskTensor, type StepMask } from './stepMask.ts';

/** The largest value or the mean of each feature over all timesteps, or over all rows and columns. */
export function globalPoolingLayer(name: string, { type, keepDims }: GlobalPoolingConfig): Layer {
  const isMax = type === 'globalMaxPooling1d' || type === 'globalMaxPooling2d';
  return {
    name,
    weights: [],
    forward(_parameters, inputs) {
      const input = onlyInput(inputs);
      return batchSignal((isMax ? largest : mean)(input, keepDims));
    },
  };
}

/** Axes between the batch and the features. */
function placesOf({ shape }: Signal): number[] {
  return shape.slice(1, -1).map((_, index) => index + 1);
}

function mean(input: Signal, keepDims: boolean): Tensor {
  const { batchFirst, mask } = input;
  if (mask === null) return tf.mean(batchFirst, placesOf(input), keepDims);
  // As in Keras, timesteps that do not count are not averaged.
  const sum = tf.sum(tf.mul(batchFirst, stepsOf(mask)), 1, keepDims);
  const counts = tf.maximum(countsTensor(mask).cast('float32'), 1);
  return tf.div(sum, counts.reshape([mask.batch, ...sum.shape.slice(1).map(() => 1)]));
}

/** Timesteps that do not count are passed over, so that padding changes nothing; a row of them alone gives 0. */
function largest(input: Signal, keepDims: boolean): Tensor {
  const { batchFirst, mask } = input;
  if (mask === null) return tf.max(batchFirst, placesOf(input), keepDims);
  const peak = tf.max(tf.where(stepsOf(mask).cast('bool'), batchFirst, lowest), 1, keepDims);
  const filled = tf.tensor1d(Float32Array.from(mask.counts, (count) => Number(count > 0)));
  return tf.mul(peak, filled.reshape([mask.batch, ...peak.shape.slice(1).map(() => 1)]));
}

/** Below any value of a layer. */
const lowest = -3.4e38;

/** 1 and 0 as `[batch, time, 1]`. */
function stepsOf(mask: StepMask): Tensor {
  return maskTensor(mask).expandDims(2);
}
