import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ExamplePrediction } from '../../../../src/contracts/predictions.ts';
import type { TextRows } from '../../../../src/core/data/text/textRows.ts';
import type { PreparedTask } from '../../../../src/core/tasks/preparedTask.ts';
import { prepareText } from '../../../../src/core/tasks/prepareText.ts';
import { fakeTextPlan, fakeTextRows } from '../../../fakes/textPlan.ts';
import type { TextPlanParts } from '../../../fakes/textPlan.ts';

async function prepare(rows: TextRows, parts: TextPlanParts): Promise<PreparedTask> {
  return prepareText(rows, await fakeTextPlan(parts));
}

/** Judges answers that are all class 0 (number 0), each with the probability e^-1, over the test split. */
async function judge(task: PreparedTask) {
  const { test: dataset } = task;
  assert.ok(dataset !== null);
  const examples = Uint32Array.from({ length: dataset.count }, (_, index) => index);
  const batch = await dataset.batch(examples);
  const answers =
    batch.target.data instanceof Float32Array
      ? { values: new Float32Array(batch.size), classes: null, logLoss: null, written: null }
      : {
          values: null,
          classes: new Int32Array(batch.target.data.length),
          logLoss: new Float32Array(batch.target.data.length).fill(1),
          written: null,
        };
  const figures = task.figures();
  figures.add(batch, answers);
  const evaluator = task.evaluator();
  evaluator.add('test', examples, batch, answers);
  const { evaluation, predictions } = evaluator.finish();
  assert.ok(predictions.type === 'examples');
  return { figures: figures.values(), evaluation, examples: predictions.examples.map(briefly) };
}

function briefly({ row, input, truth, prediction }: ExamplePrediction): readonly (string | number)[] {
  return [row, input, truth, prediction];
}

const texts = ['good day', 'bad day', 'so good', 'good', 'bad'];

test('a classification is judged beside the majority, with the rows of the file', async () => {
  const labels = ['ham', 'spam', 'spam', 'ham', 'ham'];
  const { figures, evaluation, examples } = await judge(await prepare(fakeTextRows(texts, labels), {}));
  assert.equal(figures['accuracy'], 1);
  assert.equal(evaluation.baselines.majority?.['accuracy'], 0);
  assert.deepEqual(examples, [[5, 'bad', 'ham', 'ham']]);
});

test('a regression is judged beside the mean', async () => {
  const parts = { target: { type: 'number', column: 'label' } };
  const { evaluation, examples } = await judge(await prepare(fakeTextRows(texts, ['1', '2', '6', '1', '4']), parts));
  assert.deepEqual(examples, [[5, 'bad', '4', '3']]);
  assert.ok(Math.abs((evaluation.baselines.mean?.['mae'] ?? 0) - 1) < 1e-6);
});

test('a tagging is judged beside the most frequent tag of each word', async () => {
  const rows = fakeTextRows(texts, ['A N', 'A N', 'B A', 'A', 'A'], { areTokens: true });
  const { figures, evaluation, examples } = await judge(
    await prepare(rows, { target: { type: 'tags', column: 'label' } }),
  );
  assert.equal(figures['tokenAccuracy'], 1);
  assert.equal(evaluation.baselines.mostFrequentTag?.['tokenAccuracy'], 1);
  assert.deepEqual(examples, [[5, 'bad', 'A', 'A']]);
});

test('a translation is judged beside its own input', async () => {
  const parts = { target: { type: 'text', column: 'label' } };
  const rows = fakeTextRows(texts, ['好 天', '坏 天', '很好', '好', 'bad']);
  const { figures, evaluation, examples } = await judge(await prepare(rows, parts));
  assert.equal(figures['perplexity'], Math.E);
  assert.equal(evaluation.baselines.copy?.['exactMatch'], 0);
  assert.deepEqual(examples[0]?.slice(0, 3), [5, 'bad', 'bad']);
});

test('a language model is judged beside the frequencies of its tokens', async () => {
  const parts = { target: { type: 'next' }, input: { tokenizer: 'character' } };
  const running = fakeTextRows(['abcab', 'cabca', 'bca'], null, { isRunning: true });
  const { figures, evaluation, examples } = await judge(await prepare(running, parts));
  assert.equal(figures['bitsPerCharacter'], 1 / Math.LN2);
  assert.ok((evaluation.baselines.unigram?.['perplexity'] ?? 0) > 2);
  assert.deepEqual(examples[0]?.slice(0, 3), [3, 'ca', 'a\n']);
  const table = await prepare(fakeTextRows(['ab', '', 'abc', 'ba', 'cb', 'ca'], null), {
    ...parts,
    data: { missingValueStrategy: 'drop_row' },
  });
  assert.deepEqual((await judge(table)).examples[0]?.slice(0, 3), [6, 'c', 'a']);
});
