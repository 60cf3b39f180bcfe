import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ClassScores } from '../../../../src/contracts/evaluation.ts';
import { CLASS_METRICS, createClassFigures } from '../../../../src/core/metrics/classFigures.ts';
import { classAnswers, classBatch, numberAnswers } from './batches.ts';

/** Counts truths and predictions written as digits, in batches divided by blanks. */
function count(labels: string, truths: string, predictions: string) {
  const figures = createClassFigures(Array.from(labels), CLASS_METRICS);
  const batches = predictions.split(' ');
  for (const [index, truth] of truths.split(' ').entries()) {
    figures.add(classBatch(Array.from(truth, Number)), classAnswers(Array.from(batches[index] ?? '', Number)));
  }
  return figures;
}

function assertClose(actual: Readonly<Record<string, number>>, expected: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(expected)) {
    assert.ok(Math.abs((actual[name] ?? NaN) - value) < 1e-6, `${name}: ${String(actual[name])}, expected ${value}`);
  }
}

describe('figures of classes', () => {
  test('batches are added up, not averaged: precision is 2/5, where the mean of 1/4 and 1/1 is 0.625', () => {
    const figures = count('ab', '0001 1', '1111 1');
    const { perClass } = figures.report('test');
    assert.deepEqual(perClass[1], { precision: 2 / 5, recall: 1, f1: 4 / 7, support: 2 });
    assert.deepEqual(perClass[0], { precision: 0, recall: 0, f1: 0, support: 3 });
    assertClose(figures.values(), { accuracy: 0.4, precision: 0.2, recall: 0.5, f1: 2 / 7 });
  });

  test('three classes, as scikit-learn’s documentation counts them', () => {
    // precision_recall_fscore_support([0, 1, 2, 0, 1, 2], [0, 2, 1, 0, 0, 1], zero_division=0)
    const figures = count('abc', '012012', '021001');
    const { averages, confusion, perClass } = figures.report('validation');
    assert.deepEqual(confusion, [
      [2, 0, 0],
      [1, 0, 1],
      [0, 2, 0],
    ]);
    assert.deepEqual(
      perClass.map(({ support }) => support),
      [2, 2, 2],
    );
    const check = (scores: ClassScores, precision: number, recall: number, f1: number): void => {
      assertClose({ ...scores }, { precision, recall, f1 });
    };
    check(averages.macro, 2 / 9, 1 / 3, 0.8 / 3);
    check(averages.micro, 1 / 3, 1 / 3, 1 / 3);
    check(averages.weighted, 2 / 9, 1 / 3, 0.8 / 3);
  });

  test('the weighted mean follows the support, and classes that never occur count in no mean', () => {
    // a: tp 3, fp 1, fn 0; b: tp 0, fp 0, fn 1; c neither in truth nor in prediction.
    const figures = count('abc', '0001', '0000');
    const { averages } = figures.report('test');
    assertClose({ ...averages.macro }, { precision: 3 / 8, recall: 1 / 2, f1: 3 / 7 });
    assertClose({ ...averages.weighted }, { precision: 9 / 16, recall: 3 / 4, f1: 9 / 14 });
    assertClose({ ...averages.micro }, { precision: 3 / 4, recall: 3 / 4, f1: 3 / 4 });
    assertClose(figures.values(), { f1: 3 / 7, f1Weighted: 9 / 14, f1Micro: 3 / 4 });
  });

  test('what has weight 0 is not measured, and other weights change nothing', () => {
    const figures = createClassFigures(['a', 'b'], CLASS_METRICS);
    figures.add(classBatch([0, 1, 1], [5, 0, 0.1]), classAnswers([0, 0, 1], 0.25));
    assertClose(figures.values(), { accuracy: 1, f1: 1, crossentropy: Math.log(4) });
  });

  test('probabilities give classes and crossentropy, also those of a single output', () => {
    const check = (width: number, values: readonly number[]): void => {
      const figures = createClassFigures(['no', 'yes'], ['accuracy', 'crossentropy']);
      figures.add(classBatch([1, 0, 1, 0]), numberAnswers(Float32Array.from(values)));
      const nats = -(Math.log(0.75) + Math.log(0.9) + Math.log(0.25) + Math.log(0.5)) / 4;
      assertClose(figures.values(), { accuracy: 0.75, crossentropy: nats });
      assert.equal(values.length, 4 * width);
    };
    check(1, [0.75, 0.1, 0.25, 0.5]);
    check(2, [0.25, 0.75, 0.9, 0.1, 0.75, 0.25, 0.5, 0.5]);
  });

  test('a probability of 0 costs much, but not infinitely much', () => {
    const figures = createClassFigures(['no', 'yes'], ['crossentropy']);
    figures.add(classBatch([1]), numberAnswers(Float32Array.of(0)));
    assertClose(figures.values(), { crossentropy: 23 * Math.LN2 });
  });

  test('only what was asked for is told, in that order', () => {
    const figures = createClassFigures(['a'], ['f1', 'accuracy']);
    assert.deepEqual(Object.entries(figures.values()), [
      ['f1', NaN],
      ['accuracy', NaN],
    ]);
    figures.add(classBatch([0]), classAnswers([0]));
    assert.deepEqual(figures.values(), { f1: 1, accuracy: 1 });
  });

  test('with too many classes to look at there is no confusion matrix', () => {
    const figures = createClassFigures(
      Array.from({ length: 101 }, (_, index) => String(index)),
      ['accuracy'],
    );
    figures.add(classBatch([100, 3]), classAnswers([100, 4]));
    const { confusion, perClass } = figures.report('test');
    assert.equal(confusion, null);
    assert.deepEqual([perClass[100]?.f1, perClass[3]?.support], [1, 1]);
  });

  test('classes that there are not, and answers of another size, are defects', () => {
    const figures = createClassFigures(['a', 'b'], CLASS_METRICS);
    const add = (truth: number[], prediction: number[]) => (): void => {
      figures.add(classBatch(truth), classAnswers(prediction));
    };
    assert.throws(add([2], [0]), /of 2 classes/);
    assert.throws(add([0], [-1]), /of 2 classes/);
    assert.throws(add([0, 1], [0]), /1 answers for 2 entries/);
    assert.throws(() => {
      figures.add(classBatch([0]), { values: null, classes: null, logLoss: null, written: null });
    }, /need classes/);
  });
});
