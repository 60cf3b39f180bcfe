import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRandom } from '../../../../../src/core/random.ts';
import { createAssembler } from '../../../../../src/engine/kernels/wasm/assembler.ts';
import { createElementary } from '../../../../../src/engine/kernels/wasm/elementaryCode.ts';
import {
  advance,
  fusedMultiplyAdd,
  repeat,
  separateMultiplyAdd,
  v128,
} from '../../../../../src/engine/kernels/wasm/instructions.ts';
import { assembleKernels, instantiate } from '../../../../../src/engine/kernels/wasm/kernelModule.ts';
import { narrowPanel, widePanel } from '../../../../../src/engine/kernels/wasm/multiplyCode.ts';
import { WebAssembly } from '../../../../../src/engine/kernels/wasm/webAssembly.ts';

const ways = [
  { name: 'relaxed SIMD', multiplyAdd: fusedMultiplyAdd, panelColumns: narrowPanel },
  { name: 'plain SIMD', multiplyAdd: separateMultiplyAdd, panelColumns: narrowPanel },
  { name: 'relaxed SIMD and wide panels', multiplyAdd: fusedMultiplyAdd, panelColumns: widePanel },
];

/** Runs a function of four numbers over many. */
function mapWith(multiplyAdd: (typeof ways)[number]['multiplyAdd'], name: 'sigmoid' | 'tanh', values: Float32Array) {
  const assembler = createAssembler();
  assembler.define('map', ['at', 'count'], ({ at, count }, local) => {
    const elementary = createElementary(local, multiplyAdd);
    const apply = v128.store(at.get, elementary[name](v128.load(at.get)));
    return [elementary.prepare, repeat(count, 4, [apply, advance(at, 16)])];
  });
  const memory = new WebAssembly.Memory({ initial: 16 });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assembler.assemble()), { env: { memory } });
  const numbers = new Float32Array(memory.buffer);
  numbers.set(values);
  (exports['map'] as (at: number, count: number) => void)(0, values.length);
  return numbers.slice(0, values.length);
}

for (const { name, multiplyAdd, panelColumns } of ways) {
  describe(`kernels with ${name}`, () => {
    const grid = Float32Array.from({ length: 40_000 }, (_, index) => (index - 20_000) / 1000);
    const small = Float32Array.from({ length: 400 }, (_, index) => 10 ** (-index / 20) * (index % 2 === 0 ? 1 : -1));
    const values = Float32Array.from([...grid, ...small, 0, 90, -90, 1e30, -1e30, Infinity, -Infinity, 100]);

    const checkFunction = (which: 'sigmoid' | 'tanh', exact: (x: number) => number, tolerance: number) => {
      it(`${which} is right to ${String(tolerance)} of its value`, () => {
        mapWith(multiplyAdd, which, values).forEach((actual, index) => {
          const x = values[index] ?? NaN;
          const expected = exact(x);
          const allowed = tolerance * Math.abs(expected) + 2e-38;
          assert.ok(Math.abs(actual - expected) <= allowed, `${which}(${String(x)}) = ${String(actual)}`);
          assert.ok(Math.abs(actual) <= 1, `${which}(${String(x)}) = ${String(actual)} is more than 1`);
        });
      });
    };
    checkFunction('sigmoid', (x) => 1 / (1 + Math.exp(-x)), 3e-7);
    checkFunction('tanh', Math.tanh, 5e-7);

    it('NaN stays NaN', () => {
      for (const which of ['sigmoid', 'tanh'] as const) {
        assert.ok(
          mapWith(multiplyAdd, which, Float32Array.of(NaN, 1, 2, NaN)).every(
            (y, at) => Number.isNaN(y) === [0, 3].includes(at),
          ),
        );
      }
    });

    const openKernels = () => {
      const memory = new WebAssembly.Memory({ initial: 16 });
      const module = new WebAssembly.Module(assembleKernels({ multiplyAdd, panelColumns }));
      return { kernels: instantiate(module, memory, panelColumns), numbers: new Float32Array(memory.buffer) };
    };

    for (const [rows, columns] of [
      [1, 4],
      [3, 8],
      [4, 4],
      [7, 12],
      [9, 20],
    ] as const) {
      it(`transposes ${String(rows)} rows of ${String(columns)} numbers`, () => {
        const { kernels, numbers } = openKernels();
        numbers.forEach((_, place) => (numbers[place] = place));
        const [stride, target, targetStride] = [columns + 1, 10_000, rows + 2];
        kernels.transpose(0, 4 * stride, 4 * target, 4 * targetStride, rows, columns);
        for (let column = 0; column < columns; column++) {
          for (let row = 0; row < targetStride; row++) {
            const place = target + column * targetStride + row;
            assert.equal(numbers[place], row < rows ? row * stride + column : place);
          }
        }
      });
    }

    for (const size of [1, 3, 4, 7, 16, 50]) {
      it(`copies rows of ${String(size)} numbers and nothing behind them`, () => {
        const { kernels, numbers } = openKernels();
        numbers.forEach((_, place) => (numbers[place] = place));
        const [rows, stride, target, targetStride] = [3, size + 5, 10_000, size + 2];
        kernels.copyRows(0, 4 * stride, 4 * target, 4 * targetStride, rows, size);
        for (let place = 0; place < rows * targetStride; place++) {
          const [row, column] = [Math.floor(place / targetStride), place % targetStride];
          assert.equal(numbers[target + place], column < size ? row * stride + column : target + place);
        }
      });
    }

    const checkProduct = (rows: number, depth: number, columns: number) => {
      it(`adds a product of ${String(rows)} rows, depth ${String(depth)}, ${String(columns)} columns`, () => {
        const { kernels, numbers } = openKernels();
        const { multiplyAdd: run } = kernels;
        const random = createRandom(rows + depth + columns);
        const draw = (size: number) => Float32Array.from({ length: size }, () => random.normal());
        const panels = Math.ceil(columns / panelColumns);
        const [a, b, c] = [draw(rows * (depth + 4)), draw(depth * columns), draw(rows * columns)];
        const at = { a: 0, b: 65_536, c: 131_072 };
        numbers.set(a, at.a);
        numbers.set(c, at.c);
        for (let k = 0; k < depth; k++) {
          for (let n = 0; n < columns; n++) {
            numbers[at.b + (Math.floor(n / panelColumns) * depth + k) * panelColumns + (n % panelColumns)] =
              b[k * columns + n] ?? NaN;
          }
        }
        run(4 * at.a, 4 * (depth + 4), 4 * at.b, 4 * at.c, 4 * columns, rows, depth, panels);
        for (let row = 0; row < rows; row++) {
          for (let n = 0; n < columns; n++) {
            let sum = c[row * columns + n] ?? NaN;
            for (let k = 0; k < depth; k++) sum += (a[row * (depth + 4) + k] ?? NaN) * (b[k * columns + n] ?? NaN);
            const actual = numbers[at.c + row * columns + n] ?? NaN;
            assert.ok(
              Math.abs(actual - sum) < 1e-4,
              `${String(row)}, ${String(n)}: ${String(actual)}, not ${String(sum)}`,
            );
          }
        }
      });
    };
    for (const rows of [1, 2, 3, 4, 5, 7, 16]) checkProduct(rows, 8, 16);
    // Panels that reach behind a row.
    for (const rows of [1, 3, 4, 9]) checkProduct(rows, 4, 4);
    checkProduct(6, 52, 52);
    checkProduct(5, 4, 12);
  });
}
