import type { GruConfig } from '../../../contracts/layerConfigs.ts';
import { gruSequence } from '../../kernels/gruSequence.ts';
import type { Cell } from './cell.ts';
import { cutGruWeights, gruWeightSpecs } from './gruWeights.ts';

/** Whether `resetAfterGruCell` computes what the configuration asks for. */
export function isPlainResetAfter(config: GruConfig): boolean {
  const { resetAfter, activation, recurrentActivation, recurrentDropout } = config;
  return resetAfter && activation === 'tanh' && recurrentActivation === 'sigmoid' && recurrentDropout === 0;
}

/** Keras's default GRU through the whole-sequence kernel. */
export function resetAfterGruCell(config: GruConfig, inputSize: number): Cell {
  return {
    weights: gruWeightSpecs(config, inputSize),
    run(parameters, inputs, { initial }) {
      const weights = cutGruWeights(config, inputSize, parameters);
      const sequence = gruSequence(inputs, weights, initial?.[0] ?? null, { resetAfter: true });
      return { output: sequence.output, signals: () => ({ ...sequence }) };
    },
  };
}
