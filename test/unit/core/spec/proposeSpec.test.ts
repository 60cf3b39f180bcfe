import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Plan } from '../../../../src/contracts/plan.ts';
import { UserError } from '../../../../src/contracts/userError.ts';
import type { DataSample, SampledData } from '../../../../src/core/data/facts/dataSample.ts';
import { createRandom, type Random } from '../../../../src/core/random.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { proposeSpec } from '../../../../src/core/spec/proposeSpec.ts';
import { dailyCsv, fakeData } from '../../../fakes/dataSample.ts';
import { inputOf, propose, table } from '../../../fakes/proposal.ts';

const words = ['good', 'bad', 'film', 'actor', 'plot', 'story', 'dull', 'great'];
const sentence = (index: number): string =>
  Array.from({ length: 6 }, (_, place) => words[(index * (place + 3) + place * place) % words.length]).join(' ');

describe('a table becomes the task that it is for', () => {
  const cases: readonly [string, string, Plan['task'], Partial<DataSample>?][] = [
    ['numbers by time', dailyCsv(400), 'forecasting'],
    ['numbers alone', table('a,b', 100, (row) => `${String(row % 5)},${String(row * 0.5)}`), 'forecasting'],
    [
      'texts with labels',
      table('review,label', 100, (row) => `${sentence(row)},${row % 2 ? 'good' : 'bad'}`),
      'classification',
    ],
    [
      'texts with stars',
      table('review,stars', 100, (row) => `${sentence(row)},${String(1 + (row % 5))}`),
      'classification',
    ],
    [
      'texts with numbers',
      table('review,minutes', 100, (row) => `${sentence(row)},${String(row * 1.7)}`),
      'regression',
    ],
    ['two texts', table('en,de', 100, (row) => `${sentence(row)},${sentence(row + 7)}`), 'translation'],
    ['names of places', table('en,zh', 100, (row) => `word${String(row)},字${String(row)}`), 'translation'],
    ['texts alone', table('text', 100, sentence), 'languageModel'],
    [
      'tagged words',
      table('words,tags', 100, (row) => `${sentence(row)},A B A B C C`),
      'tagging',
      { kind: 'conll', delimiter: null },
    ],
    ['lines', table('text', 100, sentence), 'languageModel', { kind: 'text', delimiter: null }],
    [
      'images',
      table('image,class', 100, (row) => `${String(row)}.png,${row % 2 ? 'cat' : 'dog'}`),
      'classification',
      {
        kind: 'images',
        delimiter: null,
        imageSizes: [{ width: 28, height: 28, channels: 1, count: 64, example: 'a/1.png' }],
      },
    ],
    [
      'photos',
      table('image,class', 100, (row) => `${String(row)}.jpg,${row % 2 ? 'cat' : 'dog'}`),
      'classification',
      {
        kind: 'images',
        delimiter: null,
        imageSizes: [{ width: 640, height: 480, channels: 3, count: 64, example: 'a/1.png' }],
      },
    ],
    [
      'videos',
      table('video,class', 100, (row) => `${String(row)}.gif,${row % 2 ? 'wave' : 'nod'}`),
      'classification',
      { kind: 'video', delimiter: null },
    ],
  ];
  for (const [name, csv, task, more] of cases) {
    test(name, async () => {
      assert.equal((await propose(fakeData(csv, more))).plan.task, task);
    });
  }
});

test('what an archive says of its clips is named, unless it is the label', async () => {
  const target = async (column: string): Promise<Plan['data']['target']> => {
    const csv = table(
      `video,${column},speed`,
      100,
      (row) => `${String(row)},${row % 2 ? 'up' : 'down'},${String(row % 3)}`,
    );
    return (await propose(fakeData(csv, { kind: 'video', delimiter: null }))).plan.data.target;
  };
  assert.deepEqual(await target('label'), { type: 'category', column: null });
  assert.deepEqual(await target('direction'), { type: 'category', column: 'direction' });
});

