import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryStorage, rowsInMemory } from '../../../../../src/core/data/numberRows.ts';
import { startsOfGroups, writeByGroup } from '../../../../../src/core/data/series/sortRows.ts';

/** Rows `[group, number of the row]`. */
function rowsOf(groups: readonly number[]) {
  return rowsInMemory(Float64Array.from(groups.flatMap((group, row) => [group, row])), 2);
}

test('rows are written group by group in their order, however few at once', () => {
  const groups = [2, 0, NaN, 2, 1, 0, 2, 4, 0];
  const rows = rowsOf(groups);
  const { starts, inOrder } = startsOfGroups(rows, 0, 5);
  assert.deepEqual([[...starts], inOrder], [[0, 3, 4, 7, 7, 8], false]);
  for (const atOnce of [1, 4, 6, 100]) {
    const writer = memoryStorage.open('float64', 2);
    writeByGroup(rows, 0, starts, writer, atOnce);
    const sorted = writer.finish();
    assert.deepEqual([...sorted.slice(0, sorted.rows)], [0, 1, 0, 5, 0, 8, 1, 4, 2, 0, 2, 3, 2, 6, 4, 7]);
  }
});

test('rows that are in order already need not be written', () => {
  const check = (groups: readonly number[], expected: boolean): void => {
    assert.equal(startsOfGroups(rowsOf(groups), 0, 2).inOrder, expected);
  };
  check([0, 0, 1], true);
  check([0, 1, 0], false);
  check([0, NaN, 1], false);
});
