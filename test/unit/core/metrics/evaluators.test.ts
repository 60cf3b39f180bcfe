import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Evaluation } from '../../../../src/contracts/evaluation.ts';
import type { ExamplePrediction } from '../../../../src/contracts/predictions.ts';
import type { Batch } from '../../../../src/core/data/dataset.ts';
import type { Answers } from '../../../../src/core/metrics/answers.ts';
import { createClassEvaluator } from '../../../../src/core/metrics/classEvaluator.ts';
import { createExampleCollector } from '../../../../src/core/metrics/exampleCollector.ts';
import { createLanguageEvaluator } from '../../../../src/core/metrics/languageEvaluator.ts';
import { createNumberEvaluator } from '../../../../src/core/metrics/numberEvaluator.ts';
import { collectTagFacts, createTagEvaluator } from '../../../../src/core/metrics/tagEvaluator.ts';
import type { DescribeOrigin } from '../../../../src/core/metrics/taskEvaluator.ts';
import { createTranslationEvaluator } from '../../../../src/core/metrics/translationEvaluator.ts';
import type { Evaluator } from '../../../../src/core/tasks/preparedTask.ts';
import { classAnswers, classBatch, numberAnswers, numberBatch, sequenceAnswers, sequenceBatch } from './batches.ts';

const origin: DescribeOrigin = (split, example) => ({ row: example + 1, input: `${split} ${String(example)}` });

type Told = readonly (readonly [Batch, Answers])[];

/** Judges what a model said of the test split and of the validation split. */
function judge(evaluator: Evaluator, test: Told, validation: Told = []) {
  for (const [split, told] of [['validation', validation] as const, ['test', test] as const]) {
    let first = 0;
    for (const [batch, answers] of told) {
      const from = first;
      evaluator.add(
        split,
        Uint32Array.from({ length: batch.size }, (_, index) => from + index),
        batch,
        answers,
      );
      first += batch.size;
    }
  }
  const { evaluation, predictions } = evaluator.finish();
  assert.ok(predictions.type === 'examples');
  return { evaluation, examples: predictions.examples };
}

function assertFigures(actual: Evaluation['test'] | undefined, expected: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(expected)) {
    assert.ok(Math.abs((actual?.[name] ?? NaN) - value) < 1e-5, `${name}: ${String(actual?.[name])}, not ${value}`);
  }
}

function assertWarnings(evaluation: Evaluation, ...expected: readonly RegExp[]): void {
  assert.equal(evaluation.warnings.length, expected.length, evaluation.warnings.join('\n'));
  for (const [index, warning] of expected.entries()) assert.match(evaluation.warnings[index] ?? '', warning);
}

describe('a classification', () => {
  const labels = ['ham', 'spam', 'news'];
  const create = (): Evaluator =>
    createClassEvaluator({ labels, trainCounts: [6, 3, 1], metrics: ['f1Micro'], origin, confusion: true });

  test('stands beside the majority of the training split, and each example is told', () => {
    const said = numberAnswers(Float32Array.of(0.8, 0.1, 0.1, 0.25, 0.5, 0.25, 0.2, 0.7, 0.1, 0.1, 0.1, 0.8));
    const answers = { ...said, ...classAnswers([0, 1, 1, 2], 0.5), values: said.values };
    const { evaluation, examples } = judge(create(), [[classBatch([0, 1, 0, 2]), answers]]);
    assertFigures(evaluation.test, { accuracy: 0.75, crossentropy: Math.LN2, f1Micro: 0.75 });
    assert.equal(evaluation.test?.['f1Weighted'], undefined);
    assertFigures(evaluation.baselines.majority, {
      accuracy: 0.5,
      precision: 0.5 / 3,
      recall: 1 / 3,
      crossentropy: -(2 * Math.log(0.6) + Math.log(0.3) + Math.log(0.1)) / 4,
    });
    assert.deepEqual([evaluation.validation, evaluation.forecasting, evaluation.classes?.split], [null, null, 'test']);
    assertWarnings(evaluation);
    const third: ExamplePrediction = {
      split: 'test',
      row: 3,
      input: 'test 2',
      truth: 'ham',
      prediction: 'spam',
      probability: Math.fround(0.7),
      loss: Math.fround(Math.LN2),
    };
    assert.deepEqual(examples[2], third);
  });

  test('is warned about: no better than the majority, a class never found, a class without an example', () => {
    const { evaluation } = judge(create(), [[classBatch([0, 0, 0, 1]), classAnswers([0, 0, 1, 0])]]);
    assertWarnings(
      evaluation,
      /test split.*most frequent class of the training rows: Accuracy 0\.5 against 0\.75, F1 [\d.]+ against [\d.]+\.$/,
      /no example of these classes is recognized: spam\.$/,
      /no example of these classes.*: news\.$/,
    );
  });

  test('many classes are counted, a few are named', () => {
    const names = Array.from('abcdefg');
    const evaluator = createClassEvaluator({
      labels: names,
      trainCounts: names.map(() => 1),
      metrics: [],
      origin,
      confusion: true,
    });
    const { evaluation } = judge(evaluator, [[classBatch([0]), classAnswers([0])]]);
    assert.match(evaluation.warnings.at(-1) ?? '', /: b, c, d, e, f and 1 more\.$/);
  });

  test('the validation split is judged where there is no test split; without both nothing is measured', () => {
    const told: Told = [[classBatch([0, 1, 2]), classAnswers([0, 1, 2])]];
    const { evaluation } = judge(create(), [], told);
    assert.deepEqual([evaluation.test, evaluation.classes?.split], [null, 'validation']);
    assertFigures(evaluation.baselines.majority, { accuracy: 1 / 3 });
    assertWarnings(judge(create(), []).evaluation, /neither a validation nor a test split/);
  });

  test('a single output gives the probability of what was said', () => {
    const evaluator = createClassEvaluator({
      labels: ['no', 'yes'],
      trainCounts: [1, 1],
      metrics: [],
      origin,
      confusion: false,
    });
    const { examples, evaluation } = judge(evaluator, [
      [classBatch([1, 1]), numberAnswers(Float32Array.of(0.75, 0.25))],
    ]);
    assert.deepEqual([evaluation.classes?.confusion, evaluation.classes?.labels.length], [null, 2], 'not asked for');
    assert.deepEqual(
      examples.map(({ prediction, probability }) => [prediction, probability]),
      [
        ['yes', 0.75],
        ['no', 0.75],
      ],
    );
  });
});

