import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countBatches, planInOrder } from '../../../../src/core/data/batches.ts';
import { continuedRows, planLanes, type Runs, type Sequence } from '../../../../src/core/data/lanes.ts';
import { createRandom } from '../../../../src/core/random.ts';

/** Sequences of so many examples each, one after the other. */
function sequences(...sizes: readonly number[]): Sequence {
  const starts = new Set(sizes.map((_, index) => sizes.slice(0, index).reduce((sum, size) => sum + size, 0)));
  const count = sizes.reduce((sum, size) => sum + size, 0);
  return { count, continues: (example) => !starts.has(example) };
}

const batchesOf = (data: Sequence, batchSize: number, runs: Runs = 'cut'): number[][] =>
  Array.from(planLanes(data, batchSize, runs), (batch) => [...batch]);

test('row r of a batch goes on where row r of the one before ended, longer lanes first', () => {
  const check = (data: Sequence, batchSize: number, expected: readonly (readonly number[])[], runs?: Runs) => {
    assert.deepEqual(batchesOf(data, batchSize, runs), expected);
  };
  check(sequences(6), 1, [[0], [1], [2], [3], [4], [5]]);
  check(sequences(6), 2, [
    [0, 3],
    [1, 4],
    [2, 5],
  ]);
  check(sequences(7), 3, [[2, 0, 5], [3, 1, 6], [4]]);
  check(sequences(2), 8, [[0, 1]]);
  check({ count: 0 }, 8, []);
  check({ count: 5 }, 2, [[0, 3], [1, 4], [2]]);
  // Whole sequences, each read from its start.
  check(sequences(3), 2, [[0], [1], [2]], 'whole');
  check(sequences(1, 3, 2), 2, [[0, 4], [1, 5], [2], [3]], 'whole');
});

test('lanes end where a sequence does, if that is near', () => {
  const lanes = (data: Sequence, batchSize: number) =>
    Array.from({ length: batchSize }, (_, row) => batchesOf(data, batchSize).flatMap((batch) => batch[row] ?? []));
  const spans = (data: Sequence, batchSize: number) => lanes(data, batchSize).map((lane) => [lane[0], lane.length]);
  assert.deepEqual(spans(sequences(20, 18, 22, 20), 4), [
    [38, 22],
    [0, 20],
    [60, 20],
    [20, 18],
  ]);
  // Too far away: all batches but the last are full.
  assert.deepEqual(spans(sequences(10, 70), 2), [
    [0, 40],
    [40, 40],
  ]);
});

test('every example once, in lanes that only lose rows at their ends, and as many batches as are counted', () => {
  const random = createRandom(3);
  for (let trial = 0; trial < 200; trial++) {
    const draw = (most: number) => 1 + Math.floor(random.next() * most);
    const data = sequences(...Array.from({ length: draw(12) }, () => draw(40)));
    const batchSize = draw(20);
    for (const runs of ['cut', 'whole'] as const) {
      const batches = batchesOf(data, batchSize, runs);
      assert.deepEqual(
        batches.flat().sort((a, b) => a - b),
        Array.from({ length: data.count }, (_, example) => example),
      );
      assert.ok(batches.every((batch) => batch.length <= batchSize));
      batches.slice(1).forEach((batch, index) => {
        assert.ok(batch.length <= (batches[index]?.length ?? 0));
        assert.ok(batch.every((example, row) => example === (batches[index]?.[row] ?? NaN) + 1));
      });
      // Read whole, what begins anew is the start of a sequence.
      const anew = batches.flatMap((batch, index) => batch.filter((_, row) => !continuedAt(data, batches, index)[row]));
      const starts = batches.flat().filter((example) => example === 0 || data.continues?.(example) === false);
      const cuts = anew.length - starts.length;
      assert.ok(runs === 'whole' ? cuts === 0 : cuts >= 0 && cuts < batchSize);
      assert.equal(countBatches(data, { batchSize, lanes: runs }), batches.length);
    }
    assert.equal(countBatches(data, { batchSize, lanes: null }), Math.ceil(data.count / batchSize));
  }
});

function continuedAt(data: Sequence, batches: readonly (readonly number[])[], index: number): readonly boolean[] {
  const before = batches[index - 1];
  const rows = continuedRows(
    data,
    before === undefined ? null : Uint32Array.from(before),
    Uint32Array.from(batches[index] ?? []),
  );
  return Array.from(rows, (row) => row === 1);
}

test('a row goes on where its example follows that of the same row before, in the same sequence', () => {
  const check = (before: readonly number[] | null, examples: readonly number[], expected: readonly number[]) => {
    const found = continuedRows(sequences(3, 4), before && Uint32Array.from(before), Uint32Array.from(examples));
    assert.deepEqual([...found], expected);
  };
  check(null, [0, 3], [0, 0]);
  check([0, 3], [1, 4], [1, 1]);
  check([2, 4], [3, 5], [0, 1]);
  check([0, 3], [4, 1], [0, 0]);
  check([0], [1, 4], [1, 0]);
  check([6], [0], [0]);
});

test('without states the order is that of the data', () => {
  const batches = planInOrder(sequences(3, 2), { batchSize: 2, lanes: null });
  assert.deepEqual(
    Array.from(batches, (batch) => [...batch]),
    [[0, 1], [2, 3], [4]],
  );
});
