import type { DenseConfig } from '../../contracts/layerConfigs.ts';
import { tf, type Tensor, type Tensor1D, type Tensor2D } from '../tensorflow.ts';
import { outputActivation } from './activations.ts';
import { leastProduct, smallProduct } from '../kernels/smallProduct.ts';
import { cutParameters, onlyInput, reshapeTo, type Layer } from './layer.ts';
import { mapSignal } from './signal.ts';

/** `activation(x W + b)` of the last dimension, at every timestep where there are timesteps. */
export function denseLayer(name: string, config: DenseConfig & { readonly units: number }, inputSize: number): Layer {
  const { units, useBias, kernelInitializer, biasInitializer, kernelRegularizer: regularizer } = config;
  const shapes = [[inputSize, units], ...(useBias ? [[units]] : [])];
  return {
    name,
    weights: [
      { name: 'kernel', shape: [inputSize, units], initializer: kernelInitializer, regularizer },
      ...(useBias ? [{ name: 'bias', shape: [units], initializer: biasInitializer }] : []),
    ],
    forward(parameters, inputs, pass) {
      const [kernel, bias] = cutParameters(parameters, shapes) as [Tensor2D, Tensor1D?];
      const activate = outputActivation(config.activation, pass);
      return mapSignal(onlyInput(inputs), (values) => activate(project(values, kernel, bias)));
    },
  };
}

/** `x W + b` of the last dimension: `[…, inputs]` to `[…, units]`. */
export function project(values: Tensor, kernel: Tensor2D, bias?: Tensor1D): Tensor {
  const [inputSize, units] = kernel.shape;
  if (values.size * units <= leastProduct) return smallProduct(values, kernel, bias);
  const product = tf.matMul<Tensor2D>(reshapeTo(values, [values.size / inputSize, inputSize]), kernel);
  const sum = bias === undefined ? product : tf.add<Tensor2D>(product, bias);
  return reshapeTo(sum, [...values.shape.slice(0, -1), units]);
}
