import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { UserError } from '../../../../src/contracts/userError.ts';
import { memoryStorage, type RowStorage } from '../../../../src/core/data/numberRows.ts';
import { createSeriesBuilder } from '../../../../src/core/data/series/seriesBuilder.ts';
import type { SeriesTable } from '../../../../src/core/data/series/seriesTable.ts';
import { createRandom } from '../../../../src/core/random.ts';
import type { OpenBytes } from '../../../../src/node/csvLines.ts';
import { readCsvBytes } from '../../../../src/node/table/readCsv.ts';
import { createSpillingStorage } from '../../../../src/node/table/spillingStorage.ts';
import { readTable } from '../../../../src/node/table/readTable.ts';
import { createUtf8Check } from '../../../../src/node/utf8Check.ts';
import { fakeDataPlan } from '../../../fakes/dataPlan.ts';
import type { DataPlanOptions } from '../../../fakes/dataPlan.ts';
import { columnOf, daysOf } from '../../../fakes/seriesTable.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatescope-csv-'));
});
after(() => rm(folder, { recursive: true }));

async function read(content: string | Uint8Array, options: DataPlanOptions = {}): Promise<SeriesTable> {
  const path = join(folder, 'data.csv');
  await writeFile(path, content);
  const { table } = await readTable(fakeDataPlan(options), folder, memoryStorage);
  return table;
}

function columnsOf(table: SeriesTable): Record<string, number[]> {
  return Object.fromEntries([...table.numbers.keys()].map((name) => [name, columnOf(table, name)]));
}

async function* checkText(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const check = createUtf8Check('data.csv');
  for await (const chunk of bytes) {
    check.add(chunk);
    yield chunk;
  }
  check.end();
}

async function readBytes(
  open: OpenBytes,
  options: DataPlanOptions = {},
  storage: RowStorage = memoryStorage,
): Promise<SeriesTable> {
  const builder = createSeriesBuilder(fakeDataPlan(options), storage);
  const file = { path: 'data.csv', source: 'data.csv', delimiter: null };
  await readCsvBytes({ ...file, bytes: checkText(open()), open }, builder);
  return builder.build();
}

async function check(
  content: string | Uint8Array,
  expected: readonly number[],
  options?: DataPlanOptions,
): Promise<void> {
  const table = await read(content, options);
  assert.deepEqual(columnsOf(table), { y: expected });
  assert.equal(table.rows.rows, expected.length);
}

async function checkError(
  content: string | Uint8Array,
  parts: readonly (string | RegExp)[],
  options?: DataPlanOptions,
): Promise<void> {
  await assert.rejects(read(content, options), (error: unknown) => {
    assert.ok(error instanceof UserError, String(error));
    for (const part of ['data.csv', ...parts]) {
      assert.ok(typeof part === 'string' ? error.message.includes(part) : part.test(error.message), error.message);
    }
    return true;
  });
}

/** A second column that the model sees. */
const seen = { input: ['x', 'y'] } as const;

const NAN = { missing: { type: 'ffill' } } as const;

test('reads files as programs write them', async (context) => {
  const cases: readonly [string, string | Uint8Array, readonly number[], DataPlanOptions?][] = [
    ['plain', 'x,y\na,1\nb,-2.5e3\n', [1, -2500]],
    ['no final newline', 'x,y\na,1\nb,2', [1, 2]],
    ['byte order mark', '\ufeffy,x\n1,a\n', [1]],
    ['CR LF', 'x,y\r\na,1\r\nb,2\r\n', [1, 2]],
    ['CR alone', 'x,y\ra,1\rb,2\r', [1, 2]],
    ['both line ends in one file', 'x,y\r\na,1\nb,2\r\n', [1, 2]],
    ['quoted newlines, delimiters and quotes', '"x\nx",y\n"a\r\n,""b""",1\nc,"2"\n', [1, 2]],
    ['blank lines', '\n\nx,y\n\na,1\n\n\nb,2\n\n', [1, 2]],
    ['spaces around', 'x , y \na , 1 \nb,\t2\n', [1, 2]],
    ['semicolons', 'x;y\n1,5;2\n', [2]],
    ['tabs', 'x\ty\na,b;c\t2\n', [2]],
    ['delimiters inside a quoted header', '"a;b;c;d",y\n1,2\n', [2]],
    ['delimiter given', 'x|y\na,b;c|2\n', [2], { delimiter: '|' }],
    ['one column', 'y\n1\n2\n', [1, 2]],
    ['UTF-8 beyond ASCII', 'größe,y\n日本語😀,1\n', [1]],
    ['text in columns that are not used', 'x,y\nNaN,1\nhello,2\n', [1, 2]],
    ['missing values', 'x,y\n,\na,NA\na,1\na,null\na,?\n', [NaN, NaN, 1, NaN, NaN], NAN],
  ];
  for (const [name, content, expected, options] of cases) {
    await context.test(name, () => check(content, expected, options));
  }
});

