import assert from 'node:assert/strict';
import { test } from 'node:test';
import { lengthsToMask, padTokens, tokenWeights } from '../../../../../src/core/data/text/padding.ts';
import type { PaddingPlan } from '../../../../../src/core/data/text/padding.ts';
import { createTokenDropout } from '../../../../../src/core/data/text/tokenDropout.ts';
import { createRandom } from '../../../../../src/core/random.ts';

const sequences = [Int32Array.of(5, 6, 7), Int32Array.of(8), new Int32Array()];

function check(plan: PaddingPlan, expected: readonly (readonly number[])[], mask: readonly number[] | null): void {
  const padded = padTokens(sequences, plan);
  assert.deepEqual(padded.values.data, Int32Array.from(expected.flat()));
  assert.deepEqual(padded.values.shape, [expected.length, expected[0]?.length]);
  const lengths = lengthsToMask(padded, plan);
  assert.deepEqual(lengths === null ? null : [...lengths], mask);
  const real = expected.flat().map((token) => (token === 0 ? 0 : 1));
  assert.deepEqual(tokenWeights(padded, plan), Float32Array.from(real));
}

test('sequences are as long as the longest, or as all must be', () => {
  check(
    { side: 'right', length: null },
    [
      [5, 6, 7],
      [8, 0, 0],
      [0, 0, 0],
    ],
    [3, 1, 0],
  );
  check(
    { side: 'right', length: 4 },
    [
      [5, 6, 7, 0],
      [8, 0, 0, 0],
      [0, 0, 0, 0],
    ],
    [3, 1, 0],
  );
  check(
    { side: 'right', length: 2 },
    [
      [5, 6],
      [8, 0],
      [0, 0],
    ],
    [2, 1, 0],
  );
  check(
    { side: 'left', length: 4 },
    [
      [0, 5, 6, 7],
      [0, 0, 0, 8],
      [0, 0, 0, 0],
    ],
    null,
  );
});

test('a batch without padding needs no mask', () => {
  const plan: PaddingPlan = { side: 'right', length: null };
  assert.equal(lengthsToMask(padTokens([Int32Array.of(1, 2), Int32Array.of(3, 4)], plan), plan), null);
});

test('tokens weigh as much as their tags', () => {
  const plan: PaddingPlan = { side: 'right', length: null };
  const truth = Int32Array.of(0, 1, 1, 1, 0, 0, 0, 0, 0);
  const weights = tokenWeights(padTokens(sequences, plan), plan, { truth, weights: Float32Array.of(0.5, 2) });
  assert.deepEqual([...weights], [0.5, 2, 2, 2, 0, 0, 0, 0, 0]);
});

test('tokens drop out by seed, epoch and example, never by batch', () => {
  const plan: PaddingPlan = { side: 'right', length: null };
  const long = Array.from({ length: 4 }, () => new Int32Array(500).fill(9));
  const draw = (dropout: ReturnType<typeof createTokenDropout>, examples: readonly number[]): Int32Array => {
    const padded = padTokens(
      examples.map((example) => long[example] ?? new Int32Array()),
      plan,
    );
    dropout(padded, Uint32Array.from(examples), plan);
    return padded.values.data;
  };
  const create = (seed: number) => createTokenDropout(0.2, 4, createRandom(seed));
  const whole = create(7);
  const first = draw(whole, [0, 1, 2, 3]);
  const parts = create(7);
  assert.deepEqual(first.subarray(500, 1000), draw(parts, [1]));
  assert.deepEqual(first.subarray(0, 500), draw(parts, [0]));
  assert.notDeepEqual(first, draw(whole, [0, 1, 2, 3]));
  assert.notDeepEqual(first, draw(create(8), [0, 1, 2, 3]));
  const unknown = first.filter((token) => token === 1).length;
  assert.ok(unknown > 340 && unknown < 460, `${String(unknown)} of 2000`);
});

test('padding is never dropped', () => {
  const plan: PaddingPlan = { side: 'left', length: 5 };
  const padded = padTokens([Int32Array.of(9)], plan);
  createTokenDropout(1, 1, createRandom(1))(padded, Uint32Array.of(0), plan);
  assert.deepEqual([...padded.values.data], [0, 0, 0, 0, 1]);
});
