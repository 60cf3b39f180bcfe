import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { modelTable } from '../../../../src/host/language/modelTable.ts';

async function tableOf(spec: object): Promise<readonly string[]> {
  const { plan, problems } = await analyse(JSON.stringify(spec), 'wave.lstm.json');
  assert.ok(plan, problems.map(({ message }) => message).join('\n'));
  return modelTable(plan).split('\n');
}

const training = { epochs: 2, batchSize: 16, seed: 7 };

test('a model is a table of its layers with the head and the total', async () => {
  const series = { type: 'timeseries', columns: ['value'] };
  const data = { source: 'data.csv', input: { ...series, windowSize: 8 }, target: { ...series, horizon: 1 } };
  const lines = await tableOf({ version: 1, name: 'Wave', data, layers: [{ type: 'lstm', units: 4 }], training });
  assert.deepEqual(lines.slice(0, 9), [
    '# Wave',
    '',
    'forecasting from `data.csv`',
    '',
    '| Layer | Type  | Output shape  | Parameters | Kernel |',
    '| ----- | ----- | ------------- | ---------: | ------ |',
    '| input |       | [batch, 8, 1] |          0 |        |',
    // 4 · units · (features + units + 1) of an LSTM; a weight a unit and a bias of the head.
    '| lstm  | lstm  | [batch, 4]    |         96 | fused  |',
    lines[8],
  ]);
  assert.match(lines[8] ?? '', /dense \| \[batch, 1\] +\| +5 \|/);
  assert.ok(lines.includes('- Trainable parameters: 101'));
});

test('frozen layers are marked and counted apart', async () => {
  const data = {
    source: 'data.csv',
    input: { type: 'timeseries', columns: ['a'], windowSize: 8 },
    target: { type: 'timeseries', columns: ['a'] },
  };
  const lines = await tableOf({ version: 1, data, layers: [{ type: 'lstm', units: 4, trainable: false }], training });
  assert.ok(lines.some((line) => /\| +96, frozen \| fused/.test(line)));
  assert.ok(lines.includes('- Trainable parameters: 5') && lines.includes('- Not trainable: 96'));
});

test('what only the data tell is left open', async () => {
  const data = { source: 'data.csv', input: { type: 'text', column: 'a' }, target: { type: 'category', column: 'b' } };
  const layers = [
    { type: 'embedding', outputDim: 3 },
    { type: 'lstm', units: 4 },
  ];
  const lines = await tableOf({ version: 1, data, layers, training });
  assert.ok(lines.includes('- Trainable parameters: –'));
  assert.ok(!lines.some((line) => line.includes('null')));
});
