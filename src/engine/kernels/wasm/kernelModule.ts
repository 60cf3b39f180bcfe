import { getEnvironmentData, setEnvironmentData } from 'node:worker_threads';
import { createAssembler } from './assembler.ts';
import { defineCopies } from './copyCode.ts';
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
  defineCopies(assembler);
  defineLstm(assembler, multiplyAdd);
  defineGru(assembler, multiplyAdd);
  return assembler.assemble();
}

/** The kernels that are fastest on this processor, to work on that memory. */
export function compileKernels(memory: WebAssemblyMemory): Kernels {
  best ??= inheritModule() ?? chooseModule();
  return instantiate(best.module, memory, best.panelColumns);
}

/**
 * Under which a thread hands its module on to those that it starts: they compute alike, need not compile again, and do not
 * disturb each other in measuring, nor by the flags of the whole process.
 */
const handedOn = 'gatescope/kernels';

function inheritModule(): CompiledModule | undefined {
  // Set below, or by nobody.
  return getEnvironmentData(handedOn) as unknown as CompiledModule | undefined;
}

/** A compiled module's kernels. */
export function instantiate(module: object, memory: WebAssemblyMemory, panelColumns: number): Kernels {
  const { exports } = new WebAssembly.Instance(module, { env: { memory } });
  // The module exports a function for every name.
  return { ...(exports as KernelFunctions), panelColumns };
}

interface CompiledModule {
  readonly module: object;
  readonly panelColumns: number;
}

let best: CompiledModule | undefined;

function chooseModule(): CompiledModule {
  const chosen = compareModules();
  setEnvironmentData(handedOn, chosen);
  return chosen;
}

function compareModules(): CompiledModule {
  const multiplyAdd = bestMultiplyAdd();
  const compile = (panelColumns: number): CompiledModule => ({
    module: new WebAssembly.Module(assembleKernels({ multiplyAdd, panelColumns })),
    panelColumns,
  });
  if (!mayHaveWideVectors()) return compile(narrowPanel);
  const { narrow, wide } = compileForWideVectors(() => ({ narrow: compile(narrowPanel), wide: compile(widePanel) }));
  return areWideVectorsSound(open(wide), open(narrow)) ? wide : narrow;
}

function open({ module, panelColumns }: CompiledModule): (memory: WebAssemblyMemory) => Kernels {
  return (memory) => instantiate(module, memory, panelColumns);
}

/** Engines older than that of Node 21 do not know relaxed SIMD. */
function bestMultiplyAdd(): MultiplyAdd {
  const fused = assembleKernels({ multiplyAdd: fusedMultiplyAdd, panelColumns: narrowPanel });
  return WebAssembly.validate(fused) ? fusedMultiplyAdd : separateMultiplyAdd;
}