test('a regression stands beside the mean of the training split, in original units', () => {
  // Model units are half of the original ones, less one.
  const scaler = { type: 'scaler', columns: ['price'], log1p: false, scale: [0.5], offset: [-1] } as const;
  const told = (values: readonly number[]): Told => [
    [numberBatch(Float32Array.of(0, 1, 2), 1), numberAnswers(Float32Array.from(values))],
  ];
  const evaluate = (values: readonly number[]) =>
    judge(createNumberEvaluator({ metrics: ['mape'], scaler, trainMean: 4, origin }), told(values));
  const { evaluation, examples } = evaluate([0, 1, 1.5]);
  assertFigures(evaluation.test, { mae: 1 / 3, rmse: Math.sqrt(1 / 3), r2: 7 / 8, mape: 100 / 18 });
  assertFigures(evaluation.baselines.mean, { mae: 4 / 3, rmse: Math.sqrt(8 / 3), r2: 0 });
  assertWarnings(evaluation);
  assert.deepEqual(examples[2], {
    ...{ split: 'test', row: 3, input: 'test 2', truth: '6', prediction: '5', probability: null, loss: 1 },
  });
  assertWarnings(evaluate([9, 9, 9]).evaluation, /does not beat the mean of the training rows: MAE 16 against 1\.333/);
});

test('a tagging stands beside the most frequent tag of all and of each word', () => {
  const [o, per] = [0, 1];
  const facts = collectTagFacts([
    [
      [5, 6, 7],
      [o, per, o],
    ],
    [
      [6, 6, 5],
      [per, o, o],
    ],
  ]);
  assert.deepEqual(facts, {
    majority: o,
    tagOf: new Map([
      [5, o],
      [6, per],
      [7, o],
    ]),
  });
  const evaluator = createTagEvaluator({ labels: ['O', 'B-PER'], facts, metrics: ['f1Weighted'], origin });
  const batch = sequenceBatch(
    [
      [o, per, per],
      [per, o],
    ],
    [
      [5, 6, 9],
      [6, 6],
    ],
  );
  const answers = sequenceAnswers([
    [o, per, per],
    [per, per],
  ]);
  const { evaluation, examples } = judge(evaluator, [[batch, answers]]);
  assertFigures(evaluation.test, { tokenAccuracy: 0.8, entityRecall: 1, entityPrecision: 0.75 });
  // O: precision 1, recall 1/2; B-PER: precision 3/4, recall 1. Each answer has half the probability.
  assertFigures(evaluation.test, { f1Weighted: (2 * (2 / 3) + 3 * (6 / 7)) / 5, crossentropy: Math.LN2 });
  assert.equal(evaluation.test?.['f1Micro'], undefined);
  assertFigures(evaluation.baselines.majority, { tokenAccuracy: 0.4, entityF1: 0 });
  assert.ok(!('crossentropy' in (evaluation.baselines.majority ?? {})));
  assertFigures(evaluation.baselines.mostFrequentTag, { tokenAccuracy: 0.6, entityRecall: 2 / 3 });
  assert.deepEqual(evaluation.classes?.confusion, [
    [1, 1],
    [0, 3],
  ]);
  assert.deepEqual([examples[1]?.truth, examples[1]?.prediction], ['B-PER O', 'B-PER B-PER']);
  assertWarnings(evaluation);
});

