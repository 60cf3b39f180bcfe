import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planBatches as planLazily } from '../../../../src/core/data/batches.ts';
import { createRandom, type Random } from '../../../../src/core/random.ts';

const planBatches = (...args: Parameters<typeof planLazily>): Uint32Array[] => [...planLazily(...args)];

const count = 10_007;
const lengths = Uint32Array.from({ length: count }, (_, index) => 1 + ((index * 7919) % 200));

function epoch(number: number) {
  return createRandom(7).fork(`shuffle/${String(number)}`);
}

/** Share of a pass's timesteps that are padding, each batch as long as its longest example. */
function padding(batches: readonly Uint32Array[]): number {
  let [real, all] = [0, 0];
  for (const batch of batches) {
    const own = [...batch].map((example) => lengths[example] ?? 0);
    real += own.reduce((sum, length) => sum + length, 0);
    all += Math.max(...own) * own.length;
  }
  return 1 - real / all;
}

function assertComplete(batches: readonly Uint32Array[], batchSize: number): void {
  const all = Uint32Array.from(batches.flatMap((batch) => [...batch])).sort();
  assert.deepEqual(
    all,
    Uint32Array.from({ length: count }, (_, index) => index),
  );
  const partial = batches.filter((batch) => batch.length !== batchSize);
  assert.deepEqual(
    partial.map((batch) => batch.length),
    [count % batchSize],
  );
}

test('every example is trained once an epoch', () => {
  for (const data of [
    { count, lengths },
    { count, lengths: null },
  ]) {
    assertComplete(planBatches(data, 32, epoch(1)), 32);
    assertComplete(planBatches(data, 32, null), 32);
  }
});

test('without lengths an epoch is a plain shuffle', () => {
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  epoch(3).shuffle(order);
  const batches = planBatches({ count, lengths: null }, 32, epoch(3));
  assert.deepEqual(Uint32Array.from(batches.flatMap((batch) => [...batch])), order);
});

test('without chance the order is that of the data', () => {
  const batches = planBatches({ count, lengths }, 32, null);
  assert.deepEqual([...(batches[0] ?? [])], [...Array(32).keys()]);
});

test('batches of like lengths are padded little', () => {
  const plain = padding(planBatches({ count, lengths: null }, 32, epoch(1)));
  const bucketed = padding(planBatches({ count, lengths }, 32, epoch(1)));
  assert.ok(plain > 0.45, `plain ${String(plain)}`);
  assert.ok(bucketed < 0.02, `bucketed ${String(bucketed)}`);
});

test('every epoch has batches of its own, short and long ones mixed', () => {
  const first = planBatches({ count, lengths }, 32, epoch(1));
  assert.notDeepEqual(first, planBatches({ count, lengths }, 32, epoch(2)));
  assert.deepEqual(first, planBatches({ count, lengths }, 32, epoch(1)));
  const longest = first.map((batch) => Math.max(...[...batch].map((example) => lengths[example] ?? 0)));
  const rises = longest.filter((length, index) => index > 0 && length > (longest[index - 1] ?? 0)).length;
  assert.ok(rises > 0.4 * longest.length && rises < 0.6 * longest.length, `${String(rises)} rises`);
});

test('no examples are no batches', () => {
  assert.deepEqual(planBatches({ count: 0, lengths: null }, 32, null), []);
});

/** The order of the batches as it is defined, all of them at once. */
function planPlainly(
  examples: number,
  sizes: Uint32Array | null,
  batchSize: number,
  random: Random | null,
): Uint32Array[] {
  const cut = (numbers: Uint32Array, size: number): Uint32Array[] =>
    Array.from({ length: Math.ceil(numbers.length / size) }, (_, part) =>
      numbers.slice(part * size, (part + 1) * size),
    );
  const order = Uint32Array.from({ length: examples }, (_, index) => index);
  if (random === null) return cut(order, batchSize);
  random.shuffle(order);
  if (sizes === null) return cut(order, batchSize);
  const batches = cut(order, 100 * batchSize).flatMap((pool) =>
    cut(
      pool.sort((a, b) => (sizes[a] ?? 0) - (sizes[b] ?? 0)),
      batchSize,
    ),
  );
  const places = Uint32Array.from({ length: batches.length }, (_, index) => index);
  random.shuffle(places);
  return [...places].flatMap((place) => batches[place] ?? []);
}

test('batches that are cut one by one are those of the whole order, number by number', () => {
  for (const examples of [1, 31, 32, 33, 3200, 3201, count]) {
    for (const sizes of [null, lengths.subarray(0, examples)]) {
      for (const random of [null, 1, 2]) {
        const chance = (): Random | null => (random === null ? null : epoch(random));
        const batches = planBatches({ count: examples, lengths: sizes }, 32, chance());
        assert.deepEqual(batches, planPlainly(examples, sizes, 32, chance()));
      }
    }
  }
});

test('a pass over many examples in their order holds one batch at a time', () => {
  const [first] = planLazily({ count: 4_000_000_000, lengths: null }, 4, null);
  assert.deepEqual(first, Uint32Array.of(0, 1, 2, 3));
});
