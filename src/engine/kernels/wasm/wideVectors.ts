import { setFlagsFromString } from 'node:v8';
import type { Kernels, TimestepName } from './kernels.ts';
import { WebAssembly, type WebAssemblyMemory } from './webAssembly.ts';

/** V8 has the pass as of this version, in Node 24 and VS Code 1.101. */
const firstVersion = 13;

/**
 * What V8 is asked for while the module is compiled, and how it is told to forget it. The flags are the whole process's:
 * what other threads compile in these milliseconds is compiled in the same way.
 */
const flags = [
  // Makes one vector of eight, AVX2's, of two of four that lie side by side.
  { during: '--experimental-wasm-revectorize', behind: '--no-experimental-wasm-revectorize' },
  // At once and not when the flag is forgotten.
  { during: '--no-liftoff', behind: '--liftoff' },
  { during: '--no-wasm-lazy-compilation', behind: '--wasm-lazy-compilation' },
];

/** Whether this engine may have vectors of eight. */
export function mayHaveWideVectors(): boolean {
  return process.arch === 'x64' && Number.parseInt(process.versions.v8) >= firstVersion;
}

/** Has modules compiled at once, with vectors of eight where the processor has them. */
export function compileForWideVectors<R>(compile: () => R): R {
  for (const { during } of flags) setFlagsFromString(during);
  try {
    return compile();
  } finally {
    for (const { behind } of flags) setFlagsFromString(behind);
  }
}

type Open = (memory: WebAssemblyMemory) => Kernels;

/**
 * Whether the wide kernels give what the narrow ones give, bit for bit, in less time. The pass is an experiment of V8's,
 * and a processor without AVX2 has no wide vectors: then the wide tiles, too many for its registers, are slower.
 */
export function areWideVectorsSound(openWide: Open, openNarrow: Open): boolean {
  const [wide, narrow] = [tryOut(openWide), tryOut(openNarrow)];
  return wide.time < narrow.time && wide.numbers.every((value, index) => Object.is(value, narrow.numbers[index]));
}

const timesteps: Readonly<Record<TimestepName, number>> = {
  lstmForward: 3,
  lstmPeepholeForward: 3,
  lstmBackward: 4,
  lstmPeepholeBackward: 4,
  gruAfterForward: 2,
  gruAfterBackward: 3,
  gruBeforeGates: 1,
  gruBeforeOutput: 2,
  gruBeforeCandidateBackward: 3,
  gruBeforeResetBackward: 3,
};

/** Seven rows, a tile and a rest; a width of one vector of eight and one of four. */
const [rows, width, depth] = [7, 12, 32];
/** Bytes between two matrices. */
const space = 16_384;

interface Trial {
  readonly numbers: Float32Array;
  /** Nanoseconds that the product takes, the least of some. */
  readonly time: bigint;
}

/** Runs every kernel over the same numbers. */
function tryOut(open: Open): Trial {
  const memory = new WebAssembly.Memory({ initial: 2 });
  const kernels = open(memory);
  const numbers = new Float32Array(memory.buffer);
  for (const index of numbers.keys()) numbers[index] = Math.sin(index) * 3;
  const [a, b, c] = [0, space, 2 * space];
  const columns = 4 * width;
  // As many panels as hold the columns, which are a multiple of both widths.
  const panels = columns / kernels.panelColumns;
  layOutPanels(numbers.subarray(b / 4), kernels.panelColumns);
  const multiply = () => {
    kernels.multiply(a, 4 * depth, b, c, 4 * columns, rows, depth, panels);
  };
  multiply();
  kernels.multiplyAdd(a, 4 * depth, b, c, 4 * columns, rows, depth, panels);
  const [turned, copied] = [7 * space, 7.5 * space];
  kernels.transpose(a, 4 * depth, turned, 4 * rows, rows, depth);
  kernels.copyRows(a, 4 * depth, copied, 4 * depth, rows, depth - 1);
  for (const [name, states] of Object.entries(timesteps)) {
    const places = Array.from({ length: states }, (_, index) => (3 + index) * space);
    kernels[name as TimestepName](c, a, ...places, rows, 4 * width, 0);
  }
  const result = numbers.slice(c / 4);
  const times = Array.from({ length: 15 }, () => measure(multiply));
  return { numbers: result, time: times.reduce((least, time) => (time < least ? time : least)) };

  function layOutPanels(target: Float32Array, panelColumns: number): void {
    for (let place = 0; place < depth * columns; place++) {
      const [panel, within] = [Math.floor(place / (depth * panelColumns)), place % (depth * panelColumns)];
      const column = panel * panelColumns + (within % panelColumns);
      target[place] = Math.cos(Math.floor(within / panelColumns) * columns + column);
    }
  }
}

function measure(run: () => void): bigint {
  const start = process.hrtime.bigint();
  for (let time = 0; time < 200; time++) run();
  return process.hrtime.bigint() - start;
}
