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
import { takeRowSums } from './rowSums.ts';
import {
  goBackThroughSteps,
  goThroughSteps,
  placesOfSteps,
  rowSizes,
  stepsOfSums,
  takeDerivatives,
  takeInputDerivatives,
  takeSteps,
  type Keeping,
  type OutputDerivatives,
  type Source,
  type StepRooms,
  type StepSizes,
} from './sequence.ts';
import type { Lease, Room, Rows } from './workspace.ts';

/** What a GRU runs with; the columns of the gates are update (z), reset (r), candidate (c). */
export interface GruOperands {
  /** `[time, batch, features]` */
  readonly inputs: Source;
  /** `[features, 3 * units]` */
  readonly kernel: Float32Array;
  /** `[units, 3 * units]` */
  readonly recurrentKernel: Float32Array;
  /** `[3 * units]`, `null`: no bias. */
  readonly inputBias: Float32Array | null;
  /** `[3 * units]`, for the reset gate behind the product; `null`: no bias. */
  readonly recurrentBias: Float32Array | null;
  /** Output before the first timestep, `[batch, units]`; `null`: zeros. */
  readonly initial: Float32Array | null;
}

/**
 * A GRU's run as it lies in the memory, its gates in the blocks update, reset, recurrent part of the candidate, candidate.
 * With the reset gate before the product the kernel's third block is 0, as is the last one of the recurrent kernel. After
 * `runGruBackward` the gates are the derivatives by the sums, but for the third block where the reset gate stands before
 * the product: it is what entered that product.
 */
export interface GruRun extends StepRooms {
  /** The candidate's recurrent kernel where the reset gate stands before its product, `[P, P]`; `null`: behind it. */
  readonly candidateKernel: Room | null;
}

/** Where the columns z, r, c of what inputs are multiplied with stand among the four blocks. */
const inputBlocks = [0, 1, 3] as const;
/** The same for outputs, with the reset gate behind their product. */
const recurrentBlocks = [0, 1, 2] as const;

/** Runs a GRU through all timesteps. */
export function runGruForward(
  lease: Lease,
  sizes: StepSizes,
  operands: GruOperands,
  keeping: Keeping & { readonly resetAfter: boolean },
): GruRun {
  const run = takeRun(lease, sizes, operands, keeping);
  const { row, at } = placesOfSteps(run);
  const { kernels } = lease;
  const { batch } = sizes;
  lease.borrow(() => {
    const kernel = takePanels(lease, rowsOf(run.kernel, row.gates), row.entered, row.gates);
    const { candidateKernel } = run;
    const candidate = candidateKernel && takePanels(lease, rowsOf(candidateKernel, row.width), row.width, row.width);
    goThroughSteps(run, operands.inputs, (step) => {
      const sums = at.gates(step);
      setProduct(lease, at.entered(step), kernel, sums, batch);
      const previous = at.outputs(step);
      const lengths = [batch, 4 * row.width, 4 * row.inputs];
      if (candidate === null) {
        kernels.gruAfterForward(sums.address, 0, previous, at.outputs(step + 1), ...lengths);
      } else {
        kernels.gruBeforeGates(sums.address, 0, previous, ...lengths);
        addProduct(lease, block(sums, 2, row.width), candidate, block(sums, 3, row.width), batch);
        kernels.gruBeforeOutput(sums.address, 0, previous, at.outputs(step + 1), ...lengths);
      }
    });
  });
  return run;
}

/** Derivatives of the loss by everything that a GRU runs with. */
export interface GruDerivatives {
  /** By the inputs `[time, batch, features]`; `null`: nobody asked. */
  readonly inputs: Rows | null;
  /** `[features, 3 * units]` */
  readonly kernel: Float32Array;
  /** `[units, 3 * units]` */
  readonly recurrentKernel: Float32Array;
  /** `[3 * units]` */
  readonly inputBias: Float32Array;
  /** `[3 * units]` */
  readonly recurrentBias: Float32Array;
  /** `[batch, units]` */
  readonly initial: Float32Array;
}

/** Goes back through a run, given the derivatives by its outputs. */
export function runGruBackward(
  run: GruRun,
  derivatives: OutputDerivatives,
  { constantInputs }: { readonly constantInputs: boolean },
): GruDerivatives {
  const { sizes, lease, candidateKernel } = run;
  const { batch, features, units } = sizes;
  const { row, at } = placesOfSteps(run);
  const inputs = constantInputs ? null : takeInputDerivatives(run);
  return lease.borrow(() => {
    const outputs = takeDerivatives(run, derivatives);
    const goBack = prepareStepBack(run);
    const compute = (step: number) => {
      goBack(
        at.gates(step),
        at.outputs(step),
        moveRows(outputs, { rows: (step + 1) * batch }).address,
        moveRows(outputs, { rows: step * batch }),
      );
    };
    // What entered the candidate's product, times the derivatives by its sums.
    const candidate =
      candidateKernel && takeRowSums(lease, { left: row.width, right: row.width, rows: stepsOfSums(sizes) * batch });
    const kernel = goBackThroughSteps(run, inputs, compute, (first, rows) => {
      const gates = at.gates(first);
      candidate?.add(block(gates, 2, row.width), block(gates, 3, row.width), rows);
    });
    const read = (from: number, count: number, blocks: readonly number[], last?: Rows) => {
      const sums = moveRows(kernel, { rows: from });
      return readParts(
        lease,
        [...blocks.map((index) => block(sums, index, row.width)), ...(last ? [last] : [])],
        count,
        units,
      );
    };
    return {
      inputs,
      kernel: read(0, features, inputBlocks),
      recurrentKernel:
        candidate === null
          ? read(row.inputs, units, recurrentBlocks)
          : read(row.inputs, units, recurrentBlocks.slice(0, 2), candidate.sums),
      inputBias: read(features, 1, inputBlocks),
      recurrentBias: read(features, 1, recurrentBlocks),
      initial: lease.read(outputs, batch, units),
    };
  });
}

