import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ClassReport } from '../../../../src/contracts/evaluation.ts';
import { collectClassTable, nextOrder } from '../../../../webviews/curves/classTable.ts';
import { collectConfusion, formatShare, moveInGrid } from '../../../../webviews/curves/confusion.ts';

const scores = { precision: 0.25, recall: 0.5, f1: 1 / 3 };

const report: ClassReport = {
  split: 'test',
  labels: ['b10', 'b9', 'a'],
  confusion: [
    [3, 1, 0],
    [0, 0, 0],
    [1, 0, 1],
  ],
  perClass: [
    { ...scores, support: 4 },
    { ...scores, f1: 0.75, support: 0 },
    { ...scores, f1: 0.1, support: 2 },
  ],
  averages: { macro: scores, weighted: scores, micro: scores },
};

function manyClasses(count: number): ClassReport {
  const labels = Array.from({ length: count }, (_, index) => String(index));
  return { ...report, labels, confusion: labels.map(() => labels.map(() => 0)) };
}

describe('the confusion matrix', () => {
  test('shares are of the row; a class without examples has none', () => {
    const table = collectConfusion(report);
    assert.deepEqual(
      table?.rows.map((row) => row.map(({ share }) => share)),
      [
        [0.75, 0.25, 0],
        [0, 0, 0],
        [0.5, 0, 0.5],
      ],
    );
    assert.equal(table.rows[0]?.[1]?.hint, `1 of 4 “b10” were taken for “b9” (${formatShare(0.25)})`);
    assert.equal(table.rows[2]?.[2]?.hint, `1 of 2 “a” were recognized (${formatShare(0.5)})`);
  });

  test('there is none without classes, or with too many of them', () => {
    assert.equal(collectConfusion(null), null);
    assert.equal(collectConfusion({ ...report, confusion: null }), null);
  });

  test('the more classes, the smaller the cells', () => {
    assert.deepEqual(
      [10, 11, 30, 31].map((count) => collectConfusion(manyClasses(count))?.size),
      ['large', 'medium', 'medium', 'small'],
    );
  });

  test('arrows, Home and End move inside it', () => {
    const check = (
      key: string,
      expected: readonly [number, number] | null,
      from: readonly [number, number] = [1, 1],
    ) => {
      assert.deepEqual(moveInGrid(key, from, 3), expected);
    };
    check('ArrowUp', [0, 1]);
    check('ArrowDown', [2, 1]);
    check('ArrowLeft', [1, 0]);
    check('ArrowRight', [1, 2]);
    check('ArrowRight', [0, 2], [0, 2]);
    check('ArrowUp', [0, 2], [0, 2]);
    check('Home', [1, 0]);
    check('End', [1, 2]);
    check('x', null);
  });
});

describe('the table of classes', () => {
  const order = (column: 'label' | 'f1' | 'support', descending: boolean): readonly string[] =>
    collectClassTable(report, { column, descending }).classes.map(({ label }) => label);

  test('is sorted by any column, names as people count', () => {
    assert.deepEqual(order('support', true), ['b10', 'a', 'b9']);
    assert.deepEqual(order('f1', false), ['a', 'b10', 'b9']);
    assert.deepEqual(order('label', false), ['a', 'b9', 'b10']);
    assert.deepEqual(order('label', true), ['b10', 'b9', 'a']);
  });

  test('has the means below', () => {
    const { means } = collectClassTable(report, { column: 'label', descending: false });
    assert.deepEqual(
      means.map(({ label, cells }) => [label, cells.at(-1)]),
      [
        ['Mean (macro)', '6'],
        ['Weighted mean', '6'],
        ['All together (micro)', '6'],
      ],
    );
  });

  test('a click on a head sorts by it, numbers the largest first; once more, the reverse', () => {
    const byF1 = nextOrder({ column: 'label', descending: false }, 'f1');
    assert.deepEqual(byF1, { column: 'f1', descending: true });
    assert.deepEqual(nextOrder(byF1, 'f1'), { column: 'f1', descending: false });
    assert.deepEqual(nextOrder(byF1, 'label'), { column: 'label', descending: false });
  });
});
