import {
  addProduct,
  copyRows,
  enter,
  moveRows,
  rowsOf,
  setProduct,
  takePanels,
  takeTransposed,
  takeZeros,
} from './product.ts';
import {
  goBackThroughSteps,
  goThroughSteps,
  placesOfSteps,
  rowSizes,
  takeDerivatives,
  takeInputDerivatives,
  takeSteps,
  type Keeping,
  type OutputDerivatives,
  type Source,
  type StepRooms,
  type StepSizes,
} from './sequence.ts';
import { floatBytes, type Lease, type Room, type Rows } from './workspace.ts';

/** Output and cell state of one timestep, each `[batch, units]`. */
export interface StepState {
  readonly output: Float32Array;
  readonly cellState: Float32Array;
}

/** What an LSTM runs with. */
export interface LstmOperands {
  /** `[time, batch, features]` */
  readonly inputs: Source;
  /** The kernel above the recurrent kernel: `[features + units, 4 * units]`. */
  readonly kernel: Float32Array;
  /** `[4 * units]`, or `null`: no bias. */
  readonly bias: Float32Array | null;
  /** `[3, units]`, or `null`: no peepholes. */
  readonly peephole: Float32Array | null;
  /** Before the first timestep; `null`: zeros. */
  readonly initial: StepState | null;
}

/** An LSTM's run as it lies in the memory. The gates are the derivatives by their sums after `runLstmBackward`. */
export interface LstmRun extends StepRooms {
  /** The first is that before the first timestep: `[time + 1, batch, P]`, or, not kept, the present one. */
  readonly cells: Room;
  /** `[3, P]` */
  readonly peephole: Room | null;
}

/** Runs an LSTM through all timesteps. */
export function runLstmForward(lease: Lease, sizes: StepSizes, operands: LstmOperands, keeping: Keeping): LstmRun {
  const run = takeRun(lease, sizes, operands, keeping);
  const { batch } = sizes;
  const { row, at } = places(run);
  const { kernels } = lease;
  const { peephole } = run;
  const timestep = peephole === null ? kernels.lstmForward : kernels.lstmPeepholeForward;
  lease.borrow(() => {
    const kernel = takePanels(lease, rowsOf(run.kernel, row.gates), row.entered, row.gates);
    goThroughSteps(run, operands.inputs, (step) => {
      const gates = at.gates(step);
      setProduct(lease, at.entered(step), kernel, gates, batch);
      const states = [at.cells(step), at.cells(step + 1), at.outputs(step + 1)];
      timestep(gates.address, peephole?.address ?? 0, ...states, batch, 4 * row.width, 4 * row.inputs);
    });
  });
  return run;
}

/** Derivatives of the loss by everything that an LSTM runs with. */
export interface LstmDerivatives {
  /** By the inputs `[time, batch, features]`; `null`: nobody asked. */
  readonly inputs: Rows | null;
  /** `[features + units, 4 * units]` */
  readonly kernel: Float32Array;
  /** `[4 * units]` */
  readonly bias: Float32Array;
  readonly initial: StepState;
}

/** Goes back through a run, given the derivatives by its outputs. Its gates become the derivatives by their sums. */
export function runLstmBackward(
  run: LstmRun,
  derivatives: OutputDerivatives,
  { constantInputs }: { readonly constantInputs: boolean },
): LstmDerivatives {
  const { sizes, lease, peephole } = run;
  const { kernels } = lease;
  const { batch, features, units } = sizes;
  const { row, at } = places(run);
  const timestep = peephole === null ? kernels.lstmBackward : kernels.lstmPeepholeBackward;
  const inputs = constantInputs ? null : takeInputDerivatives(run);
  return lease.borrow(() => {
    const recurrent = moveRows(rowsOf(run.kernel, row.gates), { rows: row.inputs });
    const recurrentKernel = takeTransposed(lease, recurrent, row.width, row.gates);
    const outputs = takeDerivatives(run, derivatives);
    const cell = takeZeros(lease, batch * row.width);
    const kernel = goBackThroughSteps(run, inputs, (step) => {
      const gates = at.gates(step);
      const before = moveRows(outputs, { rows: step * batch });
      const states = [at.cells(step), at.cells(step + 1), before.address + at.state, cell.address];
      timestep(gates.address, peephole?.address ?? 0, ...states, batch, 4 * row.width, 0);
      addProduct(lease, gates, recurrentKernel, before, batch);
    });
    return {
      inputs,
      kernel: readBlocks(lease, kernel, sizes),
      bias: lease.read(blocksOf(moveRows(kernel, { rows: features }), row.width), 4, units),
      initial: {
        output: lease.read(outputs, batch, units),
        cellState: lease.read(rowsOf(cell, row.width), batch, units),
      },
    };
  });
}

/** The rows of a matrix of gates, each block a row by itself: they stand one behind the other. */
function blocksOf({ address }: Rows, width: number): Rows {
  return { address, stride: floatBytes * width };
}

/** Rows of the kernel and of the recurrent kernel without what fills them up: `[features + units, 4 * units]`. */
function readBlocks(lease: Lease, sums: Rows, sizes: StepSizes): Float32Array {
  const { features, units } = sizes;
  const row = rowSizes(sizes);
  return lease.borrow(() => {
    const values = lease.take((features + units) * 4 * units);
    const target = rowsOf(values, units);
    copyRows(lease, blocksOf(sums, row.width), target, 4 * features, units);
    const recurrent = blocksOf(moveRows(sums, { rows: row.inputs }), row.width);
    copyRows(lease, recurrent, moveRows(target, { rows: 4 * features }), 4 * units, units);
    return lease.view(values).slice();
  });
}

function takeRun(lease: Lease, sizes: StepSizes, operands: LstmOperands, keeping: Keeping): LstmRun {
  const { time, batch, features, units } = sizes;
  const { initial, kernel, bias } = operands;
  const steps = takeSteps(lease, sizes, keeping, initial?.output ?? null);
  const row = rowSizes(sizes);
  const cells = lease.take((keeping.kept ? time + 1 : 1) * batch * row.width);
  lease.view(cells).fill(0, 0, batch * row.width);
  const peephole = operands.peephole === null ? null : takeZeros(lease, 3 * row.width);
  lease.borrow(() => {
    const put = (values: Float32Array, room: Room, from: number, count: number, first = 0) => {
      const source = moveRows(rowsOf(enter(lease, values), units), { rows: first });
      copyRows(lease, source, moveRows(rowsOf(room, row.width), { rows: from }), count, units);
    };
    put(kernel, steps.kernel, 0, 4 * features);
    put(kernel, steps.kernel, 4 * row.inputs, 4 * units, 4 * features);
    if (bias !== null) put(bias, steps.kernel, 4 * features, 4);
    if (initial !== null) put(initial.cellState, cells, 0, batch);
    if (peephole !== null && operands.peephole !== null) put(operands.peephole, peephole, 0, 3);
  });
  return { ...steps, cells, peephole };
}

/** Lengths of rows in numbers, and where a timestep's matrices begin in bytes; `state` is the size of one state. */
function places(run: LstmRun) {
  const { row, at } = placesOfSteps(run);
  const state = floatBytes * run.sizes.batch * row.width;
  const cells = (step: number) => run.cells.address + (run.kept ? step * state : 0);
  return { row, at: { ...at, state, cells } };
}
