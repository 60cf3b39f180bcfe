import type { LstmConfig } from '../../../contracts/layerConfigs.ts';
import { lstmSequence, type LstmState } from '../../kernels/lstmSequence.ts';
import type { Tensor2D } from '../../tensorflow.ts';
import type { Cell } from './cell.ts';
import { cutLstmWeights, lstmWeightSpecs } from './lstmWeights.ts';

/** An LSTM through the whole-sequence kernel: tanh and sigmoid, no recurrent dropout. */
export function fusedLstmCell(config: LstmConfig, inputSize: number): Cell {
  if (config.activation !== 'tanh' || config.recurrentActivation !== 'sigmoid' || config.recurrentDropout > 0) {
    throw new Error('The fused LSTM kernel has tanh and sigmoid only, and no recurrent dropout');
  }
  return {
    weights: lstmWeightSpecs(config, inputSize),
    run(parameters, inputs, { initial, wanted = 'signals', constantInputs = false }) {
      const weights = cutLstmWeights(config, inputSize, parameters);
      const sequence = lstmSequence(inputs, weights, lstmState(initial), { wanted, constantInputs });
      return { output: sequence.output, signals: () => ({ ...sequence }) };
    },
  };
}

function lstmState(initial: readonly Tensor2D[] | null): LstmState | null {
  const [output, cellState] = initial ?? [];
  return output === undefined || cellState === undefined ? null : { output, cellState };
}
