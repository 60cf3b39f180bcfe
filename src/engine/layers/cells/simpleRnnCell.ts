import type { SimpleRnnConfig } from '../../../contracts/layerConfigs.ts';
import { tf, type Tensor1D, type Tensor2D } from '../../tensorflow.ts';
import { activationFunction } from '../activations.ts';
import { cutParameters } from '../layer.ts';
import type { Cell } from './cell.ts';
import { maskRecurrent, projectInputs, runSteps, startState } from './stepwise.ts';

/** A plain recurrent layer (Elman 1990), step by step: `h = activation(x W + b + h[t-1] R)`. */
export function simpleRnnCell(config: SimpleRnnConfig, inputSize: number): Cell {
  const { units } = config;
  const activate = activationFunction(config.activation);
  const shapes = [[inputSize, units], [units, units], ...(config.useBias ? [[units]] : [])];
  return {
    weights: [
      {
        name: 'kernel',
        shape: [inputSize, units],
        initializer: config.kernelInitializer,
        regularizer: config.kernelRegularizer,
      },
      {
        name: 'recurrent_kernel',
        shape: [units, units],
        initializer: config.recurrentInitializer,
        regularizer: config.recurrentRegularizer,
      },
      ...(config.useBias ? [{ name: 'bias', shape: [units], initializer: config.biasInitializer }] : []),
    ],
    run(parameters, inputs, start) {
      const pieces = cutParameters(parameters, shapes);
      const [kernel, recurrentKernel, bias] = pieces as [Tensor2D, Tensor2D, Tensor1D?];
      const first = { output: startState(start, 0, inputs.shape[1], units) };
      return runSteps(projectInputs(inputs, kernel, bias ?? null), first, (projected, previous) => {
        const product = tf.matMul(maskRecurrent(previous.output, start), recurrentKernel);
        return { output: activate(tf.add(projected, product)) };
      });
    },
  };
}
