import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { UnreadableData } from '../../../../src/core/data/facts/dataFacts.ts';
import type { SampledData } from '../../../../src/core/data/facts/dataSample.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { checkAgainstData } from '../../../../src/core/spec/checkAgainstData.ts';
import { dailyCsv, fakeData } from '../../../fakes/dataSample.ts';
import { cases, find, tableOf } from './dataCases.ts';
import { specText, type SpecParts } from './specText.ts';

const withTime: SpecParts = { data: '"time": "date"' };
const columns = (names: string): SpecParts => ({
  input: `"type": "timeseries", "columns": [${names}], "windowSize": 20`,
});
const missing = (neighbours: readonly string[]): UnreadableData => ({
  kind: 'unreadable',
  source: 'x.csv',
  reason: 'missing',
  message: 'There is no file.',
  neighbours,
});

cases('a sound spec beside its data has no problems', [
  { data: tableOf(), expected: [] },
  { spec: withTime, data: tableOf(), expected: [] },
  { spec: '{', data: tableOf(), expected: [] },
  { spec: '{ "data": { "input": { "columns": 3 }, "time": [1] } }', data: tableOf(), expected: [] },
  { spec: '', data: missing([]), expected: ['sourceMissing error '] },
]);

cases('the source', [
  { data: missing([]), expected: ['sourceMissing error "x.csv"'], says: /^There is no file\.$/ },
  { data: missing(['y.csv', 'readme']), expected: ['sourceMissing error "x.csv" -> y.csv'], says: /mean "y\.csv"/ },
  { data: { ...missing([]), reason: 'empty' }, expected: ['sourceUnreadable error "x.csv"'] },
  { data: { ...missing([]), reason: 'unknownFormat' }, expected: [] },
  {
    data: fakeData('image,class\n1,a', { kind: 'images', delimiter: null }),
    expected: ['sourceUnsuited error "timeseries" -> image'],
    says: /holds images, which is no input of type timeseries/,
  },
  { spec: { data: '"delimiter": ";"' }, data: tableOf(), expected: ['delimiterMismatch error ";" -> ,'] },
  {
    data: 'a|b|c\n1|2|3',
    expected: ['delimiterMismatch error "x.csv" -> |'],
    says: /one cell, "a\|b\|c"/,
  },
  {
    data: tableOf(300, (row, cells) => (row === 9 ? cells.slice(1) : cells)).replace('date,a,b,word', '1,a,b,2'),
    expected: ['raggedRow error "x.csv"'],
    says: /line 11: the row has 3 cells, but the header has 4/,
  },
  {
    data: ['7,8', ...Array.from({ length: 300 }, () => '1,2')].join('\n'),
    expected: [
      'headerMissing warning "x.csv"',
      'columnMissing error "a"',
      'columnMissing error "b"',
      'columnMissing error "a"',
    ],
  },
]);

cases('names of columns', [
  {
    spec: columns('"A", "b"'),
    data: tableOf(),
    expected: ['columnMissing error "A" -> a'],
    says: /mean "a"\? It has: "date"/,
  },
  { spec: columns('"volume"'), data: tableOf(), expected: ['columnMissing error "volume"'] },
  { spec: { data: '"time": "dates"' }, data: tableOf(), expected: ['columnMissing error "dates" -> date'] },
  {
    spec: columns('"a"'),
    data: tableOf().replace('word', 'a'),
    expected: ['columnTwice error "a"', 'columnTwice error "a"'],
    says: /cells 2 and 4/,
  },
  {
    data: fakeData(tableOf().replace('date,a', 'Date,A')),
    expected: ['columnMissing error "a" -> A', 'columnMissing error "a" -> A'],
  },
]);

cases('what columns hold', [
  {
    spec: columns('"b"'),
    data: tableOf(300, (row, [date = '', a = '', , word = '']) => [date, a, `1.${String(100 + row)}.000`, word]),
    expected: ['notNumbers error "b"'],
    says: /"1\.100\.000" is not a number as a data file writes it\. Write all/,
  },
  { spec: columns('"word"'), data: tableOf(), expected: ['notNumbers error "word"'], says: /texts such as "red"/ },
  {
    spec: columns('"b"'),
    data: tableOf(300, (row, [date = '', a = '', b = '', word = '']) => [date, a, row === 4 ? 'x1' : b, word]),
    expected: ['notNumbers error "b"'],
    says: /data row 5 \(line 6\), column "b": "x1" is not a number/,
  },
  {
    spec: { data: '"time": "word"' },
    data: tableOf(),
    expected: ['notTimes error "word"'],
    says: /"red" is not a time/,
  },
  {
    spec: withTime,
    data: tableOf(300, (row, cells) => (row === 7 ? ['2024-01-32', ...cells.slice(1)] : cells)),
    expected: ['notTimes error "date"'],
    says: /data row 8 \(line 9\).*2024-01-32/,
  },
  {
    spec: withTime,
    data: tableOf(300, (row, [, ...cells]) => [`0${String((row % 9) + 1)}/02/2024`, ...cells]),
    expected: ['notTimes error "date"'],
    says: /which number is the day/,
  },
  {
    spec: { data: '"time": "date", "timeFormat": "dayFirst"' },
    data: tableOf(300, (row, [, ...cells]) => [`0${String((row % 9) + 1)}/02/2024`, ...cells]),
    expected: [],
  },
  {
    spec: { data: '"time": "date", "timeFormat": "monthFirst"' },
    data: tableOf(300, (row, [, ...cells]) => [`${String((row % 9) + 13)}/02/2024`, ...cells]),
    expected: ['notTimes error "date"'],
    says: /"13\/02\/2024" is not a time of the form 01\/31\/2024/,
  },
]);