test('keeps times and only the columns that the plan needs', async () => {
  const options = { time: 't', input: ['b', 'y'], target: ['y'] };
  const table = await read('t,a,b,y\n2000-01-01,1,2,3\n2000-01-02,4,5,6\n', options);
  assert.deepEqual(columnsOf(table), { b: [2, 5], y: [3, 6] });
  assert.deepEqual(daysOf(table), [10_957, 10_958]);
  assert.equal(table.dateOnly, true);
});

test('reads dates that end with the year as the plan says', async () => {
  const check = async (timeFormat: 'dayFirst' | 'monthFirst', times: readonly string[]): Promise<void> => {
    const table = await read(`t,y\n${times.map((time) => `${time},1\n`).join('')}`, { time: 't', timeFormat });
    assert.deepEqual(daysOf(table), [10_957, 10_988.5]);
  };
  await check('dayFirst', ['01/01/2000', '01/02/2000 12:00']);
  await check('dayFirst', ['1.1.2000', '1.2.2000 12:00:00']);
  await check('monthFirst', ['1/1/2000', '2/1/2000 12:00']);
});

test('series are told apart by a word, each in the order of its own times', async () => {
  const options = { time: 't', groupBy: 'city' };
  const table = await read('t,city,y\n2000-01-01,a,1\n2000-01-01,b,2\n2000-01-02,a,3\n', options);
  assert.deepEqual(table.words.get('city'), { index: 1, words: ['a', 'b'] });
  assert.deepEqual(
    [0, 1, 2].map((row) => table.rows.at(row, 1)),
    [0, 1, 0],
  );
  await checkError('t,city,y\n2000-01-02,a,1\n2000-01-02,a,2\n', ['data row 2 (line 3)', 'same time'], options);
  await checkError(
    't,city,y\n2000-01-02,a,1\n2000-01-02,,2\n',
    ['data row 2 (line 3)', 'column "city"', 'empty'],
    options,
  );
});

test('fingerprints the very bytes that were read', async () => {
  const content = '\ufeffx,y\r\na,1\r\n';
  await read(content);
  const path = join(folder, 'data.csv');
  const { fingerprint } = await readTable(fakeDataPlan(), folder, memoryStorage);
  const sha256 = createHash('sha256').update(content).digest('hex');
  assert.deepEqual(fingerprint, { path, bytes: Buffer.byteLength(content), sha256 });
});