describe('the size of pictures', () => {
  type Size = readonly [width: number, height: number, channels: number, count: number];
  const different = (shorter: number): readonly Size[] =>
    Array.from({ length: 40 }, (_, index): Size => [shorter + 30 + index, shorter - 20 + index, 3, 1]);
  const cases: readonly [string, readonly Size[], readonly number[], number, RegExp][] = [
    ['of all', [[28, 20, 1, 64]], [20, 28], 1, /All that were looked at have 28 x 20 pixels/],
    [
      'of all, whatever their colours',
      [
        [28, 20, 1, 32],
        [28, 20, 3, 32],
      ],
      [20, 28],
      3,
      /All that were looked at have/,
    ],
    [
      'of more than half',
      [
        [28, 20, 1, 33],
        [40, 40, 3, 31],
      ],
      [20, 28],
      1,
      /Most have 28 x 20 pixels; the others/,
    ],
    [
      'of just half',
      [
        [28, 20, 1, 32],
        [40, 40, 1, 32],
      ],
      [20, 20],
      1,
      /The sizes differ: .* is 20 pixels/,
    ],
    ['that differs', different(40), [39, 39], 3, /The sizes differ: .* is 39 pixels/],
    ['that differs among photos', different(500), [128, 128], 3, /is 499 pixels\. Made smaller/],
  ];
  for (const [name, sizes, size, channels, comment] of cases) {
    test(name, async () => {
      const imageSizes = sizes.map(([width, height, depth, count]) => ({
        width,
        height,
        channels: depth,
        count,
        example: 'a/1.png',
      }));
      const csv = table('image,class', 100, (row) => `${String(row)}.png,${row % 2 ? 'cat' : 'dog'}`);
      const text = proposeSpec(fakeData(csv, { kind: 'images', delimiter: null, imageSizes }), 'pictures');
      // Not beside the data, where a warning says that different shapes are stretched.
      const input = (await analyse(text, 'x.lstm.json')).plan?.data.input;
      assert.ok(input?.type === 'image', text);
      assert.deepEqual([input.size, input.channels], [size, channels]);
      assert.match(text.replaceAll(/\n +\/\/ /g, ' '), comment);
    });
  }
});

describe('a forecast is proposed with its reasons', () => {
  test('windows are whole seasons, as long as the rows allow', async () => {
    assert.equal(inputOf(await propose(fakeData(dailyCsv(1000)))).windowSize, 35);
    assert.equal(inputOf(await propose(fakeData(dailyCsv(120)))).windowSize, 7);
    assert.equal(inputOf(await propose(fakeData(dailyCsv(20)))).windowSize, 2);
    const { text } = await propose(fakeData(dailyCsv(1000)));
    assert.match(text, /A window of 35 rows holds 5 seasons of 7 \(one row a day\)/);
    assert.match(text, /From 2024-01-01 to 2026-09-26/);
  });

  test('the target is what the names say; columns that say nothing are left out', async () => {
    const csv = table('id,open,close,fixed,mostly', 200, (row) =>
      [row, row % 7, row % 5, 3, row % 10 === 0 ? 1 + row : ''].map(String).join(','),
    );
    const proposed = await propose(fakeData(csv));
    assert.deepEqual(inputOf(proposed).columns, ['close', 'open']);
    assert.ok(proposed.plan.data.target.type === 'timeseries');
    assert.deepEqual(proposed.plan.data.target.columns, ['close']);
  });

  test('missing values are carried on, or their rows dropped where nothing comes before', async () => {
    const gapAt = (gap: number): string => dailyCsv(200, (day) => (day === gap ? '' : day % 7));
    assert.equal((await propose(fakeData(gapAt(50)))).plan.data.missingValueStrategy.type, 'ffill');
    assert.equal((await propose(fakeData(gapAt(0)))).plan.data.missingValueStrategy.type, 'drop_row');
    assert.equal((await propose(fakeData(dailyCsv(200)))).plan.data.missingValueStrategy.type, 'error');
  });

  test('outliers are scaled by the quartiles', async () => {
    const normalizationOf = async (csv: string): Promise<string> =>
      inputOf(await propose(fakeData(csv))).normalization.type;
    assert.equal(await normalizationOf(dailyCsv(200)), 'zscore');
    assert.equal(await normalizationOf(dailyCsv(200, (day) => (day === 100 ? 1e6 : day % 7))), 'robust');
  });

  test('series that labels tell apart are grouped', async () => {
    const csv = table('date,city,y', 400, (row) => {
      const [date = ''] = new Date(Date.UTC(2024, 0, 1 + (row % 200))).toISOString().split('T');
      return `${date},${row < 200 ? 'A' : 'B'},${String(row % 7)}`;
    });
    const { plan } = await propose(fakeData(csv));
    assert.deepEqual([plan.data.time, plan.data.groupBy], ['date', 'city']);
  });

  test('a time that cannot be used is left out, with the remedy', async () => {
    const cases: readonly [string, RegExp][] = [
      [
        table('date,y', 100, (row) => `${String(1950 - row)}-01-01,${String(row % 7)}`),
        /sort the file by it, the oldest first/,
      ],
      [
        table('date,y', 100, (row) => `Jan ${String((row % 28) + 1)} 2000,${String(row % 7)}`),
        /write it as 2024-01-31/,
      ],
    ];
    for (const [csv, remedy] of cases) {
      const { plan, text } = await propose(fakeData(csv));
      assert.deepEqual([plan.task, plan.data.time], ['forecasting', null]);
      assert.match(text.replaceAll(/\n\/\/ /g, ' '), remedy);
    }
  });
});