describe('the order of time', () => {
  const shifted = (day: (row: number) => number): string =>
    tableOf(300, (row, [, ...cells]) => [new Date(Date.UTC(2024, 0, day(row))).toISOString().slice(0, 10), ...cells]);
  cases('is from the oldest to the newest', [
    {
      spec: withTime,
      data: shifted((row) => 300 - row),
      expected: ['timesDisordered error "date"'],
      says: /begin with the newest/,
    },
    {
      spec: withTime,
      data: shifted((row) => (row === 8 ? 1 : row + 2)),
      expected: ['timesDisordered error "date"'],
      says: /row 9 \(line 10\)/,
    },
    {
      spec: withTime,
      data: shifted((row) => row >> 1),
      expected: ['timesDisordered error "date" -> word'],
      says: /150 rows .* set data\.groupBy/,
    },
    { data: shifted((row) => 300 - row), expected: [] },
  ]);
});

cases('single values', [
  {
    spec: columns('"a", "b"'),
    data: tableOf(300, (row, [date = '', a = '', b = '', word = '']) => [date, a, row % 100 === 50 ? '' : b, word]),
    expected: ['valueMissing error "b" -> interpolate'],
    says: /data row 51 \(line 52\), column "b": 3 of 300 rows/,
  },
  {
    spec: { ...columns('"a", "b"'), data: '"missingValueStrategy": "ffill"' },
    data: tableOf(300, (row, [date = '', a = '', b = '', word = '']) => [date, a, row % 100 === 50 ? '' : b, word]),
    expected: [],
  },
  {
    spec: { data: '"missingValueStrategy": "ffill", "time": "date"' },
    data: tableOf(300, (row, cells) => (row === 50 ? ['', ...cells.slice(1)] : cells)),
    expected: ['valueMissing error "date" -> drop_row'],
  },
  {
    spec: columns('"b"'),
    data: tableOf(300, (_row, [date = '', a = '', , word = '']) => [date, a, '', word]),
    expected: ['valueMissing error "b"'],
    says: /no value in any row/,
  },
  {
    data: tableOf(300, (_row, [date = '', , b = '', word = '']) => [date, '5', b, word]),
    expected: ['constantTarget warning "a"'],
    says: /always "5"/,
  },
  {
    spec: {
      input: '"type": "timeseries", "columns": ["b"], "windowSize": 20, "normalization": "log1p"',
      target: '"type": "timeseries", "columns": ["a"], "normalization": "zscore"',
    },
    data: tableOf(),
    expected: ['noLogarithm error "log1p" -> zscore'],
    says: /down to -100/,
  },
]);

describe('lengths', () => {
  const split = (probabilities: string): SpecParts => ({
    data: `"split": { "type": "time", "probabilities": [${probabilities}] }`,
  });
  const estimated = (count: number): SampledData => fakeData(tableOf(), { count: { count, exact: false } });
  cases('of splits', [
    {
      data: tableOf(25),
      expected: ['splitTooShort error 20 -> 2'],
      says: /training split has 18 rows, but one window needs 21/,
    },
    { data: tableOf(100), expected: ['splitTooShort error 20 -> 14'], says: /validation split has 15 rows/ },
    { spec: split('0.5, 0, 0.5'), data: tableOf(100), expected: [] },
    { data: estimated(100), expected: ['splitTooShort warning 20 -> 14'] },
    { data: estimated(10_000), expected: [] },
  ]);
  cases('of the training beside the size of the model', [
    {
      spec: { layers: '{ "type": "lstm", "units": 256 }' },
      data: tableOf(),
      expected: ['fewExamples warning "layers"'],
      says: /only 190 windows to train 265473 parameters/,
    },
    { spec: { layers: '{ "type": "lstm", "units": 8 }' }, data: tableOf(), expected: [] },
  ]);
});

