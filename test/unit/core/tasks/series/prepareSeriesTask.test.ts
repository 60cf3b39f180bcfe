import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Plan } from '../../../../../src/contracts/plan.ts';
import { UserError } from '../../../../../src/contracts/userError.ts';
import { analyse } from '../../../../../src/core/spec/analyse.ts';
import type { PreparedTask } from '../../../../../src/core/tasks/preparedTask.ts';
import { isSeriesTask, prepareSeriesTask } from '../../../../../src/core/tasks/series/prepareSeriesTask.ts';
import { drawAll, drawBatch, integers } from '../../../../fakes/batches.ts';
import { fakeTable, type FakeColumns } from '../../../../fakes/seriesTable.ts';

async function planOf(
  { split, ...rest }: { readonly split?: object },
  layers: readonly object[] = [{ type: 'lstm', units: 2 }],
): Promise<Plan> {
  const text = JSON.stringify({
    version: 1,
    data: { source: 'data.csv', ...rest, ...(split === wholly ? {} : { split }) },
    layers,
  });
  const { plan, problems } = await analyse(text, 'x.lstm.json');
  assert.ok(plan !== null, JSON.stringify(problems));
  // A spec must hold rows out; a test need not.
  return split === wholly ? { ...plan, data: { ...plan.data, split: wholly } } : plan;
}

async function prepare(columns: FakeColumns, data: object, earlier?: PreparedTask['fitted']): Promise<PreparedTask> {
  const dense = [{ type: 'dense', units: 2, activation: 'relu' }];
  const vector = 'input' in data && JSON.stringify(data.input).includes('vector');
  const plan = await planOf(data, vector ? dense : undefined);
  assert.ok(isSeriesTask(plan.data));
  return prepareSeriesTask(fakeTable(columns), plan, plan.data, { earlier });
}

const window = (size: number, columns: readonly string[] = ['y']): object => ({
  type: 'timeseries',
  columns,
  windowSize: size,
  normalization: 'none',
});
const wholly = { type: 'time', probabilities: [1, 0, 0], gap: 0 } as const;
const label = { type: 'category', column: 'label' };

test('a window is answered with the number in its last row', async () => {
  const columns = { numbers: { y: integers(6), z: integers(6, 10) } };
  const target = { type: 'number', column: 'z', normalization: 'none' };
  const { train, fitted } = await prepare(columns, { input: window(3), target, split: wholly });
  assert.deepEqual(drawAll(train), {
    inputs: [
      [0, 1, 2],
      [1, 2, 3],
      [2, 3, 4],
      [3, 4, 5],
    ],
    targets: [[12], [13], [14], [15]],
  });
  assert.deepEqual(drawBatch(train, [0]).target.shape, [1, 1]);
  assert.deepEqual(fitted.target, { type: 'scaler', columns: ['z'], log1p: false, scale: [1], offset: [0] });
});

test('a window is answered with the label in its last row, by its number among the sorted labels', async () => {
  const columns = { numbers: { y: integers(6) }, words: { label: ['up', 'up', 'up', 'down', 'up', 'flat'] } };
  const task = await prepare(columns, { input: window(3), target: label, split: wholly });
  assert.deepEqual(task.fitted.target, { type: 'labels', labels: ['down', 'flat', 'up'] });
  assert.deepEqual(task.sizes, { classes: 3 });
  const { target, weights } = drawBatch(task.train, [0, 1, 2, 3]);
  assert.deepEqual(target, { data: Int32Array.of(2, 0, 2, 1), shape: [4] });
  assert.equal(weights, null);
});

test('rare labels count more while training, and only then', async () => {
  const columns = { numbers: { y: integers(8) }, words: { label: ['a', 'a', 'a', 'b', 'a', 'b', 'a', 'b'] } };
  const split = { type: 'time', probabilities: [0.5, 0.5, 0] };
  const task = await prepare(columns, { input: window(1), target: label, split, classWeight: 'balanced' });
  const rounded = [...(drawBatch(task.train, [0, 1, 2, 3]).weights ?? [])].map((weight) => Math.round(weight * 300));
  assert.deepEqual(rounded, [200, 200, 200, 600]);
  assert.ok(task.validation !== null);
  assert.equal(drawBatch(task.validation, [0]).weights, null);
});

