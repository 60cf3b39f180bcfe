import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExamplePrediction, Predictions } from '../../../../src/contracts/predictions.ts';
import { predictionsForPage } from '../../../../src/host/panels/predictionsForPage.ts';
import { samplePredictions } from '../../../fakes/trainingSamples.ts';

function example(row: number, loss: number | null): ExamplePrediction {
  return { split: 'test', row, input: '', truth: '', prediction: '', probability: null, loss };
}

function rowsOf(predictions: Predictions): number[] {
  assert.ok(predictions.type === 'examples');
  return predictions.examples.map(({ row }) => row);
}

test('what is not too much is sent as it is', () => {
  assert.equal(predictionsForPage(samplePredictions), samplePredictions);
  const few: Predictions = { type: 'examples', examples: [example(1, 0), example(2, 1)] };
  assert.equal(predictionsForPage(few, 2), few);
});

test('of very many examples the worst half is sent, and some of the others, in the order of the data', () => {
  const examples = Array.from({ length: 10 }, (_, row) => example(row, row === 3 || row === 8 ? 5 : row / 100));
  assert.deepEqual(rowsOf(predictionsForPage({ type: 'examples', examples }, 4)), [0, 3, 5, 8]);
});

test('examples without a loss are not the worst', () => {
  const examples = [example(0, null), example(1, 2), example(2, null), example(3, 1)];
  assert.deepEqual(rowsOf(predictionsForPage({ type: 'examples', examples }, 2)), [0, 1]);
});
