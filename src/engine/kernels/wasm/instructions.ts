import { signed, unsigned, type Code, type Local } from './assembler.ts';

// Instructions as functions of the code that computes their operands; opcodes as in the WebAssembly Core Specification
// 2.0, chapter 5.4, and in the proposal "relaxed SIMD", which is part of 3.0. A vector is four float32 or four int32.

type Binary = (first: Code, second: Code) => Code;

const plain =
  (opcode: number): Binary =>
  (first, second) => [first, second, opcode];

const vectorOp = (opcode: number): Code => [0xfd, unsigned(opcode)];
const binary =
  (opcode: number): Binary =>
  (first, second) => [first, second, vectorOp(opcode)];

/** Addresses are multiples of 2 ** 2 bytes. */
const alignment = 2;

/** Numbers of 32 bits: addresses and counts. */
export const i32 = {
  constant: (value: number): Code => [0x41, signed(value)],
  add: plain(0x6a),
  subtract: plain(0x6b),
  and: plain(0x71),
  atLeast: plain(0x4e),
  /** One number of any kind. */
  load: (address: Code, offset = 0): Code => [address, 0x28, alignment, unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x36, alignment, unsigned(offset)],
};

/** Any four numbers. `offset` adds to the address, in bytes. */
export const v128 = {
  load: (address: Code, offset = 0): Code => [address, vectorOp(0x00), alignment, unsigned(offset)],
  /** One number of memory in all four places. */
  loadSplat: (address: Code, offset = 0): Code => [address, vectorOp(0x09), alignment, unsigned(offset)],
  store: (address: Code, value: Code, offset = 0): Code => [
    address,
    value,
    vectorOp(0x0b),
    alignment,
    unsigned(offset),
  ],
  /** Four of the eight numbers of two vectors, 0 to 3 those of the first. */
  shuffle: (first: Code, second: Code, places: readonly [number, number, number, number]): Code => [
    first,
    second,
    vectorOp(0x0d),
    places.flatMap((place) => [4 * place, 4 * place + 1, 4 * place + 2, 4 * place + 3]),
  ],
};

/** Four float32. */
export const f32x4 = {
  /** The same number in all four places. */
  constant: (value: number): Code => constant(new Float32Array(4).fill(value)),
  add: binary(0xe4),
  subtract: binary(0xe5),
  multiply: binary(0xe6),
  divide: binary(0xe7),
  squareRoot: (value: Code): Code => [value, vectorOp(0xe3)],
  /** The second where it is less than the first: one instruction of the processor, and NaN in the first stays. */
  lesser: binary(0xea),
  /** The second where it is more than the first. */
  greater: binary(0xeb),
};

/** Four int32. */
export const i32x4 = {
  constant: (value: number): Code => constant(new Int32Array(4).fill(value)),
  add: binary(0xae),
  /** By as many bits as the int32 `count` says. */
  shiftLeft: (value: Code, count: Code): Code => [value, count, vectorOp(0xab)],
};

/** `first * second + third` of four float32. */
export type MultiplyAdd = (first: Code, second: Code, third: Code) => Code;

/** In one instruction, rounded once on processors that can: relaxed SIMD. */
export const fusedMultiplyAdd: MultiplyAdd = (first, second, third) => [first, second, third, vectorOp(0x105)];

/** For engines without relaxed SIMD. */
export const separateMultiplyAdd: MultiplyAdd = (first, second, third) =>
  f32x4.add(f32x4.multiply(first, second), third);

/** Adds a constant or another value to a local int32. */
export function advance(local: Local, by: number | Code): Code {
  return local.set(i32.add(local.get, typeof by === 'number' ? i32.constant(by) : by));
}

/** Repeats while `count`, lowered by `step` after every time, is at least `step`; not at all if it is less before. */
export function repeat(count: Local, step: number, body: Code): Code {
  const lowered = count.set(i32.subtract(count.get, i32.constant(step)));
  return when(i32.atLeast(count.get, i32.constant(step)), [
    [0x03, noResult],
    [body, lowered],
    // Back to the start of the loop.
    [i32.atLeast(count.get, i32.constant(step)), 0x0d, 0],
    end,
  ]);
}

/** Does something if the condition is not 0. */
export function when(condition: Code, body: Code): Code {
  return [condition, 0x04, noResult, body, end];
}

const noResult = 0x40;
const end = 0x0b;

function constant(values: Float32Array | Int32Array): Code {
  return [vectorOp(0x0c), ...new Uint8Array(values.buffer)];
}