test('labels are shared out evenly over windows', async () => {
  const words = { label: integers(40).map((row) => (row % 4 === 0 ? 'rare' : 'often')) };
  const split = { type: 'stratify', probabilities: [0.5, 0.25, 0.25] };
  const task = await prepare({ numbers: { y: integers(40) }, words }, { input: window(1), target: label, split });
  for (const [name, rare] of [
    ['train', 5],
    ['validation', 2.5],
    ['test', 2.5],
  ] as const) {
    const { targets } = drawAll(task[name]);
    assert.ok(Math.abs(targets.flat().filter((one) => one === 1).length - rare) <= 1, name);
  }
});

test('rows by themselves are examples, whatever their order', async () => {
  const columns = { numbers: { a: [1, 2, 3, 4], b: [5, 6, 7, 8], z: [0, 1, 0, 1] }, days: [9, 3, 9, 1] };
  const input = { type: 'vector', columns: ['b', 'a'], normalization: 'none' };
  const target = { type: 'number', column: 'z', normalization: 'none' };
  const { train } = await prepare(columns, { input, target, time: 'date', split: wholly });
  const { input: drawn, target: truth } = drawBatch(train, [3, 0]);
  assert.deepEqual(drawn, { data: Float32Array.of(8, 4, 5, 1), shape: [2, 2] });
  assert.deepEqual([...truth.data], [1, 0]);
});

test('a scaler of rows that chance shares out sees the training rows alone', async () => {
  const input = { type: 'vector', columns: ['a'] };
  const target = { type: 'number', column: 'a', normalization: 'none' };
  const split = { type: 'random', probabilities: [0.5, 0.25, 0.25] };
  const values = integers(40);
  const before = await prepare({ numbers: { a: values } }, { input, target, split });
  const held = [...drawAll(before.validation).targets, ...drawAll(before.test).targets].flat();
  assert.equal(held.length, 20);
  const changed = values.map((value) => (held.includes(value) ? 1e6 : value));
  const after = await prepare({ numbers: { a: changed } }, { input, target, split });
  assert.deepEqual(after.fitted.input, before.fitted.input);
});

test('what an earlier run learned is used as it is', async () => {
  const columns = { numbers: { y: [5, 6, 7, 8] }, words: { label: ['b', 'a', 'b', 'b'] } };
  const fitted = {
    input: { type: 'scaler', columns: ['y'], log1p: false, scale: [2], offset: [1] },
    target: { type: 'labels', labels: ['c', 'b', 'a'] },
  } as const;
  const task = await prepare(columns, { input: window(1), target: label, split: wholly }, fitted);
  assert.deepEqual(drawAll(task.train), { inputs: [[11], [13], [15], [17]], targets: [[1], [2], [1], [1]] });
});

test('figures are judged beside the majority and the mean', async () => {
  const words = { label: ['a', 'a', 'a', 'b', 'a', 'b', 'a', 'a'] };
  const split = { type: 'time', probabilities: [0.5, 0, 0.5] };
  const task = await prepare({ numbers: { y: integers(8) }, words }, { input: window(1), target: label, split });
  const evaluator = task.evaluator();
  assert.ok(task.test !== null);
  const answers = { values: null, classes: Int32Array.of(0, 1, 0, 1), logLoss: new Float32Array(4), written: null };
  evaluator.add('test', Uint32Array.of(0, 1, 2, 3), drawBatch(task.test, [0, 1, 2, 3]), answers);
  const { evaluation, predictions } = evaluator.finish();
  assert.equal(evaluation.test?.['accuracy'], 0.75);
  assert.equal(evaluation.baselines.majority?.['accuracy'], 0.75);
  assert.ok(predictions.type === 'examples');
  assert.deepEqual(
    predictions.examples.map(({ row, truth, prediction }) => [row, truth, prediction]),
    [
      [5, 'a', 'a'],
      [6, 'b', 'b'],
      [7, 'a', 'a'],
      [8, 'a', 'b'],
    ],
  );
});

test('labels that cannot be learned are told with their place', async () => {
  const check = async (labels: readonly string[], expected: RegExp): Promise<void> => {
    const columns = { numbers: { y: integers(labels.length) }, words: { label: labels } };
    const split = { type: 'time', probabilities: [0.5, 0, 0.5] };
    await assert.rejects(prepare(columns, { input: window(1), target: label, split }), (error: unknown) => {
      assert.ok(error instanceof UserError, String(error));
      assert.match(error.message, expected);
      return true;
    });
  };
  await check(['a', 'a', 'a', 'b'], /data\.csv, column "label": all training rows have the label "a"/);
  await check(
    ['a', 'b', 'a', 'b', 'a', 'b', 'c', 'a'],
    /data\.csv, data row 7, column "label": The test split has the label "c".*"a", "b"/,
  );
});
