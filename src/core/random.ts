/** A stream of pseudo-random numbers that depends on its seed alone: the same on every machine, in every run. */
export interface Random {
  /** Uniform in [0, 1), with 53 random bits. */
  readonly next: () => number;
  /** Standard normal: mean 0, variance 1 (Marsaglia's polar method). */
  readonly normal: () => number;
  /** Puts `values` into a random order, in place (Fisher & Yates; Knuth, TAOCP 3.4.2, algorithm P). */
  readonly shuffle: (values: Uint32Array) => void;
  /**
   * An independent stream for one purpose. It depends on the seed and the label, not on what was drawn before, so that
   * a new use of randomness in one place changes nothing in another.
   */
  readonly fork: (label: string) => Random;
}

/** Starts a stream: xoshiro128**, its state filled by SplitMix64 from `seed`, any safe integer. */
export function createRandom(seed: number): Random {
  if (!Number.isSafeInteger(seed)) throw new Error(`A seed is a safe integer, not ${String(seed)}`);
  return createStream(BigInt.asUintN(64, BigInt(seed)));
}

function createStream(seed: bigint): Random {
  const nextWord = xoshiro128StarStar(expandSeed(seed));
  let spare: number | undefined;

  // The 27 upper bits of one word and the 26 upper bits of the next, as in Matsumoto & Nishimura's genrand_res53.
  const next = (): number => ((nextWord() >>> 5) * 2 ** 26 + (nextWord() >>> 6)) / 2 ** 53;

  return {
    next,
    normal() {
      if (spare !== undefined) {
        const value = spare;
        spare = undefined;
        return value;
      }
      const [first, second] = drawNormalPair(next);
      spare = second;
      return first;
    },
    shuffle(values) {
      for (let last = values.length - 1; last > 0; last--) {
        const other = Math.floor(next() * (last + 1));
        const value = values[last] ?? 0;
        values[last] = values[other] ?? 0;
        values[other] = value;
      }
    },
    fork: (label) => createStream(splitMix64(seed ^ hashLabel(label))()),
  };
}

/** Blackman & Vigna's xoshiro128** 1.1: 32-bit words from a state of four words that are not all zero. */
export function xoshiro128StarStar(state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
}

/** Vigna's SplitMix64 (Steele, Lea & Flood 2014): 64-bit words, well mixed even from seeds that differ in one bit. */
export function splitMix64(seed: bigint): () => bigint {
  let state = seed;
  return () => {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n);
    let mixed = BigInt.asUintN(64, (state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n);
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn);
    return mixed ^ (mixed >> 31n);
  };
}

/** Never all zero: SplitMix64 visits each 64-bit value once, so two outputs in a row cannot both be 0. */
function expandSeed(seed: bigint): [number, number, number, number] {
  const nextSeed = splitMix64(seed);
  const first = nextSeed();
  const second = nextSeed();
  return [lowWord(first), lowWord(first >> 32n), lowWord(second), lowWord(second >> 32n)];
}

function lowWord(value: bigint): number {
  return Number(BigInt.asUintN(32, value));
}

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

/** FNV-1a over the label's UTF-16 code units. */
function hashLabel(label: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let index = 0; index < label.length; index++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(label.charCodeAt(index))) * 0x100000001b3n);
  }
  return hash;
}

function drawNormalPair(next: () => number): [number, number] {
  for (;;) {
    const x = 2 * next() - 1;
    const y = 2 * next() - 1;
    const squared = x * x + y * y;
    if (squared === 0 || squared >= 1) continue;
    const factor = Math.sqrt((-2 * Math.log(squared)) / squared);
    return [x * factor, y * factor];
  }
}
