import type { RecurrentConfig } from '../../../contracts/layerConfigs.ts';
import type { Cell } from './cell.ts';
import { fusedGruCell } from './fusedGruCell.ts';
import { fusedLstmCell } from './fusedLstmCell.ts';
import { simpleRnnCell } from './simpleRnnCell.ts';
import { stepwiseGruCell } from './stepwiseGruCell.ts';
import { stepwiseLstmCell } from './stepwiseLstmCell.ts';

/** The cell that computes a recurrent layer for inputs with that many features. */
export function createCell(config: RecurrentConfig, inputSize: number): Cell {
  switch (config.type) {
    case 'lstm':
      return config.kernel === 'fused' ? fusedLstmCell(config, inputSize) : stepwiseLstmCell(config, inputSize);
    case 'gru':
      return config.kernel === 'fused' ? fusedGruCell(config, inputSize) : stepwiseGruCell(config, inputSize);
    case 'simpleRNN':
      return simpleRnnCell(config, inputSize);
  }
}
