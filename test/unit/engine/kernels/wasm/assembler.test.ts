import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createAssembler, signed, unsigned } from '../../../../../src/engine/kernels/wasm/assembler.ts';
import { advance, i32, repeat, v128, when } from '../../../../../src/engine/kernels/wasm/instructions.ts';
import { WebAssembly } from '../../../../../src/engine/kernels/wasm/webAssembly.ts';

describe('assembler', () => {
  const checkUnsigned = (value: number, bytes: readonly number[]) => {
    it(`writes ${String(value)} as an unsigned number`, () => {
      assert.deepEqual(unsigned(value), bytes);
    });
  };
  checkUnsigned(0, [0]);
  checkUnsigned(127, [127]);
  checkUnsigned(128, [0x80, 1]);
  checkUnsigned(624_485, [0xe5, 0x8e, 0x26]);
  checkUnsigned(2 ** 32 - 1, [0xff, 0xff, 0xff, 0xff, 0x0f]);

  const checkSigned = (value: number, bytes: readonly number[]) => {
    it(`writes ${String(value)} as a signed number`, () => {
      assert.deepEqual(signed(value), bytes);
    });
  };
  checkSigned(0, [0]);
  checkSigned(63, [63]);
  checkSigned(64, [0xc0, 0]);
  checkSigned(-1, [0x7f]);
  checkSigned(-64, [0x40]);
  checkSigned(-123_456, [0xc0, 0xbb, 0x78]);

  it('makes functions that run', () => {
    const assembler = createAssembler();
    assembler.define('copy', ['from', 'to', 'count', 'unless'], ({ from, to, count, unless }, local) => {
      const value = local('v128');
      const body = [
        value.set(v128.load(from.get)),
        v128.store(to.get, value.get, 16),
        advance(from, 16),
        advance(to, i32.constant(16)),
      ];
      return when(i32.atLeast(count.get, unless.get), repeat(count, 4, body));
    });
    const memory = new WebAssembly.Memory({ initial: 1 });
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(assembler.assemble()), { env: { memory } });
    const copy = exports['copy'] as (...operands: readonly number[]) => void;
    const numbers = new Float32Array(memory.buffer);
    numbers.set([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    copy(0, 1024, 8, 9);
    assert.deepEqual([...numbers.subarray(260, 269)], Array(9).fill(0), 'fewer than asked for');
    // Of the ninth, which is no whole vector, nothing is copied.
    copy(0, 1024, 9, 9);
    assert.deepEqual([...numbers.subarray(260, 269)], [1, 2, 3, 4, 5, 6, 7, 8, 0]);
  });
});