test('says what is wrong, where, and what to do', async (context) => {
  const timed = { time: 't' } as const;
  const cases: readonly [string, string | Uint8Array, readonly (string | RegExp)[], DataPlanOptions?][] = [
    ['empty file', '', ['is empty']],
    ['only blank lines', '\n\n\n', ['is empty']],
    ['header only', 'x,y\n', ['has no rows of data. Add rows']],
    ['missing column', 'x,Y \n1,2\n', ['no column "y"', 'Did you mean "Y"?', 'It has: "x", "Y"']],
    ['missing column, nothing near', 'aaa,bbb\n1,2\n', ['no column "y"', /"y"\. It has/]],
    ['wrong delimiter', 'x|y\n1|2\n', ['no column "y"', '"x|y"', 'data.delimiter']],
    ['missing time column', 'tim,y\n1,2\n', ['no column "time"', 'Did you mean "tim"?'], { time: 'time' }],
    ['duplicate header', 'y,x,y\n1,2,3\n', ['"y" twice', 'cells 1 and 3']],
    ['text', 'x,y\na,1\nb,two\n', ['data row 2 (line 3)', 'column "y"', '"two" is not a number']],
    ['long text', `x,y\na,${'z'.repeat(5000)}\n`, [/"z{40}…" is not a number/]],
    ['hexadecimal', 'x,y\na,0x10\n', ['data row 1 (line 2)', '"0x10" is not a number']],
    ['decimal comma', 'x;y\na;1,5\n', ['"1,5"', 'with a point before decimals']],
    ['thousands points', 'x;y\na;1.234,5\n', ['"1.234,5"', 'without thousands separators', '1234.5']],
    ['thousands spaces', 'x;y\na;-1 234 567,5\n', ['"-1 234 567,5"', 'without thousands separators']],
    ['points alone', 'x,y\na,1.234.567\n', ['"1.234.567"', 'without thousands separators']],
    ['thousands', 'x,y\na,"1,234,567.8"\n', ['"1,234,567.8"', 'without thousands separators']],
    ['infinity', 'x,y\na,-Infinity\n', ['data row 1', '"-Infinity" is not a finite number'], NAN],
    ['overflow', 'x,y\na,1e999\n', ['"1e999" is not a finite number']],
    ['NaN', 'x,y\n1,1\nNaN,2\n', ['data row 2 (line 3)', 'column "x"', 'is missing', 'missingValueStrategy'], seen],
    ['empty cell', 'x,y\n1,1\n,2\n', ['data row 2 (line 3)', 'column "x"', 'is missing'], seen],
    [
      'too few cells',
      'x,y\na,1\nb\n',
      ['data row 2 (line 3)', 'has 1 cells', 'header has 2', 'add the cells that are missing'],
    ],
    ['too many cells', 'x,y\na,1\nb,2,3\n', ['data row 2 (line 3)', 'has 3 cells', 'header has 2', 'in quotes']],
    ['line after quoted newlines', 'x,y\n"a\r\nb\n",1\n\n\n"c\n",two\n', ['data row 2 (line 7)']],
    ['line after a byte order mark and CR LF', '\ufeff\r\nx,y\r\na,1\r\n\r\nb,two\r\n', ['data row 2 (line 5)']],
    ['line of a last row without newline', 'x,y\na,1\n\nb,two', ['data row 2 (line 4)']],
    ['open quote', 'x,y\na,1\n\n"b,2\nc,3\nd,4\n', ['line 4', 'quote is not closed']],
    ['open quote in the header', '\nx,"y\na,1\n', ['line 2', 'quote is not closed']],
    ['quote inside a cell', 'x,y\na"b,1\n', ['line 2', 'stands inside a cell']],
    ['UTF-16', Buffer.from('\ufeffx,y\na,1\n', 'utf16le'), ['UTF-16', 'Save the file as UTF-8']],
    ['UTF-16 without mark', Buffer.from('x,y\na,1\n', 'utf16le'), ['UTF-16']],
    ['Latin-1', Buffer.from('x,y\na,1\nK\u00f6ln,2\n', 'latin1'), ['line 3', 'byte 0xF6 is not UTF-8']],
    ['Latin-1 at the very end', Buffer.from('x,y\n1,1\n1,\u00e9', 'latin1'), ['line 3', 'byte 0xE9 is not UTF-8']],
    ['unknown time', 't,y\nsoon,1\n', ['data row 1 (line 2)', 'column "t"', '"soon"', 'ISO 8601'], timed],
    [
      'ambiguous day',
      't,y\n01/02/2000,1\n',
      ['column "t"', 'day and which the month', 'data.timeFormat', '2024-01-31'],
      timed,
    ],
    [
      'month 31',
      't,y\n31/01/2000,1\n',
      ['"31/01/2000"', '01/31/2024', 'data.timeFormat'],
      { ...timed, timeFormat: 'monthFirst' },
    ],
    ['no such day', 't,y\n2000-01-31,1\n2001-02-29,1\n', ['data row 2 (line 3)', '"2001-02-29"'], timed],
    ['missing time', 't,y\n2000-01-31,1\n,1\n', ['data row 2 (line 3)', 'time is missing', 'drop_row'], timed],
    [
      'times fall',
      't,y\n2000-01-02,1\n2000-01-01,1\n',
      ['data row 2 (line 3)', '"2000-01-02" in data row 1', 'sort'],
      timed,
    ],
    ['times repeat', 't,y\n2000-01-02,1\n2000-01-02,1\n', ['data row 2 (line 3)', 'same time as in data row 1'], timed],
  ];
  for (const [name, content, parts, options] of cases) {
    await context.test(name, () => checkError(content, parts, options));
  }
});