test("the file's own split and its uneven classes are used", async () => {
  const csv = table('text,label,split', 200, (row) => {
    const split = row < 120 ? 'train' : row < 160 ? 'validation' : 'test';
    return `${sentence(row)},${row % 10 === 0 ? 'rare' : 'common'},${split}`;
  });
  const { plan } = await propose(fakeData(csv));
  assert.deepEqual(plan.data.split, { type: 'fixed', column: 'split' });
  assert.deepEqual(plan.data.classWeight, { type: 'balanced' });
});

test('names from the file do no harm, whatever they hold', async () => {
  const data = fakeData(dailyCsv(200), { header: ['date', 'the "y"\n// { \u2028*/'] });
  const { plan } = await propose(data, 'my data/daily_births-2.csv');
  assert.deepEqual([plan.name, plan.data.source], ['Daily births 2', 'my data/daily_births-2.csv']);
});

test('an unusual delimiter is written down', async () => {
  const { plan } = await propose(fakeData(dailyCsv(200), { delimiter: '|' }));
  assert.equal(plan.data.delimiter, '|');
});

test('where there is nothing to learn, the remedy is told', () => {
  const cases: readonly [SampledData, RegExp][] = [
    [fakeData(dailyCsv(12)), /has 12 complete rows: too few/],
    [fakeData(dailyCsv(100, () => 5)), /no column to learn from/],
    [fakeData(table('word', 100, (row) => (row % 2 ? 'a' : 'b'))), /no column to learn from/],
    [fakeData('image,class\n1.png,', { kind: 'images', delimiter: null }), /has no classes/],
  ];
  for (const [data, message] of cases) {
    assert.throws(
      () => proposeSpec(data, 'data.csv'),
      (error: unknown) => error instanceof UserError && message.test(error.message),
    );
  }
});

/** A table of 1 to 6 columns of all kinds, some with missing values, some useless. */
function randomTable(random: Random): string {
  const pick = <T>(...values: readonly [T, ...T[]]): T =>
    values[Math.floor(random.next() * values.length)] ?? values[0];
  const rows = pick(15, 20, 21, 37, 60, 150, 400, 1200);
  const step = pick(60_000, 3_600_000, 86_400_000, 7 * 86_400_000, 31 * 86_400_000);
  const makers: Readonly<Record<string, (row: number) => string>> = {
    date: (row) => new Date(Date.UTC(2020, 0, 1) + row * step).toISOString(),
    reversed: (row) => new Date(Date.UTC(2020, 0, 1) - row * step).toISOString().slice(0, 10),
    year: (row) => String(1800 + (row % 300)),
    id: (row) => String(row + 1),
    y: (row) => (Math.sin(row / 3) + random.normal()).toFixed(3),
    count: () => String(Math.floor(random.next() * 4)),
    price: () => Math.exp(4 * random.normal()).toPrecision(5),
    constant: () => '7',
    label: () => pick('red', 'green', 'blue'),
    rare: () => (random.next() < 0.03 ? 'yes' : 'no'),
    text: () =>
      Array.from({ length: 3 + Math.floor(random.next() * 9) }, () =>
        pick('a', 'model', 'learns', 'to', 'read', 'long', 'texts'),
      ).join(' '),
    name: (row) => `n${String(row)}`,
  };
  const names = Object.keys(makers).filter(() => random.next() < 0.35);
  const chosen = names.length === 0 ? ['y'] : names;
  const gaps = new Set(chosen.filter(() => random.next() < 0.2));
  return table(chosen.join(','), rows, (row) =>
    chosen.map((name) => (gaps.has(name) && random.next() < 0.1 ? '' : (makers[name]?.(row) ?? ''))).join(','),
  );
}

test('whatever the table, the proposal is sound', async () => {
  const random = createRandom(11);
  const tasks = new Map<string, number>();
  for (let round = 0; round < 150; round++) {
    const csv = randomTable(random);
    const data = fakeData(csv);
    let task = 'refused';
    try {
      const { plan } = await propose(data);
      task = plan.task;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      const [header = ''] = csv.split('\n');
      const learnable = /\b(y|price|text)\b/.test(header) && data.facts.rows.count >= 60;
      assert.ok(!learnable, `${error.message}\n${csv.slice(0, 300)}`);
    }
    tasks.set(task, (tasks.get(task) ?? 0) + 1);
  }
  // All of them were tried, each several times.
  for (const task of ['forecasting', 'classification', 'regression', 'languageModel', 'refused']) {
    assert.ok((tasks.get(task) ?? 0) >= 3, `${task}: ${JSON.stringify([...tasks])}`);
  }
});
