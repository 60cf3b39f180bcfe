import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom, splitMix64, xoshiro128StarStar } from '../../../src/core/random.ts';

function take<T>(count: number, draw: () => T): T[] {
  return Array.from({ length: count }, () => draw());
}

test('xoshiro128** gives the words of the reference implementation', () => {
  // Of xoshiro128starstar.c 1.1, state {1, 2, 3, 4}; the same values stand in the tests of Rust's rand_xoshiro.
  assert.deepEqual(
    take(10, xoshiro128StarStar([1, 2, 3, 4])),
    [11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804],
  );
});

test('SplitMix64 gives the words of the reference implementation', () => {
  // Of splitmix64.c, seed 1234567.
  assert.deepEqual(take(5, splitMix64(1234567n)), [
    6457827717110365317n,
    3203168211198807973n,
    9817491932198370423n,
    4593380528125082431n,
    16408922859458223821n,
  ]);
});

test('a seed gives the same stream again, another seed another one', () => {
  for (const seed of [0, 1, 7, -1, 2 ** 40 + 3, Number.MAX_SAFE_INTEGER]) {
    assert.deepEqual(take(20, createRandom(seed).next), take(20, createRandom(seed).next));
    assert.notDeepEqual(take(20, createRandom(seed).next), take(20, createRandom(seed === 1 ? 2 : 1).next));
  }
  assert.throws(() => createRandom(0.5), /safe integer/);
});

test('uniform numbers are in [0, 1) and evenly spread', () => {
  const values = take(100_000, createRandom(3).next);
  assert.ok(values.every((value) => value >= 0 && value < 1));
  const counts = new Array<number>(10).fill(0);
  for (const value of values) counts[Math.floor(value * 10)] = (counts[Math.floor(value * 10)] ?? 0) + 1;
  // Chi-squared, 9 degrees of freedom: above 27.9 in one of a thousand seeds.
  assert.ok(counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0) < 27.9);
});

test('normal numbers have mean 0, variance 1 and the tails of a normal distribution', () => {
  const random = createRandom(4);
  const values = take(100_000, () => random.normal());
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  const beyondTwo = values.filter((value) => Math.abs(value) > 2).length / values.length;
  assert.ok(Math.abs(mean) < 0.02);
  assert.ok(Math.abs(variance - 1) < 0.02);
  assert.ok(Math.abs(beyondTwo - 0.0455) < 0.004);
});

test('shuffling keeps every value, and puts each in every place equally often', () => {
  const random = createRandom(5);
  const counts = new Map<string, number>();
  for (let round = 0; round < 24_000; round++) {
    const values = Uint32Array.of(1, 2, 3, 4);
    random.shuffle(values);
    const key = values.join('');
    assert.deepEqual([...values.toSorted()], [1, 2, 3, 4]);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  assert.equal(counts.size, 24);
  // Chi-squared, 23 degrees of freedom: above 49.7 in one of a thousand seeds.
  assert.ok([...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0) < 49.7);
});

test('a fork depends on seed and label, not on what was drawn', () => {
  const random = createRandom(6);
  const before = take(5, random.fork('shuffle').next);
  random.next();
  random.normal();
  assert.deepEqual(take(5, random.fork('shuffle').next), before);
  assert.notDeepEqual(take(5, random.fork('weights').next), before);
  assert.notDeepEqual(take(5, createRandom(7).fork('shuffle').next), before);
  assert.notDeepEqual(take(5, createRandom(6).next), before);
});
