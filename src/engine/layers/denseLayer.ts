import type { DenseConfig } from '../../contracts/layerConfigs.ts';
import { tf, type Tensor1D, type Tensor2D } from '../tensorflow.ts';
import { activationFunction } from './activations.ts';
import { cutParameters, reshapeTo, type Layer } from './layer.ts';

/** `activation(x W + b)` of the last dimension, at every timestep where there are timesteps. */
export function denseLayer(name: string, config: DenseConfig & { readonly units: number }, inputSize: number): Layer {
  const { units } = config;
  const activate = activationFunction(config.activation);
  const shapes = [[inputSize, units], ...(config.useBias ? [[units]] : [])];
  return {
    name,
    weights: [
      { name: 'kernel', shape: [inputSize, units], initializer: config.kernelInitializer },
      ...(config.useBias ? [{ name: 'bias', shape: [units], initializer: config.biasInitializer }] : []),
    ],
    forward(parameters, inputs, pass) {
      const [kernel, bias] = cutParameters(parameters, shapes) as [Tensor2D, Tensor1D?];
      const rows = reshapeTo(inputs, [inputs.size / inputSize, inputSize]);
      const product = tf.matMul<Tensor2D>(rows, kernel);
      const sum = bias === undefined ? product : tf.add<Tensor2D>(product, bias);
      return reshapeTo(pass.logits ? sum : activate(sum), [...inputs.shape.slice(0, -1), units]);
    },
  };
}
