import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spreadClasses } from '../../../../src/core/data/spreadClasses.ts';
import { countUp } from '../../../../src/core/data/wholeNumbers.ts';
import { createRandom } from '../../../../src/core/random.ts';

/** The same order by its definition: a stable sort of all examples by the places of their members. */
function sortByPlace(values: readonly string[], shuffled: Uint32Array, seed: number): number[] {
  const random = createRandom(seed).fork('stratify');
  const offsets = new Map([...new Set(values)].map((value) => [value, random.next()]));
  const seen = new Map<string, number>();
  const placed = Array.from(shuffled, (example) => {
    const value = values[example] ?? '';
    const member = seen.get(value) ?? 0;
    seen.set(value, member + 1);
    const size = values.filter((other) => other === value).length;
    return { example, place: member === 0 ? 0 : (member + (offsets.get(value) ?? 0)) / size };
  });
  return placed.sort((a, b) => a.place - b.place).map(({ example }) => example);
}

test('merged classes stand as their sorted members would', () => {
  const random = createRandom(11);
  for (const [count, classes] of [
    [1, 1],
    [40, 1],
    [60, 7],
    [300, 3],
    [50, 50],
  ] as const) {
    const values = Array.from({ length: count }, () => `class ${String(Math.floor(random.next() ** 2 * classes))}`);
    const shuffled = countUp(0, count);
    random.shuffle(shuffled);
    assert.deepEqual([...spreadClasses(values, shuffled, 3)], sortByPlace(values, shuffled, 3));
  }
  assert.deepEqual(spreadClasses([], countUp(0, 0), 3), countUp(0, 0));
});
