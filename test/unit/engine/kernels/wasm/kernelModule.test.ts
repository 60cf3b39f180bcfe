import assert from 'node:assert/strict';
import { once } from 'node:events';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { compileKernels } from '../../../../../src/engine/kernels/wasm/kernelModule.ts';
import { WebAssembly } from '../../../../../src/engine/kernels/wasm/webAssembly.ts';

test('a thread has the kernels of the thread that started it, without compiling them again', async () => {
  const { panelColumns } = compileKernels(new WebAssembly.Memory({ initial: 1 }));
  const source = new URL('../../../../../src/engine/kernels/wasm/kernelModule.ts', import.meta.url).href;
  const code = `
    import { parentPort } from 'node:worker_threads';
    import { compileKernels } from ${JSON.stringify(source)};
    WebAssembly.Module = class { constructor() { throw new Error('compiled again'); } };
    parentPort.postMessage(compileKernels(new WebAssembly.Memory({ initial: 1 })).panelColumns);
  `;
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(code)}`));
  const [answer] = (await once(worker, 'message')) as [unknown];
  assert.equal(answer, panelColumns);
  await worker.terminate();
});