describe('schedules', () => {
  // 190 windows in batches of 10: 19 steps an epoch, 190 in all.
  const check = (name: string, schedule: string, ...expected: readonly string[]): void => {
    const training = `"epochs": 10, "batchSize": 10, "learningRateSchedule": { ${schedule} }`;
    cases(name, [{ spec: { training }, data: tableOf(), expected }]);
    const exact = { count: { count: 300, exact: false } };
    cases(`${name}, where the rows are not counted`, [
      { spec: { training }, data: fakeData(tableOf(), exact), expected: [] },
    ]);
  };
  const cosine = (steps: number, warmup: number): string =>
    `"type": "cosineDecay", "decaySteps": ${String(steps)}, "warmupSteps": ${String(warmup)}`;
  check('that fit', cosine(190, 0));
  check('that fit behind their warm-up', cosine(90, 100));
  check('that warm up until the end', cosine(100, 190), 'scheduleMistimed warning 190 -> 19');
  check('that hardly fall', cosine(400, 10), 'scheduleMistimed warning 400 -> 180');
  check('that fall for a while', cosine(360, 10));
  check('that are over soon', cosine(80, 10), 'scheduleMistimed warning 80 -> 180');
  check('that begin again', '"type": "cosineDecayRestarts", "firstDecaySteps": 10');
  check('that rise again', '"type": "polynomialDecay", "decaySteps": 10, "cycle": true');
  check(
    'that never change',
    '"type": "exponentialDecay", "decaySteps": 190, "decayRate": 0.5, "staircase": true',
    'scheduleMistimed warning 190 -> 19',
  );
  check('that change once', '"type": "exponentialDecay", "decaySteps": 189, "decayRate": 0.5, "staircase": true');
  check('that change with every step', '"type": "exponentialDecay", "decaySteps": 9000, "decayRate": 0.5');
  check(
    'in pieces of which only the first counts',
    '"type": "piecewiseConstantDecay", "boundaries": [500, 900], "values": [0.1, 0.01, 0.001]',
    'scheduleMistimed warning 500 -> 19',
  );
  check('that span the training by themselves', '"type": "oneCycle", "maxLearningRate": 0.01');
});

cases('series that a column tells apart', [
  {
    spec: { data: '"time": "date", "groupBy": "word"' },
    data: tableOf(600, (row, [, ...cells]) => [
      new Date(Date.UTC(2024, 0, row >> 1)).toISOString().slice(0, 10),
      ...cells,
    ]),
    expected: [],
  },
  {
    spec: { data: '"groupBy": "word"' },
    data: tableOf(200),
    expected: ['splitTooShort error 20 -> 14'],
    says: /validation split has 15 rows/,
  },
  { spec: { data: '"groupBy": "words"' }, data: tableOf(), expected: ['columnMissing error "words" -> word'] },
]);

test('a spec that is cut anywhere is never too much for it', async () => {
  const spec = specText({ data: '"time": "date", "split": { "type": "time", "probabilities": [0.7, 0.1, 0.2] }' });
  const readings = [fakeData(tableOf(30)), missing(['y.csv'])];
  for (let end = 0; end < spec.length; end += 3) {
    for (const text of [spec.slice(0, end), spec.slice(0, end) + spec.slice(end + 5)]) {
      const analysis = await analyse(text, 'x.lstm.json');
      for (const reading of readings) {
        for (const { range } of checkAgainstData(analysis, reading)) {
          assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length, text);
        }
      }
    }
  }
});

test('problems come in the order of the text, and wait for no other part of the spec', async () => {
  const spec = specText({ ...columns('"x"'), data: '"time": "y"', layers: '{ "type": "lstm" }' });
  const { texts } = await find(spec, fakeData(dailyCsv(300)));
  assert.deepEqual(texts, ['columnMissing error "x"', 'columnMissing error "a"', 'notTimes error "y"']);
});

const pictures = (...sizes: readonly (readonly [example: string, width: number, height: number])[]): SampledData =>
  fakeData(`image,class\n${'1,a\n2,b\n'.repeat(8)}`, {
    kind: 'images',
    delimiter: null,
    imageSizes: sizes.map(([example, width, height]) => ({ example, width, height, channels: 3, count: 8 })),
  });
const images: SpecParts = {
  input: '"type": "image", "size": [8, 8]',
  target: '"type": "category"',
  layers: '{ "type": "conv2d", "filters": 2, "kernelSize": [3, 3] }, { "type": "globalAveragePooling2d" }',
};

cases('sizes of pictures', [
  { spec: images, data: pictures(), expected: [] },
  { spec: images, data: pictures(['a/1.png', 640, 480]), expected: [] },
  {
    spec: images,
    data: pictures(['a/1.png', 640, 480], ['b/1.png', 480, 640]),
    expected: ['picturesMixed warning "size"'],
    says: /^a\/1\.png is 640 x 480 pixels, b\/1\.png is 480 x 640, .* stretched to 8 x 8/,
  },
  {
    spec: images,
    data: pictures(['a/1.png', 640, 480], ['b/1.png', 64, 48]),
    expected: ['picturesMixed information "size"'],
  },
]);
