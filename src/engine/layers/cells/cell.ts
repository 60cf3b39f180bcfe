import type { Tensor1D, Tensor2D, Tensor3D } from '../../tensorflow.ts';
import type { Wanted } from '../../kernels/wasm/sequence.ts';
import type { WeightSpec } from '../layer.ts';

/** What one direction of a recurrent layer starts from. */
export interface CellStart {
  /** State before the first timestep, each `[batch, units]`: the output, then an LSTM's cell state. `null`: zeros. */
  readonly initial: readonly Tensor2D[] | null;
  /** Factors of the output where it enters the next timestep's products, `[batch, units]`; `null`: no dropout there. */
  readonly recurrentMask: Tensor2D | null;
  /**
   * What is read of the run; left out: everything. For less than signals nobody asks for these, and for the last output
   * alone a cell may answer just that, `[1, batch, units]`.
   */
  readonly wanted?: Wanted;
  /** Whether nobody differentiates by the inputs; left out: somebody may. */
  readonly constantInputs?: boolean;
}

export interface CellRun {
  /** `[time, batch, units]`, differentiable. */
  readonly output: Tensor3D;
  /** By name, each `[time, batch, units]`; made when asked for, inside the tidy scope of the run. */
  readonly signals: () => Readonly<Record<string, Tensor3D>>;
}

/** A recurrent cell, run over a whole sequence. */
export interface Cell {
  /** Names without layer and direction. */
  readonly weights: readonly WeightSpec[];
  /** `inputs` is `[time, batch, inputs]`; `parameters` are the weights' values, one weight after the other. */
  run(parameters: Tensor1D, inputs: Tensor3D, start: CellStart): CellRun;
}
