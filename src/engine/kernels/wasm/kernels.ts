/** A function of addresses, in bytes, and counts. */
export type Kernel = (...operands: readonly number[]) => void;

/** The products, the copies and the timesteps of recurrent layers, by name: see the files that define them. */
export type KernelFunctions = Readonly<Record<ProductName | CopyName | TimestepName, Kernel>>;

type ProductName = 'multiply' | 'multiplyAdd';

type CopyName = 'copyRows' | 'transpose';

/** The timesteps: with the same operands they do the same in every module, whatever its panels. */
export type TimestepName =
  | 'lstmForward'
  | 'lstmPeepholeForward'
  | 'lstmBackward'
  | 'lstmPeepholeBackward'
  | 'gruAfterForward'
  | 'gruAfterBackward'
  | 'gruBeforeGates'
  | 'gruBeforeOutput'
  | 'gruBeforeCandidateBackward'
  | 'gruBeforeResetBackward';

/** The kernels, and how wide the panels are that their products take. */
export interface Kernels extends KernelFunctions {
  readonly panelColumns: number;
}