test('says which file is absent or is a folder', async () => {
  const absent = join(folder, 'absent.csv');
  await assert.rejects(readTable(fakeDataPlan({ source: 'absent.csv' }), folder, memoryStorage), (error: unknown) => {
    assert.ok(error instanceof UserError);
    assert.ok(error.message.includes(absent) && error.message.includes('data.source'), error.message);
    return true;
  });
  await assert.rejects(readTable(fakeDataPlan({ source: '.' }), folder, memoryStorage), (error: unknown) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /is a folder/);
    return true;
  });
});

/** `bytes` cut at random places. */
function* cut(bytes: Uint8Array, draw: () => number, longest: number): Generator<Uint8Array> {
  for (let start = 0; start < bytes.length;) {
    const end = start + 1 + Math.floor(draw() * longest);
    yield bytes.slice(start, end);
    start = end;
  }
}

test('chunk boundaries do not matter', async () => {
  const content = '\ufeff"größe\r\n😀",y\r\n"a""\r\n",1.5\r\n日本,-2e-3\r\n\r\n"x",NaN\r\nlast,4';
  const broken = new Map<string, RegExp>([
    [content, /^/],
    [`${content}\r\n😀,two`, /data row 5 \(line 9\), column "y": "two"/],
    [`${content}\r\n😀`, /data row 5 \(line 9\): The row has 1 cells/],
  ]);
  const random = createRandom(11);
  for (const [text, expected] of broken) {
    for (let round = 0; round < 60; round++) {
      const bytes = new TextEncoder().encode(text);
      const longest = 1 + Math.floor(random.next() * 12);
      const label = `${round}`;
      const open = async function* (): AsyncGenerator<Uint8Array> {
        yield* cut(bytes, createRandom(round).fork(label).next, longest);
        await Promise.resolve();
      };
      const result = readBytes(open, NAN);
      if (text === content) assert.deepEqual(columnsOf(await result), { y: [1.5, -0.002, NaN, 4] });
      else await assert.rejects(result, expected);
    }
  }
});

test('bytes that are not UTF-8 are found wherever chunks are cut', async () => {
  const bytes = Buffer.concat([Buffer.from('x,y\n日本語,1\na,'), Buffer.from([0xe6, 0x97]), Buffer.from('\n😀,2\n')]);
  for (let longest = 1; longest < 12; longest++) {
    const open = async function* (): AsyncGenerator<Uint8Array> {
      yield* cut(bytes, () => 0.999, longest);
      await Promise.resolve();
    };
    await assert.rejects(readBytes(open), /line 3: byte 0xE6 is not UTF-8/);
  }
});

test('a long file is read in memory close to the size of its numbers', async () => {
  const rows = 200_000;
  const block = Array.from({ length: 1000 }, (_, index) => `${'a long text that nobody needs '.repeat(4)},${index}\n`);
  const bytes = new TextEncoder().encode(block.join(''));
  const open = async function* (): AsyncGenerator<Uint8Array> {
    yield new TextEncoder().encode('x,y\n');
    for (let part = 0; part < rows / 1000; part++) {
      yield bytes;
      await Promise.resolve();
    }
  };
  const storage = createSpillingStorage();
  const table = await readBytes(open, {}, storage);
  assert.equal(table.rows.rows, rows);
  assert.equal(table.rows.at(rows - 1, 0), 999);
  // Of 24 MB of text, 3.2 MB of numbers stay, the number of each row among them.
  assert.deepEqual(storage.usage(), { memory: rows * 2 * 8, disk: 0 });
});
