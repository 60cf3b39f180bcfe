import type { DenseConfig, LayerConfig, LstmConfig } from '../../../src/contracts/layerConfigs.ts';
import type { KnownLayer, KnownModel, KnownShape } from '../../../src/contracts/plan.ts';
import { layerSizes } from '../../../src/core/spec/shapes/layerSizes.ts';
import { buildModel, inference, type Model } from '../../../src/engine/buildModel.ts';
import { createOptimizer } from '../../../src/engine/optimizers.ts';
import { tf, tidyNumbers, type Scalar, type Tensor, type Tensor1D } from '../../../src/engine/tensorflow.ts';

/** A plain LSTM as Keras sets it up. */
export function lstm(given: Partial<LstmConfig> & Pick<LstmConfig, 'units'>): LstmConfig {
  return {
    type: 'lstm',
    returnSequences: false,
    bidirectional: false,
    mergeMode: 'concat',
    goBackwards: false,
    useBias: true,
    activation: 'tanh',
    recurrentActivation: 'sigmoid',
    forgetBias: 1,
    peephole: false,
    dropout: 0,
    recurrentDropout: 0,
    kernelInitializer: 'glorotUniform',
    recurrentInitializer: 'orthogonal',
    biasInitializer: 'zeros',
    kernel: 'fused',
    stateful: false,
    kernelRegularizer: null,
    recurrentRegularizer: null,
    ...given,
  };
}

/** A linear layer over the outputs. */
export function dense(units: number): DenseConfig {
  return {
    type: 'dense',
    units,
    activation: 'linear',
    useBias: true,
    kernelInitializer: 'glorotUniform',
    biasInitializer: 'zeros',
    kernelRegularizer: null,
  };
}

/** The network of a chain of layers over sequences with that many features. */
export function buildChain(features: number, configs: readonly LayerConfig[], seed: number): Model {
  let shape: KnownShape = [null, null, features];
  const layers = configs.map((config, specIndex): KnownLayer => {
    const inputShape = shape;
    const sizes = layerSizes(config, [inputShape]);
    if ('issue' in sizes) throw new Error(`${config.type} does not fit the layer before it`);
    const { parameters, nonTrainable } = sizes;
    // All sizes but the batch and the time are numbers here.
    shape = sizes.outputShape as KnownShape;
    const name = `${config.type}_${String(specIndex)}`;
    const inputs = [specIndex === 0 ? 'input' : `${configs[specIndex - 1]?.type ?? ''}_${String(specIndex - 1)}`];
    const counted = { parameters: parameters ?? NaN, nonTrainable: nonTrainable ?? NaN };
    const shapes = { inputShapes: [inputShape], inputShape, outputShape: shape };
    return { name, config, inputs, ...shapes, specIndex, ...counted, trainable: true };
  });
  const sum = (key: 'parameters' | 'nonTrainable') => layers.reduce((total, layer) => total + layer[key], 0);
  const plan: KnownModel = {
    inputShape: [null, null, features],
    layers,
    parameters: sum('parameters'),
    nonTrainable: sum('nonTrainable'),
  };
  return buildModel(plan, seed);
}

/** What a model says to sequences `[batch, time, features]`, without training. */
export function answer(model: Model, inputs: Tensor): Tensor {
  return model.forward(model.parameters, { input: inputs, decoderInput: null }, inference);
}

/** One example to learn from: its inputs, and what the output is to be judged by. */
export interface Lesson {
  /** `[batch, time, features]` */
  readonly inputs: Tensor;
  readonly loss: (output: Tensor) => Scalar;
}

/**
 * Trains with Adam, one update a lesson, gradients longer than 1 scaled down to 1 (Pascanu et al. 2013). Lessons are made
 * inside the tidy scope of their update.
 */
export function learn(
  model: Model,
  updates: number,
  learningRate: number | ((update: number) => number),
  lesson: (update: number) => Lesson,
): void {
  const optimizer = createAdam(model.parameters.size);
  for (let update = 0; update < updates; update++) {
    const rate = typeof learningRate === 'number' ? learningRate : learningRate(update);
    tidyNumbers(() => {
      const { inputs, loss } = lesson(update);
      const gradient = tf.grad((parameters) => {
        const pass = { ...inference, trainingStep: update };
        return loss(model.forward(parameters as Tensor1D, { input: inputs, decoderInput: null }, pass));
      })(model.parameters);
      const clipped = tf.div<Tensor1D>(gradient, tf.maximum(tf.norm(gradient), 1));
      model.replaceParameters(optimizer.step(model.parameters, clipped, rate));
    });
  }
  optimizer.dispose();
}

/** Adam as Keras sets it up, for a vector of that many values. */
export function createAdam(size: number): ReturnType<typeof createOptimizer> {
  const limits = { clipNorm: null, clipValue: null, globalClipNorm: null, weightDecay: 0 };
  return createOptimizer(
    { type: 'adam', learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, ...limits },
    size,
  );
}

/** The seeds that every figure is taken over. */
export const seeds = [1, 2, 3, 4, 5] as const;
