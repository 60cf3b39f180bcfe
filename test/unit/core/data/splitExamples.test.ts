import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SplitPlan } from '../../../../src/contracts/dataPlan.ts';
import { UserError } from '../../../../src/contracts/userError.ts';
import { hashToShare, splitExamples } from '../../../../src/core/data/splitExamples.ts';
import type { ExampleSplits } from '../../../../src/core/data/splitExamples.ts';

const shares = [0.7, 0.15, 0.15] as const;

function split(plan: SplitPlan, { count = 100, values, seed = 7 }: Given = {}): ExampleSplits {
  return splitExamples({ count, source: 'mails.csv', values: values ?? null }, plan, seed);
}

interface Given {
  readonly count?: number;
  readonly values?: readonly string[];
  readonly seed?: number;
}

function sizes({ train, validation, test: judged }: ExampleSplits): readonly number[] {
  return [train.length, validation.length, judged.length];
}

function fails(plan: SplitPlan, given: Given, message: string): void {
  assert.throws(() => split(plan, given), new UserError(message));
}

const labels = (count: number): string[] =>
  Array.from({ length: count }, (_, row) => (row % 10 === 0 ? 'spam' : 'ham'));

test('every example stands in one split, in the order of the data', () => {
  const plans: readonly SplitPlan[] = [
    { type: 'time', probabilities: shares, gap: 0 },
    { type: 'random', probabilities: shares },
    { type: 'stratify', probabilities: shares, column: null },
    { type: 'hash', probabilities: shares, column: 'person' },
  ];
  for (const plan of plans) {
    const values = plan.type === 'hash' ? labels(100).map((_, row) => `person ${String(row)}`) : labels(100);
    const splits = split(plan, { values });
    const all = [splits.train, splits.validation, splits.test];
    for (const part of all) assert.deepEqual(part, part.slice().sort(), plan.type);
    assert.deepEqual(
      Uint32Array.from(all.flatMap((part) => [...part])).sort(),
      Uint32Array.from({ length: 100 }, (_, row) => row),
    );
    if (plan.type !== 'hash') assert.deepEqual(sizes(splits), [70, 15, 15]);
  }
});

test('time keeps the order and leaves gaps', () => {
  const splits = split({ type: 'time', probabilities: [0.5, 0.25, 0.25], gap: 2 }, { count: 12 });
  assert.deepEqual([...splits.train], [0, 1, 2, 3]);
  assert.deepEqual([...splits.validation], [6, 7]);
  assert.deepEqual([...splits.test], [10, 11]);
});

test('chance is that of the seed', () => {
  const plan: SplitPlan = { type: 'random', probabilities: shares };
  assert.deepEqual(split(plan), split(plan));
  assert.notDeepEqual(split(plan), split(plan, { seed: 8 }));
  assert.notDeepEqual([...split(plan).train], [...Array(70).keys()]);
});

test('stratify gives every split all classes in the same shares', () => {
  const values = labels(400);
  const splits = split({ type: 'stratify', probabilities: shares, column: null }, { count: 400, values });
  const spam = (part: Uint32Array): number => [...part].filter((row) => values[row] === 'spam').length;
  const within = (part: Uint32Array): boolean => Math.abs(spam(part) - part.length / 10) <= 1;
  assert.deepEqual([splits.train, splits.validation, splits.test].map(within), [true, true, true]);
});

test('a class with a single example is trained', () => {
  for (let seed = 0; seed < 20; seed++) {
    const values = [...labels(99), 'once'];
    const { train } = split({ type: 'stratify', probabilities: shares, column: null }, { values, seed });
    assert.ok(train.includes(99));
  }
});

test('fixed follows the words of a column', () => {
  const values = ['train', ' Test', 'DEV', '0', '1', '2', 'validation'];
  const splits = split({ type: 'fixed', column: 'part' }, { count: 7, values });
  assert.deepEqual(
    [[...splits.train], [...splits.validation], [...splits.test]],
    [
      [0, 3],
      [2, 4, 6],
      [1, 5],
    ],
  );
});

test('hash keeps equal values together, near the shares, whatever else is there', () => {
  const people = Array.from({ length: 2000 }, (_, row) => `person ${String(row % 1000)}`);
  const plan: SplitPlan = { type: 'hash', probabilities: shares, column: 'person' };
  const splits = split(plan, { count: 2000, values: people });
  for (const row of splits.train.filter((number) => number < 1000)) assert.ok(splits.train.includes(row + 1000));
  for (const [index, size] of sizes(splits).entries()) assert.ok(Math.abs(size / 2000 - (shares[index] ?? 0)) < 0.03);
  const fewer = split(plan, { count: 500, values: people.slice(0, 500) });
  assert.deepEqual(
    fewer.test,
    splits.test.filter((row) => row < 500),
  );
});

test('hashes never change', () => {
  // Reckoned apart from this program: FNV-1a of "foobar" is 0xbf9cf968, mixed 202,221,276.
  assert.equal(hashToShare('foobar'), 202_221_276 / 2 ** 32);
});

test('what gets no example is said', () => {
  const few = { count: 2 };
  fails(
    { type: 'random', probabilities: shares },
    few,
    'mails.csv: the test split gets none of the 2 examples. Give it a larger share in data.split.probabilities (0 leaves it out), or more data.',
  );
  fails(
    { type: 'time', probabilities: [0.1, 0, 0.9], gap: 0 },
    { count: 1 },
    'mails.csv: the training split gets none of the 1 examples. Give it a larger share in data.split.probabilities, or more data.',
  );
  fails(
    { type: 'fixed', column: 'part' },
    { count: 2, values: ['test', 'dev'] },
    'mails.csv: the training split gets none of the 2 examples. Write train in column "part" of the rows to learn from.',
  );
  assert.deepEqual(sizes(split({ type: 'random', probabilities: [0.5, 0, 0.5] }, few)), [1, 0, 1]);
});

test('a cell that names no split is named', () => {
  fails(
    { type: 'fixed', column: 'part' },
    { count: 2, values: ['train', 'tarin'] },
    'mails.csv, data row 2, column "part": "tarin" is no split: write train, validation or test, or 0, 1 or 2.',
  );
});
