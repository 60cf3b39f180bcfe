import type { GruConfig } from '../../../contracts/layerConfigs.ts';
import { gruSequence } from '../../kernels/gruSequence.ts';
import type { Cell } from './cell.ts';
import { cutGruWeights, gruWeightSpecs } from './gruWeights.ts';

/** A GRU through the whole-sequence kernel: tanh and sigmoid, no recurrent dropout. */
export function fusedGruCell(config: GruConfig, inputSize: number): Cell {
  if (config.activation !== 'tanh' || config.recurrentActivation !== 'sigmoid') {
    throw new Error('The fused GRU kernel has tanh and sigmoid only');
  }
  if (config.recurrentDropout > 0) throw new Error('The fused GRU kernel has no recurrent dropout');
  return {
    weights: gruWeightSpecs(config, inputSize),
    run(parameters, inputs, { initial, wanted = 'signals', constantInputs = false }) {
      const weights = cutGruWeights(config, inputSize, parameters);
      const sequence = gruSequence(inputs, weights, initial?.[0] ?? null, { ...config, wanted, constantInputs });
      return { output: sequence.output, signals: () => ({ ...sequence }) };
    },
  };
}