/** Matrices of `[rows, units]`, one beside the other. */
function readParts(lease: Lease, parts: readonly Rows[], rows: number, units: number): Float32Array {
  return lease.borrow(() => {
    const columns = parts.length * units;
    const values = lease.take(rows * columns);
    for (const [part, source] of parts.entries()) {
      copyRows(lease, source, moveRows(rowsOf(values, columns), { columns: part * units }), rows, units);
    }
    return lease.view(values).slice();
  });
}

type StepBack = (gates: Rows, previous: number, gradient: number, earlier: Rows) => void;

function prepareStepBack({ sizes, lease, kernel, candidateKernel }: GruRun): StepBack {
  const { kernels } = lease;
  const row = rowSizes(sizes);
  const { batch } = sizes;
  const lengths = [batch, 4 * row.width, 4 * row.inputs];
  const recurrentRows = moveRows(rowsOf(kernel, row.gates), { rows: row.inputs });
  const takeRecurrent = (blocks: number) => takeTransposed(lease, recurrentRows, row.width, blocks * row.width);
  if (candidateKernel === null) {
    const recurrent = takeRecurrent(3);
    return (gates, previous, gradient, earlier) => {
      kernels.gruAfterBackward(gates.address, 0, previous, gradient, earlier.address, ...lengths);
      addProduct(lease, gates, recurrent, earlier, batch);
    };
  }
  const recurrent = takeRecurrent(2);
  const candidate = takeTransposed(lease, rowsOf(candidateKernel, row.width), row.width, row.width);
  const product = lease.take(batch * row.width);
  return (gates, previous, gradient, earlier) => {
    kernels.gruBeforeCandidateBackward(gates.address, 0, previous, gradient, earlier.address, ...lengths);
    lease.view(product).fill(0);
    addProduct(lease, block(gates, 3, row.width), candidate, rowsOf(product, row.width), batch);
    kernels.gruBeforeResetBackward(gates.address, 0, previous, product.address, earlier.address, ...lengths);
    addProduct(lease, gates, recurrent, earlier, batch);
  };
}

function takeRun(
  lease: Lease,
  sizes: StepSizes,
  operands: GruOperands,
  { resetAfter, ...keeping }: Keeping & { readonly resetAfter: boolean },
): GruRun {
  const { features, units } = sizes;
  const { kernel, recurrentKernel, inputBias, recurrentBias } = operands;
  const steps = takeSteps(lease, sizes, keeping, operands.initial);
  const row = rowSizes(sizes);
  const candidateKernel = resetAfter ? null : takeZeros(lease, row.width ** 2);
  const laidOut = rowsOf(steps.kernel, row.gates);
  lease.borrow(() => {
    const parts = (values: Float32Array) => {
      const source = rowsOf(enter(lease, values), 3 * units);
      return (part: number) => moveRows(source, { columns: part * units });
    };
    const [ofInputs, ofOutputs] = [parts(kernel), parts(recurrentKernel)];
    for (const [part, index] of inputBlocks.entries()) {
      copyRows(lease, ofInputs(part), block(laidOut, index, row.width), features, units);
    }
    const recurrentRows = moveRows(laidOut, { rows: row.inputs });
    for (const [part, index] of recurrentBlocks.entries()) {
      // Before the product, the candidate's part is multiplied with something else.
      const target =
        index === 2 && candidateKernel !== null
          ? rowsOf(candidateKernel, row.width)
          : block(recurrentRows, index, row.width);
      copyRows(lease, ofOutputs(part), target, units, units);
    }
  });
  const bias = lease.view(steps.kernel).subarray(features * row.gates, (features + 1) * row.gates);
  if (inputBias !== null) addParts(bias, inputBias, inputBlocks, row.width);
  if (recurrentBias !== null) addParts(bias, recurrentBias, recurrentBlocks, row.width);
  return { ...steps, candidateKernel };
}

/** Adds z, r, c to the blocks where they stand. */
function addParts(target: Float32Array, values: Float32Array, blocks: readonly number[], width: number): void {
  const units = values.length / blocks.length;
  for (const [part, index] of blocks.entries()) {
    for (let unit = 0; unit < units; unit++) {
      const place = index * width + unit;
      target[place] = (target[place] ?? NaN) + (values[part * units + unit] ?? NaN);
    }
  }
}

/** One block of every row of gates. */
function block(rows: Rows, index: number, width: number): Rows {
  return moveRows(rows, { columns: index * width });
}
