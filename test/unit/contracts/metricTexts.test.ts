import assert from 'node:assert/strict';
import { test } from 'node:test';
import { baselineDeed, baselineLabel, describeBaseline } from '../../../src/contracts/baselineTexts.ts';
import { BASELINE_NAMES } from '../../../src/contracts/evaluation.ts';
import { headlineFigure, higherIsBetter, metricLabel } from '../../../src/contracts/metricTexts.ts';
import type { Task } from '../../../src/contracts/plan.ts';
import { traitsOf } from '../../../src/core/spec/task.ts';

const tasks: readonly Task[] = [
  ...(['forecasting', 'regression', 'classification', 'tagging', 'translation', 'languageModel'] as const),
];

test('every metric of every task has a name for people', () => {
  const metrics = tasks.flatMap((task) => traitsOf(task).metrics).filter((metric) => metric !== 'confusionMatrix');
  for (const metric of metrics) assert.notEqual(metricLabel(metric), metric);
  assert.equal(metricLabel('something new'), 'something new');
});

test('shares of right answers are better the higher they are, errors the lower', () => {
  const check = (metrics: string, expected: boolean): void => {
    for (const metric of metrics.split(' ')) assert.equal(higherIsBetter(metric), expected, metric);
  };
  check('accuracy precision recall f1 tokenAccuracy entityPrecision entityRecall entityF1 bleu exactMatch r2', true);
  check('loss mae mse rmse mape smape mase crossentropy perplexity bitsPerCharacter tokenErrorRate', false);
});

test('runs are compared by the figure that tells most about their task', () => {
  const check = (metrics: string, expected: string | undefined): void => {
    const figures = Object.fromEntries(metrics.split(' ').map((metric) => [metric, 0.5]));
    assert.equal(headlineFigure(figures)?.metric, expected);
  };
  check('rmse mae mase', 'mae');
  check('precision accuracy f1', 'accuracy');
  check('tokenAccuracy entityPrecision entityF1', 'entityF1');
  check('tokenAccuracy', 'tokenAccuracy');
  check('tokenAccuracy perplexity bleu', 'bleu');
  check('tokenAccuracy bitsPerCharacter perplexity', 'perplexity');
  check('something', undefined);
});

test('every baseline has a title, a deed and a description of its own', () => {
  for (const texts of [baselineLabel, baselineDeed, describeBaseline]) {
    assert.equal(new Set(BASELINE_NAMES.map(texts)).size, BASELINE_NAMES.length);
  }
});
