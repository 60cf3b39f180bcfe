import { createAssembler } from './assembler.ts';
import { defineGru } from './gruCode.ts';
import { fusedMultiplyAdd, separateMultiplyAdd, type MultiplyAdd } from './instructions.ts';
import { defineLstm } from './lstmCode.ts';
import { defineMultiplyAdd } from './multiplyCode.ts';
import { WebAssembly, type WebAssemblyMemory } from './webAssembly.ts';

/** A function of addresses, in bytes, and counts. */
type Kernel = (...operands: readonly number[]) => void;

type Name =
  | 'multiply'
  | 'multiplyAdd'
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

/** The products and the timesteps of recurrent layers, by name: see the files that define them. */
export type Kernels = Readonly<Record<Name, Kernel>>;

/** The module of all kernels. */
export function assembleKernels(multiplyAdd: MultiplyAdd): Uint8Array<ArrayBuffer> {
  const assembler = createAssembler();
  defineMultiplyAdd(assembler, multiplyAdd);
  defineLstm(assembler, multiplyAdd);
  defineGru(assembler, multiplyAdd);
  return assembler.assemble();
}

/** Compiles the kernels for this processor, to work on that memory. */
export function compileKernels(memory: WebAssemblyMemory, bytes = bestModule()): Kernels {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  // The module exports a function for every name.
  return exports as Kernels;
}

/** Engines older than that of Node 21 do not know relaxed SIMD. */
function bestModule(): Uint8Array<ArrayBuffer> {
  const fused = assembleKernels(fusedMultiplyAdd);
  return WebAssembly.validate(fused) ? fused : assembleKernels(separateMultiplyAdd);
}
