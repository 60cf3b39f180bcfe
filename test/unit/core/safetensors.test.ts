import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { UserError } from '../../../src/contracts/userError.ts';
import { decodeSafetensors, encodeSafetensors, type NamedArray } from '../../../src/core/safetensors.ts';

const arrays: readonly NamedArray[] = [
  { name: 'lstm/kernel', shape: [2, 3], values: Float32Array.of(1, -2.5, 3e-30, NaN, Infinity, -0) },
  { name: '层/bias "quoted"', shape: [1], values: Float32Array.of(0.1) },
  { name: 'scalar', shape: [], values: Float32Array.of(7) },
  { name: 'empty', shape: [0, 4], values: new Float32Array(0) },
];

/** A file with the given header text and that many bytes of values. */
function file(header: string, valueBytes = 0): Uint8Array {
  const text = new TextEncoder().encode(header);
  const bytes = new Uint8Array(8 + text.length + valueBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

describe('safetensors', () => {
  it('gives back what was written, bit for bit', () => {
    assert.deepEqual(decodeSafetensors(encodeSafetensors(arrays)), arrays);
  });

  it('reads a file that stands somewhere inside a buffer', () => {
    const bytes = encodeSafetensors(arrays);
    const inside = new Uint8Array(bytes.length + 3);
    inside.set(bytes, 3);
    assert.deepEqual(decodeSafetensors(inside.subarray(3)), arrays);
  });

  it('writes what the format says: length, header, values at a multiple of 8', () => {
    const bytes = encodeSafetensors([{ name: 'a', shape: [1], values: Float32Array.of(1.5) }]);
    const view = new DataView(bytes.buffer);
    const length = Number(view.getBigUint64(0, true));
    assert.equal(length % 8, 0);
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    assert.deepEqual(header, { a: { dtype: 'F32', shape: [1], data_offsets: [0, 4] } });
    assert.equal(view.getFloat32(8 + length, true), 1.5);
    assert.equal(bytes.length, 8 + length + 4);
  });

  it('reads what other programs write: metadata, UTF-8 names', () => {
    const header = '{"__metadata__":{"format":"pt"},"gate é":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}';
    const [array] = decodeSafetensors(file(header, 4));
    assert.deepEqual(array, { name: 'gate é', shape: [1], values: Float32Array.of(0) });
  });

  const entry = (text: string) => `{"w":${text}}`;
  const damaged: readonly [what: string, bytes: Uint8Array, message: RegExp][] = [
    ['an empty file', new Uint8Array(0), /header is cut off/],
    ['a header that is cut off', file('{"w":{}}').subarray(0, 12), /header is cut off/],
    ['a header that is not JSON', file('weights'), /not a JSON object/],
    ['a header that is a list', file('[1]'), /not a JSON object/],
    ['a header that is not UTF-8', Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0, 0xff), /not a JSON object/],
    ['half floats', file(entry('{"dtype":"F16","shape":[1],"data_offsets":[0,2]}'), 2), /"w" holds F16/],
    ['an entry without a shape', file(entry('{"dtype":"F32","data_offsets":[0,4]}'), 4), /"w" is incomplete/],
    ['values that are cut off', file(entry('{"dtype":"F32","shape":[2],"data_offsets":[0,8]}'), 4), /"w" are cut off/],
    ['a shape that lies', file(entry('{"dtype":"F32","shape":[3],"data_offsets":[0,8]}'), 8), /"w" are cut off/],
  ];
  for (const [what, bytes, message] of damaged) {
    it(`says what is wrong with ${what}`, () => {
      assert.throws(
        () => decodeSafetensors(bytes),
        (error) => error instanceof UserError && message.test(error.message),
      );
    });
  }
});
