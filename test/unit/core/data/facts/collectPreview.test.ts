import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { PreviewSnapshot } from '../../../../../src/contracts/preview.ts';
import { collectFacts } from '../../../../../src/core/data/facts/collectFacts.ts';
import { collectPreview } from '../../../../../src/core/data/facts/collectPreview.ts';
import type { DataSample } from '../../../../../src/core/data/facts/dataSample.ts';
import { analyse } from '../../../../../src/core/spec/analyse.ts';
import { dailyCsv, fakeSample } from '../../../../fakes/dataSample.ts';

const identity = { spec: 'file:///x.lstm.json', name: 'Model' };

async function preview(data: object, csv: string, more: Partial<DataSample> = {}): Promise<PreviewSnapshot> {
  const text = JSON.stringify({ version: 1, data: { source: 'data.csv', ...data }, layers: [], training: {} });
  const sample = fakeSample(csv, more);
  const sampled = { kind: 'sampled', sample, facts: collectFacts(sample) } as const;
  return collectPreview(identity, await analyse(text, 'x.lstm.json'), sampled);
}

const series = (windowSize: number, horizon = 1, more: object = {}): object => ({
  time: 'date',
  input: { type: 'timeseries', columns: ['y'], windowSize, ...more },
  target: { type: 'timeseries', columns: ['y'], horizon },
});

test('columns are shown with what the spec uses them for', async () => {
  const { columns, spec, name, source, rows, problems } = await preview(series(3), dailyCsv(60));
  assert.deepEqual({ spec, name }, identity);
  assert.deepEqual([source, rows], ['data.csv', { count: 60, exact: true }]);
  assert.deepEqual(
    columns.map((column) => [column.name, column.kind, ...column.roles]),
    [
      ['date', 'time', 'time'],
      ['y', 'number', 'input', 'target'],
    ],
  );
  assert.deepEqual(problems, []);
});

test('a histogram counts every number once', async () => {
  const histogramOf = async (csv: string): Promise<readonly number[]> =>
    (await preview({}, csv)).columns[1]?.numbers?.histogram ?? [];
  const days = await histogramOf(dailyCsv(70));
  assert.equal(days.length, 24);
  assert.deepEqual([days[0], days[1], days[4], days[23]], [10, 0, 10, 10]);
  assert.deepEqual(await histogramOf('a,b\nx,5\ny,5\nz,\n'), [2]);
  const extreme = await histogramOf('a,b\nx,-1.7e308\ny,1.7e308\nz,0\n');
  assert.deepEqual([extreme[0], extreme[12], extreme[23]], [1, 1, 1]);
});

test('rare classes are counted together', async () => {
  const labels = Array.from({ length: 20 }, (_, label) =>
    Array.from({ length: 40 - label }, () => `1,c${String(label)}`),
  );
  const { columns } = await preview({}, ['n,label', ...labels.flat()].join('\n'));
  assert.deepEqual([columns[1]?.classes.length, columns[1]?.classes[0]], [12, { value: 'c0', count: 40 }]);
  assert.equal(columns[1]?.otherClasses, 28 + 27 + 26 + 25 + 24 + 23 + 22 + 21);
});

describe('the first window', () => {
  const windowOf = async (data: object, csv: string): Promise<PreviewSnapshot['first']> =>
    (await preview(data, csv)).first;

  test('is the inputs, then the targets', async () => {
    assert.deepEqual(await windowOf(series(3, 2), dailyCsv(60)), {
      type: 'window',
      times: [0, 1, 2, 3, 4].map((day) => Date.UTC(2024, 0, 1 + day)),
      dateOnly: true,
      inputSteps: 3,
      targetSteps: 2,
      series: [{ name: 'y', isInput: true, isTarget: true, values: [0, 1, 2, 3, 4] }],
    });
  });

  test('skips rows with samplingRate, and keeps gaps', async () => {
    const csv = dailyCsv(60, (day) => (day === 2 ? '' : day));
    const first = await windowOf(series(3, 1, { samplingRate: 2 }), csv);
    assert.ok(first?.type === 'window');
    assert.deepEqual(first.series[0]?.values, [0, null, 4, 6]);
    assert.equal(first.times?.[1], Date.UTC(2024, 0, 3));
  });

  test('is of one group', async () => {
    const csv = dailyCsv(60, (day) => `${String(day)},${day % 2 === 0 ? 'even' : 'odd'}`).replace(
      'date,y',
      'date,y,group',
    );
    const first = await windowOf({ ...series(2), groupBy: 'group' }, csv);
    assert.ok(first?.type === 'window');
    assert.deepEqual(first.series[0]?.values, [0, 2, 4]);
  });

  test('has no times where they cannot be an axis', async () => {
    const first = await windowOf(series(2), 'date,y\n2024-01-02,1\n2024-01-01,2\n2024-01-03,3');
    assert.ok(first?.type === 'window');
    assert.deepEqual([first.times, first.inputSteps, first.targetSteps], [null, 2, 1]);
  });

  test('waits until the spec says enough', async () => {
    for (const data of [{}, { input: { type: 'timeseries' } }, series(0), series(61), series(1.5)]) {
      assert.equal(await windowOf(data, dailyCsv(60)), null, JSON.stringify(data));
    }
  });
});

test('of texts the first row is shown', async () => {
  const data = { input: { type: 'text', column: 'text' }, target: { type: 'category', column: 'label' } };
  const reviews = await preview(data, 'label,text\ngood,a film\nbad,a book');
  assert.deepEqual(reviews.first, { type: 'example', input: 'a film', target: 'good' });
  const tagging = { input: { type: 'text' }, target: { type: 'tags' } };
  const tagged = await preview(tagging, 'words,tags\nthe dog,DT NN', { kind: 'conll', delimiter: null });
  assert.deepEqual(tagged.first, { type: 'example', input: 'the dog', target: 'DT NN' });
  assert.deepEqual(
    tagged.columns.map(({ roles }) => roles),
    [['input'], ['target']],
  );
});

test('a target that is not there yet is waited for; what comes next needs none', async () => {
  const input = { type: 'text', column: 'text' };
  const wrong = await preview({ input, target: { type: 'category', column: 'lable' } }, 'label,text\ngood,a film');
  assert.equal(wrong.first, null);
  const next = await preview({ input, target: { type: 'next' } }, 'label,text\ngood,a film');
  assert.deepEqual(next.first, { type: 'example', input: 'a film', target: null });
});

test('what is wrong beside the data is told, and a source that cannot be read, too', async () => {
  const { problems } = await preview({ ...series(3), time: 'when' }, dailyCsv(60));
  assert.deepEqual(
    problems.map(({ severity }) => severity),
    ['error'],
  );
  const analysis = await analyse('{}', 'x.lstm.json');
  const trouble = {
    kind: 'unreadable',
    source: 'x.csv',
    reason: 'empty',
    message: 'x.csv is empty.',
    neighbours: [],
  } as const;
  const empty = collectPreview(identity, analysis, trouble);
  assert.deepEqual([empty.trouble, empty.columns, empty.first], ['x.csv is empty.', [], null]);
  assert.deepEqual(empty.problems, []);
  const unseen = collectPreview(identity, analysis, { ...trouble, reason: 'unknownFormat', message: 'No look.' });
  const message = 'No look. Training reads it all the same.';
  assert.deepEqual(unseen.problems, [{ message, severity: 'information' }]);
});
