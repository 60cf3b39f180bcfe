import type { Kernels } from './kernels.ts';
import { unpad } from './padded.ts';
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
import type { Workspace } from './workspace.ts';

/** What a GRU runs with. P is the padded number of units, F that of features and a one. */
export interface GruOperands {
  /** `[time, batch, features]` */
  readonly inputs: Float32Array;
  /**
   * Kernel, biases, zeros, and from row F on the recurrent kernel, in the blocks update, reset, recurrent part of the
   * candidate, candidate: `[F + P, 4 * P]`. With the reset gate before the product the third block is 0, as is the last
   * one of the recurrent kernel.
   */
  readonly kernel: Float32Array;
  /** The candidate's recurrent kernel where the reset gate stands before its product, `[P, P]`; `null`: behind it. */
  readonly candidateKernel: Float32Array | null;
  /** Output before the first timestep, `[batch, units]`; `null`: zeros. */
  readonly initial: Float32Array | null;
}

/**
 * A GRU's run as it lies in the memory, the blocks of its gates as those of the kernel. After `runGruBackward` they are the
 * derivatives by the sums, but for the third block where the reset gate stands before the product: it is what entered
 * that product.
 */
export interface GruRun extends StepRooms {
  readonly operands: GruOperands;
  /** `[time, batch, units]`, or the last one. */
  readonly outputs: Float32Array;
}

/** Runs a GRU through all timesteps. */
export function runGruForward(
  workspace: Workspace,
  sizes: StepSizes,
  operands: GruOperands,
  { kept, wanted }: { readonly kept: boolean; readonly wanted: Wanted },
): GruRun {
  const { kernels } = workspace;
  const rooms = takeSteps(workspace.lease(), sizes, { kept, first: operands.initial ?? undefined });
  const { lease } = rooms;
  const { row, at } = places(rooms);
  const { batch } = sizes;
  const outputs = lease.borrow(() => {
    const kernel = takePanels(kernels, lease, operands.kernel, row.entered, row.gates);
    const { candidateKernel } = operands;
    const candidate = candidateKernel && takePanels(kernels, lease, candidateKernel, row.width, row.width);
    return goThroughSteps(rooms, operands.inputs, wanted, (step) => {
      const sums = at.gates(step);
      setProduct(kernels, { address: at.entered(step), stride: 4 * row.entered }, kernel, sums, batch);
      const previous = at.outputs(step);
      const lengths = [batch, 4 * row.width, 4 * row.inputs];
      if (candidate === null) {
        kernels.gruAfterForward(sums.address, 0, previous, at.outputs(step + 1), ...lengths);
      } else {
        kernels.gruBeforeGates(sums.address, 0, previous, ...lengths);
        addProduct(kernels, block(sums, 2, row.width), candidate, block(sums, 3, row.width), batch);
        kernels.gruBeforeOutput(sums.address, 0, previous, at.outputs(step + 1), ...lengths);
      }
    });
  });
  return { ...rooms, operands, outputs };
}

/**
 * Turns a run's gates into the derivatives by their sums, given those by its outputs. Answers that by the output
 * before the first timestep, `[batch, units]`.
 */
export function runGruBackward(workspace: Workspace, run: GruRun, derivative: Float32Array): Float32Array {
  const { kernels } = workspace;
  const { sizes, lease } = run;
  const { row, at } = places(run);
  return lease.borrow(() => {
    const outputs = takeDerivatives(lease, derivative, sizes);
    const goBack = prepareStepBack(kernels, run);
    const state = 4 * sizes.batch * row.width;
    for (let step = sizes.time - 1; step >= 0; step--) {
      const earlier = outputs.address + step * state;
      goBack(at.gates(step), at.outputs(step), earlier + state, earlier);
    }
    return unpad(lease.view(outputs), { rows: sizes.batch, blocks: 1, size: sizes.units });
  });
}

type StepBack = (gates: Rows, previous: number, gradient: number, previousGradient: number) => void;
interface Rows {
  readonly address: number;
  readonly stride: number;
}

function prepareStepBack(kernels: Kernels, run: GruRun): StepBack {
  const { sizes, lease, operands } = run;
  const { row } = places(run);
  const { batch } = sizes;
  const lengths = [batch, 4 * row.width, 4 * row.inputs];
  const earlierRows = (address: number) => ({ address, stride: 4 * row.width });
  if (operands.candidateKernel === null) {
    const recurrent = takeTransposed(kernels, run, 3);
    return (gates, previous, gradient, previousGradient) => {
      kernels.gruAfterBackward(gates.address, 0, previous, gradient, previousGradient, ...lengths);
      addProduct(kernels, gates, recurrent, earlierRows(previousGradient), batch);
    };
  }
  const recurrent = takeTransposed(kernels, run, 2);
  const candidateKernel = transpose(operands.candidateKernel, row.width, row.width);
  const candidate = takePanels(kernels, lease, candidateKernel, row.width, row.width);
  const product = lease.take(batch * row.width);
  return (gates, previous, gradient, previousGradient) => {
    kernels.gruBeforeCandidateBackward(gates.address, 0, previous, gradient, previousGradient, ...lengths);
    lease.view(product).fill(0);
    addProduct(kernels, block(gates, 3, row.width), candidate, earlierRows(product.address), batch);
    kernels.gruBeforeResetBackward(gates.address, 0, previous, product.address, previousGradient, ...lengths);
    addProduct(kernels, gates, recurrent, earlierRows(previousGradient), batch);
  };
}

/** The first blocks of the recurrent kernel for the way back: `[blocks * P, P]`. */
function takeTransposed(kernels: Kernels, { lease, operands: { kernel }, sizes }: GruRun, blocks: number): Panels {
  const row = rowSizes(sizes);
  const recurrent = transpose(kernel.subarray(row.inputs * row.gates), row.width, row.gates);
  return takePanels(kernels, lease, recurrent, blocks * row.width, row.width);
}

/** One block of every row of gates. */
function block({ address, stride }: Rows, index: number, width: number): Rows {
  return { address: address + 4 * index * width, stride };
}

/** Lengths of rows in numbers, and where a timestep's matrices begin in bytes. */
function places(rooms: StepRooms) {
  const { row, at } = placesOfSteps(rooms);
  return { row, at: { ...at, gates: (step: number): Rows => ({ address: at.gates(step), stride: 4 * row.gates }) } };
}
