import type { Kernels } from './kernels.ts';
import { pad, padInto, unpad } from './padded.ts';
import { addProduct, setProduct, takePanels, transpose, type Panels } from './product.ts';
import {
  goThroughSteps,
  placesOfSteps,
  rowSizes,
  takeDerivatives,
  takeSteps,
  type StepRooms,
  type StepSizes,
  type Wanted,
} from './sequence.ts';
import type { Lease, Room, Workspace } from './workspace.ts';

/** Output and cell state of one timestep, each `[batch, units]`. */
export interface StepState {
  readonly output: Float32Array;
  readonly cellState: Float32Array;
}

/** What an LSTM runs with. P is the padded number of units, F that of features and a one. */
export interface LstmOperands {
  /** `[time, batch, features]` */
  readonly inputs: Float32Array;
  /** Kernel, bias, zeros, and from row F on the recurrent kernel: `[F + P, 4 * P]`. */
  readonly kernel: Float32Array;
  /** `[3, P]`, or `null`: no peepholes. */
  readonly peephole: Float32Array | null;
  /** Before the first timestep; `null`: zeros. */
  readonly initial: StepState | null;
}

/** An LSTM's run as it lies in the memory. The gates are the derivatives by their sums after `runLstmBackward`. */
export interface LstmRun extends LstmRooms {
  readonly operands: LstmOperands;
  /** `[time, batch, units]`, or the last one. */
  readonly outputs: Float32Array;
}

interface LstmRooms extends StepRooms {
  /** The first is that before the first timestep: `[time + 1, batch, P]`, or, not kept, the present one. */
  readonly cells: Room;
  /** `[3, P]` */
  readonly peephole: Room | null;
}

/** Runs an LSTM through all timesteps. */
export function runLstmForward(
  workspace: Workspace,
  sizes: StepSizes,
  operands: LstmOperands,
  { kept, wanted }: { readonly kept: boolean; readonly wanted: Wanted },
): LstmRun {
  const { kernels } = workspace;
  const { batch } = sizes;
  const rooms = takeRooms(workspace.lease(), sizes, operands, kept);
  const { lease, peephole } = rooms;
  const { row, at } = places(rooms);
  const timestep = peephole === null ? kernels.lstmForward : kernels.lstmPeepholeForward;
  const outputs = lease.borrow(() => {
    const kernel = takePanels(kernels, lease, operands.kernel, row.entered, row.gates);
    return goThroughSteps(rooms, operands.inputs, wanted, (step) => {
      const gates = at.gates(step);
      const entered = { address: at.entered(step), stride: 4 * row.entered };
      setProduct(kernels, entered, kernel, { address: gates, stride: 4 * row.gates }, batch);
      const states = [at.cells(step), at.cells(step + 1), at.outputs(step + 1)];
      timestep(gates, peephole?.address ?? 0, ...states, batch, 4 * row.width, 4 * row.inputs);
    });
  });
  return { ...rooms, operands, outputs };
}

/** Derivatives of the loss by the outputs of a run and, where they are used, all cell states `[time, batch, units]`. */
export interface LstmDerivatives {
  readonly outputs: Float32Array;
  readonly cells: Float32Array | null;
}

/** Turns a run's gates into the derivatives by their sums. Answers those by the state before the first timestep. */
export function runLstmBackward(workspace: Workspace, run: LstmRun, derivatives: LstmDerivatives): StepState {
  const { kernels } = workspace;
  const { sizes, lease, peephole } = run;
  const { batch, units } = sizes;
  const { row, at } = places(run);
  const timestep = peephole === null ? kernels.lstmBackward : kernels.lstmPeepholeBackward;
  return lease.borrow(() => {
    const recurrentKernel = takeTransposed(kernels, run);
    const outputs = takeDerivatives(lease, derivatives.outputs, sizes);
    const cell = lease.take(batch * row.width);
    lease.view(cell).fill(0);
    for (let step = sizes.time - 1; step >= 0; step--) {
      if (derivatives.cells !== null) addStep(lease.view(cell), derivatives.cells, step, sizes);
      const [gates, before] = [at.gates(step), outputs.address + step * at.state];
      const states = [at.cells(step), at.cells(step + 1), before + at.state, cell.address];
      timestep(gates, peephole?.address ?? 0, ...states, batch, 4 * row.width, 0);
      const previous = { address: before, stride: 4 * row.width };
      addProduct(kernels, { address: gates, stride: 4 * row.gates }, recurrentKernel, previous, batch);
    }
    const shape = { rows: batch, blocks: 1, size: units };
    return { output: unpad(lease.view(outputs), shape), cellState: unpad(lease.view(cell), shape) };
  });
}

function takeRooms(lease: Lease, sizes: StepSizes, operands: LstmOperands, kept: boolean): LstmRooms {
  const { time, batch, units } = sizes;
  const { initial } = operands;
  const steps = takeSteps(lease, sizes, { kept, first: initial?.output });
  const state = batch * rowSizes(sizes).width;
  const cells = lease.take(kept ? (time + 1) * state : state);
  if (initial === null) lease.view(cells).fill(0, 0, state);
  else padInto(lease.view(cells), initial.cellState, { rows: batch, blocks: 1, size: units });
  const peephole = operands.peephole === null ? null : lease.take(operands.peephole.length);
  if (peephole !== null && operands.peephole !== null) lease.view(peephole).set(operands.peephole);
  return { ...steps, cells, peephole };
}

/** The recurrent kernel for the way back: `[4 * P, P]`. */
function takeTransposed(kernels: Kernels, { lease, operands: { kernel }, sizes }: LstmRun): Panels {
  const row = rowSizes(sizes);
  const recurrentKernel = kernel.subarray(row.inputs * row.gates);
  return takePanels(kernels, lease, transpose(recurrentKernel, row.width, row.gates), row.gates, row.width);
}

/** Lengths of rows in numbers, and where a timestep's matrices begin in bytes; `state` is the size of one state. */
function places(rooms: LstmRooms) {
  const { row, at } = placesOfSteps(rooms);
  const state = 4 * rooms.sizes.batch * row.width;
  const cells = (step: number) => rooms.cells.address + (rooms.kept ? step * state : 0);
  return { row, at: { ...at, state, cells } };
}

/** Adds one timestep's values to those of the padded `sums`. */
function addStep(sums: Float32Array, values: Float32Array, step: number, { batch, units }: StepSizes): void {
  const one = values.subarray(step * batch * units, (step + 1) * batch * units);
  const padded = pad(one, { rows: batch, blocks: 1, size: units });
  for (const [index, value] of padded.entries()) sums[index] = (sums[index] ?? NaN) + value;
}
