/** A function of addresses, in bytes, and counts. */
export type Kernel = (...operands: readonly number[]) => void;

/** The products and the timesteps of recurrent layers, by name: see the files that define them. */
export type KernelFunctions = Readonly<Record<ProductName | TimestepName, Kernel>>;

type ProductName = 'multiply' | 'multiplyAdd';

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
