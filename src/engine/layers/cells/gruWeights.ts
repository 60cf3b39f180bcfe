import type { GruConfig } from '../../../contracts/layerConfigs.ts';
import type { Tensor1D, Tensor2D } from '../../tensorflow.ts';
import { cutParameters, type WeightSpec } from '../layer.ts';

/**
 * Weights of a GRU in Keras's layout, gate columns update, reset, candidate. With `resetAfter` the bias has two rows: one
 * for the inputs, one for the recurrent product.
 */
export function gruWeightSpecs(config: GruConfig, inputSize: number): readonly WeightSpec[] {
  const { units } = config;
  const biasShape = config.resetAfter ? [2, 3 * units] : [3 * units];
  return [
    {
      name: 'kernel',
      shape: [inputSize, 3 * units],
      initializer: config.kernelInitializer,
      regularizer: config.kernelRegularizer,
    },
    {
      name: 'recurrent_kernel',
      shape: [units, 3 * units],
      initializer: config.recurrentInitializer,
      regularizer: config.recurrentRegularizer,
    },
    ...(config.useBias ? [{ name: 'bias', shape: biasShape, initializer: config.biasInitializer }] : []),
  ];
}

/** The weights of a GRU, each on its own. */
export interface GruParts {
  /** `[inputs, 3 * units]` */
  readonly kernel: Tensor2D;
  /** `[units, 3 * units]` */
  readonly recurrentKernel: Tensor2D;
  /** `[3 * units]`, `null`: no bias. */
  readonly inputBias: Tensor1D | null;
  /** `[3 * units]`, `null`: no bias, or reset before the product. */
  readonly recurrentBias: Tensor1D | null;
}

/** Cuts a vector in the order of `gruWeightSpecs`. */
export function cutGruWeights(config: GruConfig, inputSize: number, parameters: Tensor1D): GruParts {
  const columns = 3 * config.units;
  const biases = !config.useBias ? [] : config.resetAfter ? [[columns], [columns]] : [[columns]];
  const pieces = cutParameters(parameters, [[inputSize, columns], [config.units, columns], ...biases]);
  const [kernel, recurrentKernel, inputBias, recurrentBias] = pieces as [Tensor2D, Tensor2D, Tensor1D?, Tensor1D?];
  return { kernel, recurrentKernel, inputBias: inputBias ?? null, recurrentBias: recurrentBias ?? null };
}
