import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseArrayName } from '../../../../src/node/images/arrayName.ts';
import { textsOf, type NumberArray } from '../../../../src/node/images/numberArray.ts';
import { parseIdx } from '../../../../src/node/images/parseIdx.ts';
import { parseNpy } from '../../../../src/node/images/parseNpy.ts';
import { makeIdx, makeNpy } from '../../../fakes/arrayFiles.ts';

/** Numbers in two bytes or more, little-endian. */
function bytesOf(values: ArrayLike<number> & { readonly buffer: ArrayBufferLike }): Uint8Array {
  return new Uint8Array(values.buffer);
}

describe('parseIdx', () => {
  it('reads bytes', () => {
    const { shape, data } = parseIdx(makeIdx([2, 1, 2], [1, 2, 3, 255]), 'a');
    assert.deepEqual(
      [shape, [...data]],
      [
        [2, 1, 2],
        [1, 2, 3, 255],
      ],
    );
  });

  it('reads larger numbers, the highest byte first', () => {
    assert.deepEqual([...parseIdx(makeIdx([2], [0xff, 0xfe, 0x01, 0x00], 0x0b), 'a').data], [-2, 256]);
    assert.deepEqual([...parseIdx(makeIdx([1], [0x3f, 0xc0, 0, 0], 0x0d), 'a').data], [1.5]);
  });

  function refuses(name: string, bytes: Uint8Array, message: RegExp): void {
    it(`refuses ${name}`, () => {
      assert.throws(() => parseIdx(bytes, 'a.idx'), { name: 'UserError', message });
    });
  }
  refuses('another kind of file', Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0), /^a\.idx is no IDX file/);
  refuses('an empty file', new Uint8Array(), /^a\.idx is no IDX file/);
  refuses('an unknown element type', makeIdx([1], [1], 0x0a), /^a\.idx is no IDX file/);
  refuses('a file that was cut', makeIdx([3], [1, 2]), /^a\.idx is damaged: it has 10 bytes, but its header says 11/);
});

describe('parseNpy', () => {
  function check(descr: string, values: Uint8Array, expected: readonly (number | string)[]): void {
    it(`reads ${descr}`, () => {
      const { data } = parseNpy(makeNpy(descr, [expected.length], values), 'a');
      assert.deepEqual(Array.from<number | string>(data), expected);
    });
  }
  check('|u1', Uint8Array.of(1, 255), [1, 255]);
  check('|b1', Uint8Array.of(0, 1), [0, 1]);
  check('|i1', Uint8Array.of(255, 1), [-1, 1]);
  check('<i2', bytesOf(Int16Array.of(-300, 300)), [-300, 300]);
  check('>i4', Uint8Array.of(0, 0, 1, 0, 255, 255, 255, 255), [256, -1]);
  check('<i8', bytesOf(BigInt64Array.of(7n, -(2n ** 40n)) as never), [7, -(2 ** 40)]);
  check('<f4', bytesOf(Float32Array.of(0.5, -1.25)), [0.5, -1.25]);
  check('>f4', Uint8Array.of(0x3f, 0xc0, 0, 0), [1.5]);
  check('<f8', bytesOf(Float64Array.of(0.1, 1e300)), [0.1, 1e300]);
  check('<U3', bytesOf(Uint32Array.of(0x63, 0x61, 0x74, 0x732b, 0, 0)), ['cat', '猫']);
  check('|S3', new TextEncoder().encode('catdo\0'), ['cat', 'do']);

  it('reads shapes', () => {
    assert.deepEqual(parseNpy(makeNpy('|u1', [2, 1, 3], new Uint8Array(6)), 'a').shape, [2, 1, 3]);
  });

  function refuses(name: string, bytes: Uint8Array, message: RegExp): void {
    it(`refuses ${name}`, () => {
      assert.throws(() => parseNpy(bytes, 'a.npy'), { name: 'UserError', message });
    });
  }
  refuses('another kind of file', new Uint8Array(200), /^a\.npy is no array that NumPy saved/);
  refuses('a file that was cut', makeNpy('<f4', [3], new Uint8Array(8)), /^a\.npy is no array.*damaged/);
  refuses('images of different sizes', makeNpy('|O', [2], new Uint8Array(8)), /images of different sizes/);
  refuses('complex numbers', makeNpy('<c8', [1], new Uint8Array(8)), /values of the type <c8/);
  refuses('columns first', makeNpy('|u1', [2, 2], new Uint8Array(4), true), /np\.ascontiguousarray/);
});

describe('textsOf', () => {
  it('writes whole numbers without a point', () => {
    const array = (data: NumberArray['data']): NumberArray => ({ source: 'a', shape: [1], data });
    assert.deepEqual(textsOf(array(Uint8Array.of(7))), ['7']);
    assert.deepEqual(textsOf(array(Float64Array.of(0.25))), ['0.25']);
    assert.deepEqual(textsOf(array(['cat'])), ['cat']);
  });
});

describe('parseArrayName', () => {
  function check(name: string, expected: object): void {
    it(name, () => {
      assert.deepEqual(parseArrayName(name), expected);
    });
  }
  check('train-images-idx3-ubyte', { part: 'train', role: 'input', stem: '' });
  check('t10k-labels.idx1-ubyte.gz', { part: 'test', role: 'label', stem: '' });
  check('emnist-letters-train-images-idx3-ubyte', { part: 'train', role: 'input', stem: 'emnist_letters' });
  check('x_test', { part: 'test', role: 'input', stem: '' });
  check('val_labels', { part: 'validation', role: 'label', stem: '' });
  check('digit', { part: null, role: null, stem: 'digit' });
  check('videos.npy', { part: null, role: 'input', stem: '' });
});
