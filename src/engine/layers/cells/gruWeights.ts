import type { GruConfig } from '../../../contracts/plan.ts';
import type { WeightSpec } from '../layer.ts';

/**
 * Weights of a GRU in Keras's layout, gate columns update, reset, candidate. With `resetAfter` the bias has two rows: one
 * for the inputs, one for the recurrent product.
 */
export function gruWeightSpecs(config: GruConfig, inputSize: number): readonly WeightSpec[] {
  const { units } = config;
  const biasShape = config.resetAfter ? [2, 3 * units] : [3 * units];
  return [
    { name: 'kernel', shape: [inputSize, 3 * units], initializer: config.kernelInitializer },
    { name: 'recurrent_kernel', shape: [units, 3 * units], initializer: config.recurrentInitializer },
    ...(config.useBias ? [{ name: 'bias', shape: biasShape, initializer: config.biasInitializer }] : []),
  ];
}
