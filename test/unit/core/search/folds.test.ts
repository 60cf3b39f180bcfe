import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CrossValidationPlan } from '../../../../src/contracts/searchPlan.ts';
import { UserError } from '../../../../src/contracts/userError.ts';
import {
  cutExampleFold,
  cutFoldExamples,
  cutFoldRanges,
  cutSeriesFolds,
  type FoldSubject,
} from '../../../../src/core/search/folds.ts';

type TimeSeries = Extract<CrossValidationPlan, { readonly type: 'timeSeries' }>;

const examples = (count: number): FoldSubject => ({ count, source: 'data.csv' });

const plan: TimeSeries = { type: 'timeSeries', folds: 3, gap: 0, testSize: null, window: 'expanding' };

test('folds of a series learn from rows before those that judge them', () => {
  const check = (rows: number, change: Partial<TimeSeries>, expected: readonly (readonly number[])[]): void => {
    const folds = cutSeriesFolds(rows, { ...plan, ...change }, 'data.csv');
    assert.deepEqual(
      folds.map(({ train, test: held }) => [train.start, train.end, held.start, held.end]),
      expected,
    );
  };
  check(12, {}, [
    [0, 3, 3, 6],
    [0, 6, 6, 9],
    [0, 9, 9, 12],
  ]);
  check(12, { window: 'sliding' }, [
    [0, 3, 3, 6],
    [3, 6, 6, 9],
    [6, 9, 9, 12],
  ]);
  // The oldest rows stand in no test part.
  check(13, { gap: 1, testSize: 2 }, [
    [0, 6, 7, 9],
    [0, 8, 9, 11],
    [0, 10, 11, 13],
  ]);
  check(13, { gap: 1, testSize: 2, window: 'sliding' }, [
    [0, 6, 7, 9],
    [2, 8, 9, 11],
    [4, 10, 11, 13],
  ]);
});

test('too few rows or examples for the folds are told with the numbers', () => {
  const check = (cut: () => unknown, expected: RegExp): void => {
    assert.throws(cut, (error: unknown) => error instanceof UserError && expected.test(error.message));
  };
  check(
    () => cutSeriesFolds(3, plan, 'data.csv'),
    /^data\.csv: 3 rows are too few for 3 folds with test parts of 0 rows/,
  );
  check(() => cutSeriesFolds(12, { ...plan, testSize: 4 }, 'data.csv'), /12 rows.*test parts of 4 rows and a gap of 0/);
  check(() => cutSeriesFolds(12, { ...plan, gap: 3 }, 'data.csv'), /a gap of 3/);
  check(
    () => cutExampleFold(examples(2), { fold: 0, folds: 3 }, 1),
    /^data\.csv: 3 folds need .* there are 2\. Use fewer folds/,
  );
});

test('every example judges exactly one fold, by the seed', () => {
  const cut = (seed: number) => [0, 1, 2, 3].map((fold) => cutExampleFold(examples(11), { fold, folds: 4 }, seed));
  const folds = cut(7);
  assert.deepEqual(
    folds.map(({ test: held }) => held.length),
    [2, 3, 3, 3],
  );
  const all = [...Array(11).keys()];
  assert.deepEqual(
    folds.flatMap(({ test: held }) => [...held]).sort((a, b) => a - b),
    all,
  );
  for (const { train, test: held } of folds) {
    assert.deepEqual(
      [...train, ...held].sort((a, b) => a - b),
      all,
    );
    assert.deepEqual(
      [...train],
      [...train].sort((a, b) => a - b),
    );
  }
  assert.deepEqual(cut(7), folds);
  assert.notDeepEqual(cut(8), folds);
});

test('validation is the end of what a fold learns from', () => {
  const check = (fold: number, validation: number, change: Partial<TimeSeries>, expected: readonly number[]): void => {
    const of = { ...plan, ...change };
    const ranges = cutFoldRanges(12, { type: 'fold', fold, of, validation }, of, 'data.csv');
    const { train, validation: kept, test: held } = ranges;
    assert.deepEqual([train.start, train.end, kept.start, kept.end, held.start, held.end], expected);
  };
  check(0, 0, {}, [0, 3, 3, 3, 3, 6]);
  check(2, 1 / 3, {}, [0, 6, 6, 9, 9, 12]);
  check(2, 1 / 3, { window: 'sliding', gap: 1, testSize: 2 }, [4, 7, 7, 9, 10, 12]);
  check(0, 1, {}, [0, 1, 1, 3, 3, 6]);
});

test('a fold of examples is by chance or in their order', () => {
  const lists = (fold: number, of: CrossValidationPlan): number[][] => {
    const {
      train,
      validation,
      test: held,
    } = cutFoldExamples(examples(12), { type: 'fold', fold, of, validation: 0.25 }, 7);
    return [[...train], [...validation], [...held]];
  };
  assert.deepEqual(lists(1, plan), [
    [0, 1, 2, 3],
    [4, 5],
    [6, 7, 8],
  ]);
  const byChance = [0, 1, 2].map((fold) => lists(fold, { type: 'kFold', folds: 3 }));
  for (const parts of byChance) {
    assert.deepEqual(
      parts.map((part) => part.length),
      [6, 2, 4],
    );
    assert.deepEqual(
      parts.flat().sort((a, b) => a - b),
      [...Array(12).keys()],
    );
    for (const part of parts)
      assert.deepEqual(
        part,
        part.toSorted((a, b) => a - b),
      );
  }
  assert.deepEqual(
    byChance.flatMap(([, , held = []]) => held).sort((a, b) => a - b),
    [...Array(12).keys()],
  );
  assert.deepEqual(lists(1, { type: 'kFold', folds: 3 }), byChance[1]);
});
