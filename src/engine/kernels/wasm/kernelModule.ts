import { createAssembler } from './assembler.ts';
import { defineGru } from './gruCode.ts';
import { fusedMultiplyAdd, separateMultiplyAdd, type MultiplyAdd } from './instructions.ts';
import type { KernelFunctions, Kernels } from './kernels.ts';
import { defineLstm } from './lstmCode.ts';
import { defineMultiplyAdd, narrowPanel, widePanel } from './multiplyCode.ts';
import { WebAssembly, type WebAssemblyMemory } from './webAssembly.ts';
import { areWideVectorsSound, compileForWideVectors, mayHaveWideVectors } from './wideVectors.ts';

/** How a module computes. */
export interface KernelWay {
  readonly multiplyAdd: MultiplyAdd;
  readonly panelColumns: number;
}

/** The module of all kernels. */
export function assembleKernels({ multiplyAdd, panelColumns }: KernelWay): Uint8Array<ArrayBuffer> {
  const assembler = createAssembler();
  defineMultiplyAdd(assembler, multiplyAdd, panelColumns);
  defineLstm(assembler, multiplyAdd);
  defineGru(assembler, multiplyAdd);
  return assembler.assemble();
}

/** The kernels that are fastest on this processor, to work on that memory. */
export function compileKernels(memory: WebAssemblyMemory): Kernels {
  best ??= chooseModule();
  return instantiate(best.module, memory, best.panelColumns);
}

/** A compiled module's kernels. */
export function instantiate(module: object, memory: WebAssemblyMemory, panelColumns: number): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  // The module exports a function for every name.
  return { ...(exports as KernelFunctions), panelColumns };
}

interface ChosenModule {
  readonly module: object;
  readonly panelColumns: number;
}

let best: ChosenModule | undefined;

function chooseModule(): ChosenModule {
  const multiplyAdd = bestMultiplyAdd();
  const [narrow, wide] = [narrowPanel, widePanel].map((panelColumns) => ({
    bytes: assembleKernels({ multiplyAdd, panelColumns }),
    panelColumns,
  })) as [AssembledModule, AssembledModule];
  if (!mayHaveWideVectors()) return compile(narrow);
  return compileForWideVectors(() => {
    const [first, second] = [compile(narrow), compile(wide)];
    return areWideVectorsSound(open(second), open(first)) ? second : first;
  });
}

interface AssembledModule {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly panelColumns: number;
}

function compile({ bytes, panelColumns }: AssembledModule): ChosenModule {
  return { module: new WebAssembly.Module(bytes), panelColumns };
}

function open({ module, panelColumns }: ChosenModule): (memory: WebAssemblyMemory) => Kernels {
  return (memory) => instantiate(module, memory, panelColumns);
}

/** Engines older than that of Node 21 do not know relaxed SIMD. */
function bestMultiplyAdd(): MultiplyAdd {
  const fused = assembleKernels({ multiplyAdd: fusedMultiplyAdd, panelColumns: narrowPanel });
  return WebAssembly.validate(fused) ? fusedMultiplyAdd : separateMultiplyAdd;
}