test('a language model stands beside the frequencies of its tokens', () => {
  const tokens = ['', '?', 'a', 'b'];
  const evaluate = (probability: number) => {
    const join = (parts: readonly string[]): string => parts.join('');
    const evaluator = createLanguageEvaluator({ tokens, trainCounts: [0, 0, 5, 3], join, origin });
    return judge(evaluator, [[sequenceBatch([[2, 3], [2]]), sequenceAnswers([[2, 2], [2]], probability)]]);
  };
  const { evaluation, examples } = evaluate(0.5);
  assertFigures(evaluation.test, { perplexity: 2, bitsPerCharacter: 1, tokenAccuracy: 2 / 3 });
  // Laplace: a 6 of 12, b 4 of 12.
  assertFigures(evaluation.baselines.unigram, { perplexity: 12 ** (1 / 3), tokenAccuracy: 2 / 3 });
  assert.deepEqual([examples[0]?.truth, examples[0]?.prediction], ['ab', 'aa']);
  assertWarnings(evaluation);
  assertWarnings(evaluate(0.1).evaluation, /does not beat the unigram model.*: Perplexity 10 against 2\.289\.$/);
});

describe('a translation', () => {
  const inputTokens = ['', '?', 'hello', 'taxi', 'world'];
  const targetTokens = ['', '?', '<start>', '<end>', 'bonjour', 'taxi', 'monde'];
  const [end, bonjour, taxi, monde] = [3, 4, 5, 6];
  const create = (describeOrigin = origin): Evaluator =>
    createTranslationEvaluator({ inputTokens, targetTokens, join: (parts) => parts.join(' '), origin: describeOrigin });
  const batch = sequenceBatch(
    [
      [bonjour, taxi, end],
      [monde, end],
    ],
    [[2, 3], [4]],
  );
  const guesses = [
    [bonjour, taxi, end],
    [taxi, end],
  ];

  test('stands beside its input as it is', () => {
    const told: Told = [[batch, sequenceAnswers(guesses, 0.5, [[bonjour, taxi], [taxi]])]];
    const { evaluation, examples } = judge(create(), told);
    assertFigures(evaluation.test, { tokenErrorRate: 1 / 3, exactMatch: 0.5, tokenAccuracy: 0.8, perplexity: 2 });
    assertFigures(evaluation.baselines.copy, { tokenErrorRate: 2 / 3, exactMatch: 0 });
    assert.deepEqual(
      examples.map(({ truth, prediction }) => [truth, prediction]),
      [
        ['bonjour taxi', 'bonjour taxi'],
        ['monde', 'taxi'],
      ],
    );
    assertWarnings(evaluation);
  });

  test('stands beside its input without the padding that a model reads', () => {
    const truths = [
      [bonjour, taxi, end],
      [monde, end],
    ];
    const leftPadded = {
      ...sequenceBatch(truths, [
        [2, 3],
        [0, 4],
      ]),
      lengths: null,
    };
    const told: Told = [[leftPadded, sequenceAnswers(guesses, 0.5, [[bonjour, taxi], [taxi]])]];
    assertFigures(judge(create(), told).evaluation.baselines.copy, { tokenErrorRate: 2 / 3 });
  });

  test('that always writes the same is warned about', () => {
    const told: Told = [[batch, sequenceAnswers(guesses, 0.5, [[monde], [monde]])]];
    assert.match(judge(create(), told).evaluation.warnings.at(-1) ?? '', /the same for every example/);
  });

  test('is shown by what it expected where it did not write, and a truth that is known better is taken', () => {
    const { examples } = judge(
      create((_, example) => ({ row: example, input: '', truth: 'Bonjour, taxi !' })),
      [[batch, sequenceAnswers(guesses)]],
    );
    assert.deepEqual([examples[0]?.truth, examples[0]?.prediction], ['Bonjour, taxi !', 'bonjour taxi']);
  });
});

test('of many examples evenly spaced ones are kept, and long texts are cut', () => {
  const collector = createExampleCollector(10);
  // In any order: those of two halves take turns.
  for (const row of Array.from({ length: 46 }, (_, turn) => 23 * (turn % 2) + Math.floor(turn / 2))) {
    collector.add(row, () => ({
      ...{ split: 'test', row, input: 'x'.repeat(2000), truth: '', prediction: '', probability: null, loss: null },
    }));
  }
  const kept = collector.values();
  assert.deepEqual(
    kept.map(({ row }) => row),
    [0, 8, 16, 24, 32, 40],
  );
  assert.deepEqual([kept[0]?.input.length, kept[0]?.input.at(-1)], [1000, '…']);
});
