import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { DataSample, SampledData } from '../../../../src/core/data/facts/dataSample.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { checkAgainstData } from '../../../../src/core/spec/checkAgainstData.ts';
import { fixesFor } from '../../../../src/core/spec/fixes.ts';
import { applyTextEdits } from '../../../../src/core/spec/textEdit.ts';
import { dailyCsv, fakeData } from '../../../fakes/dataSample.ts';
import { specText, type SpecParts } from './specText.ts';

interface Case {
  readonly spec: SpecParts | string;
  readonly csv: string;
  readonly more?: Partial<DataSample>;
  /** A piece of the text after the preferred fix of the first problem. */
  readonly expected: string;
}

const series = (keys = ''): SpecParts => ({
  input: `"type": "timeseries", "columns": ["y"], "windowSize": 20${keys}`,
  target: '"type": "timeseries", "columns": ["y"], "normalization": "zscore"',
});
const labelled: SpecParts = {
  input: '"type": "text", "column": "text"',
  target: '"type": "category", "column": "label"',
  data: '"split": { "type": "random" }, "classWeight": { "type": "weights", "weights": { "god": 2 } }',
  layers: '{ "type": "embedding", "outputDim": 8 }, { "type": "lstm", "units": 8 }',
};
const reviews = [
  'text,label',
  ...Array.from({ length: 100 }, (_, row) => `film ${String(row)},${row % 2 ? 'good' : 'bad'}`),
].join('\n');
const cities = dailyCsv(600, (day) => `${String(day % 7)},${day < 300 ? 'A' : 'B'}`)
  .replace('date,y', 'date,y,city')
  .replaceAll(/^(\d{4})-(\d\d)-(\d\d)(.*B)$/gm, '2024-01-01$4');

const cases: readonly Case[] = [
  { spec: { ...series(), data: '"time": "dat"' }, csv: dailyCsv(300), expected: '"time": "date"' },
  { spec: { ...series(), data: '"time": "date"' }, csv: cities, expected: '"groupBy": "city"' },
  {
    spec: series(),
    csv: dailyCsv(300, (day) => (day === 9 ? '' : day)),
    expected: '"missingValueStrategy": "interpolate"',
  },
  {
    spec: { ...series(), data: '"time": "date"' },
    csv: dailyCsv(300).replace('2024-02-10', '2024-02-10 12:00'),
    expected: '"missingValueStrategy": "drop_row"',
  },
  { spec: { ...series(), data: '"delimiter": ";"' }, csv: dailyCsv(300), expected: '"delimiter": ","' },
  { spec: series(), csv: dailyCsv(300).replaceAll(',', '|'), expected: '"delimiter": "|"' },
  { spec: series(), csv: dailyCsv(100), expected: '"windowSize": 14' },
  {
    spec: {
      ...series(),
      training: '"epochs": 1, "batchSize": 10, "learningRateSchedule": { "type": "cosineDecay", "decaySteps": 500 }',
    },
    csv: dailyCsv(300),
    expected: '"decaySteps": 19',
  },
  {
    spec: series(', "normalization": "log1p"'),
    csv: dailyCsv(300, (day) => (day % 7) - 3),
    expected: '"normalization": "zscore"',
  },
  {
    spec: series(', "normalization": { "type": "log1p" }'),
    csv: dailyCsv(300, (day) => (day % 7) - 3),
    expected: '{ "type": "zscore" }',
  },
  { spec: labelled, csv: reviews, expected: '{ "good": 2 }' },
  { spec: series(), csv: reviews, more: { kind: 'text', delimiter: null }, expected: '"input": { "type": "text" }' },
];

async function mend(spec: string, data: SampledData): Promise<{ readonly text: string; readonly code: string }> {
  const analysis = await analyse(spec, 'x.lstm.json');
  const [problem] = checkAgainstData(analysis, data);
  assert.ok(problem, spec);
  const fix = fixesFor(analysis, problem, data.facts).find(({ preferred }) => preferred);
  assert.ok(fix, problem.message);
  return { text: applyTextEdits(spec, fix.edits), code: problem.code };
}

test('what is wrong with a spec beside its data is mended with one click', async () => {
  for (const { spec, csv, more, expected } of cases) {
    const data = fakeData(csv, more);
    const { text, code } = await mend(typeof spec === 'string' ? spec : specText(spec), data);
    assert.ok(text.includes(expected), `${expected}\n${text}`);
    // A delimiter shows in the facts only when the file is read again with it.
    if (expected === '"delimiter": "|"') continue;
    const left = checkAgainstData(await analyse(text, 'x.lstm.json'), data);
    assert.ok(!left.some((problem) => problem.code === code), `${code} stays\n${text}`);
  }
});

test('a missing file becomes the one beside it', async () => {
  const analysis = await analyse(specText(), 'x.lstm.json');
  const missing = {
    kind: 'unreadable',
    source: 'x.csv',
    reason: 'missing',
    message: 'x',
    neighbours: ['xx.csv'],
  } as const;
  const [problem] = checkAgainstData(analysis, missing);
  assert.ok(problem);
  const [fix] = fixesFor(analysis, problem, null);
  assert.ok(fix);
  assert.match(applyTextEdits(analysis.text, fix.edits), /"source": "xx\.csv"/);
});
