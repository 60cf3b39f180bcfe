import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fusedMultiplyAdd } from '../../../../../src/engine/kernels/wasm/instructions.ts';
import { assembleKernels, instantiate } from '../../../../../src/engine/kernels/wasm/kernelModule.ts';
import type { Kernel, Kernels } from '../../../../../src/engine/kernels/wasm/kernels.ts';
import { narrowPanel } from '../../../../../src/engine/kernels/wasm/multiplyCode.ts';
import { WebAssembly, type WebAssemblyMemory } from '../../../../../src/engine/kernels/wasm/webAssembly.ts';
import { areWideVectorsSound } from '../../../../../src/engine/kernels/wasm/wideVectors.ts';

const module = new WebAssembly.Module(assembleKernels({ multiplyAdd: fusedMultiplyAdd, panelColumns: narrowPanel }));
const open = (memory: WebAssemblyMemory) => instantiate(module, memory, narrowPanel);

/** The kernels with one of them changed. */
function withChanged(name: 'multiply' | 'gruBeforeResetBackward', change: (kernel: Kernel) => Kernel) {
  return (memory: WebAssemblyMemory): Kernels => {
    const kernels = open(memory);
    return { ...kernels, [name]: change(kernels[name]) };
  };
}

const slowly = (kernel: Kernel): Kernel => {
  return (...operands) => {
    for (let time = 0; time < 50; time++) kernel(...operands);
  };
};

test('kernels that do the same in less time are taken', () => {
  assert.equal(areWideVectorsSound(open, withChanged('multiply', slowly)), true);
});

test('slower ones are not', () => {
  assert.equal(areWideVectorsSound(withChanged('multiply', slowly), open), false);
});

test('a single wrong timestep is enough to do without them', () => {
  const nothing = (): Kernel => () => undefined;
  assert.equal(
    areWideVectorsSound(withChanged('gruBeforeResetBackward', nothing), withChanged('multiply', slowly)),
    false,
  );
});
