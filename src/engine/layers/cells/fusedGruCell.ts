import type { GruConfig } from '../../../contracts/layerConfigs.ts';
import { gruSequence } from '../../kernels/gruSequence.ts';
import type { Tensor1D, Tensor2D } from '../../tensorflow.ts';
import { cutParameters } from '../layer.ts';
import type { Cell } from './cell.ts';
import { gruWeightSpecs } from './gruWeights.ts';

/** A GRU through TensorFlow's cell kernels: tanh and sigmoid, reset before the product, no recurrent dropout. */
export function fusedGruCell(config: GruConfig, inputSize: number): Cell {
  if (config.resetAfter || config.activation !== 'tanh' || config.recurrentActivation !== 'sigmoid') {
    throw new Error('The fused GRU kernel has tanh and sigmoid only, and resets before the product');
  }
  if (config.recurrentDropout > 0) throw new Error('The fused GRU kernel has no recurrent dropout');
  const { units } = config;
  const shapes = [[inputSize + units, 3 * units], ...(config.useBias ? [[3 * units]] : [])];
  return {
    weights: gruWeightSpecs(config, inputSize),
    run(parameters, inputs, { initial }) {
      const [kernel, bias] = cutParameters(parameters, shapes) as [Tensor2D, Tensor1D | undefined];
      const { output, ...gates } = gruSequence(inputs, { kernel, bias: bias ?? null }, initial?.[0] ?? null);
      return { output, signals: () => ({ ...gates, output }) };
    },
  };
}
