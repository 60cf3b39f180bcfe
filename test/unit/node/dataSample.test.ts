import assert from 'node:assert/strict';
import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { DataFacts, UnreadableData } from '../../../src/core/data/facts/dataFacts.ts';
import { readDataSample, readSampledData } from '../../../src/node/dataSample.ts';
import { createRandom } from '../../../src/core/random.ts';
import { gifBytes, jpegBytes, pngBytes } from '../../fakes/pictures.ts';
import { makeNpy } from '../../fakes/arrayFiles.ts';
import { readDataFacts } from '../../fakes/readDataFacts.ts';
import { useSampleFolder } from '../../fakes/sampleFolder.ts';

const folder = useSampleFolder();
const { write, read, refuse } = folder;

/** Columns as `name:kind`. */
function kindsOf({ columns }: DataFacts): string {
  return columns.map(({ name, kind }) => `${name}:${kind}`).join(' ');
}

async function rowsOf(
  name: string,
  content: string | Uint8Array,
): Promise<readonly (readonly [number, ...string[]])[]> {
  const sample = await readDataSample(await write(name, content));
  assert.ok(sample.kind !== 'unreadable', JSON.stringify(sample));
  return sample.rows.map(({ line, cells }) => [line, ...cells]);
}

const reviews = Array.from({ length: 4 }, (_, index) => ({
  text: `film ${String(index)}`,
  label: index % 2 ? 'good' : 'bad',
}));

test('files are read by what they hold', async () => {
  const jsonLines = reviews.map((review) => JSON.stringify(review)).join('\n');
  const cases: readonly [string, string | Uint8Array, string, string][] = [
    ['a.csv', 'date,y\n2024-01-01,1\n2024-01-02,2\n', 'table', 'date:time y:number'],
    ['b.csv', '\ufeffdate;y\r\n2024-01-01;1\r\n2024-01-02;2', 'table', 'date:time y:number'],
    ['c.tsv', 'date\ty\n2024-01-01\t1\n', 'table', 'date:time y:number'],
    ['d.data', 'a, b\n1,2\n', 'table', 'a:number b:number'],
    ['e.jsonl', jsonLines, 'table', 'text:text label:category'],
    ['f.json', JSON.stringify(reviews, null, 2), 'table', 'text:text label:category'],
    ['g.conll', 'EU B-ORG\nrejects O\n\nPeter B-PER\n', 'conll', 'words:text tags:category'],
    ['h.txt', 'The/at dog/nn\nruns/vbz ./.\n', 'conll', 'words:text tags:category'],
    ['i.txt', 'To be, or not to be,\nthat is the question.\n', 'text', 'text:text'],
  ];
  for (const [name, content, kind, columns] of cases) {
    const facts = await read(name, content);
    assert.deepEqual([facts.kind, kindsOf(facts), facts.source], [kind, columns, name]);
    assert.deepEqual([facts.rows.exact, facts.rows.count], [true, facts.rowsSampled], name);
    assert.equal(facts.bytes, Buffer.byteLength(content), name);
    assert.ok(Math.abs(facts.modified - Date.now()) < 3_600_000, name);
  }
});

test('each row knows its line', async () => {
  assert.deepEqual(await rowsOf('a.csv', 'a,b\n\n1,"x\ny"\n\n2,z\n'), [
    [3, '1', 'x\ny'],
    [6, '2', 'z'],
  ]);
  assert.deepEqual(await rowsOf('a.jsonl', '{"a":1}\n\n{"a":null,"b":["x","y"],"c":{"d":1}}\n'), [
    [1, '1', '', ''],
    [3, '', 'x y', '{"d":1}'],
  ]);
  assert.deepEqual(await rowsOf('a.json', '[{"a":1},\n\n{"a":\n2}, {"a":true}]'), [
    [1, '1'],
    [3, '2'],
    [4, 'true'],
  ]);
});

test("the delimiter is the spec's where the header has it, otherwise what the header uses", async () => {
  const delimiterOf = async (header: string, delimiter: string | null): Promise<string | null> =>
    (await read('a.csv', `${header}\n1\n`, { delimiter })).delimiter;
  assert.equal(await delimiterOf('a;b,c;d', null), ';');
  assert.equal(await delimiterOf('a|b|c', '|'), '|');
  assert.equal(await delimiterOf('a;b;c', ','), ';');
  assert.equal(await delimiterOf('a', null), ',');
});

test('the sample and what it tells come together', async () => {
  const path = await write('a.csv', 'a,b\n1,2\n');
  const data = await readSampledData(path, { source: 'a.csv' });
  assert.ok(data.kind === 'sampled');
  assert.deepEqual([data.sample.rows[0]?.cells, kindsOf(data.facts)], [['1', '2'], 'a:number b:number']);
  assert.equal((await readSampledData(join(folder.path, 'none.csv'))).kind, 'unreadable');
});

describe('a large file', () => {
  const limits = { headBytes: 2000, tailBytes: 300 };
  const rows = Array.from({ length: 5000 }, (_, row) => `${String(1000 + row)},"line\nbreak",${String(row % 3)}`);
  const csv = ['n,text,label', ...rows].join('\n');

  test('is read at both ends, and its rows are estimated', async () => {
    const facts = await read('large.csv', csv, limits);
    const [n, , label] = facts.columns;
    assert.equal(facts.rows.exact, false);
    assert.ok(Math.abs(facts.rows.count - 5000) < 100, String(facts.rows.count));
    assert.ok(facts.rowsSampled > 80 && facts.rowsSampled < 130, String(facts.rowsSampled));
    assert.deepEqual([n?.numbers?.minimum, n?.numbers?.maximum, n?.numbers?.wrong], [1000, 5999, 0]);
    assert.equal(label?.distinct, 3);
  });

  test('is never cut inside a row or a character', async () => {
    const words = ['a,b', ...Array.from({ length: 200 }, () => '"日本\n語",1')].join('\n');
    const lines = Array.from({ length: 200 }, () => JSON.stringify({ a: '日本語', b: 1 })).join('\n');
    const list = JSON.stringify(Array.from({ length: 200 }, () => ({ a: '日本語', b: 1 })));
    for (let headBytes = 500; headBytes < 530; headBytes++) {
      for (const [name, content] of [
        ['a.csv', words],
        ['a.jsonl', lines],
        ['a.json', list],
      ] as const) {
        const { columns, rows: count } = await read(name, content, { headBytes, tailBytes: 100 });
        assert.deepEqual(
          columns.map(({ distinct, missing }) => [distinct, missing]),
          [
            [1, 0],
            [1, 0],
          ],
          `${name} ${String(headBytes)}`,
        );
        assert.ok(count.count > 150 && count.count < 260, `${name}: ${String(count.count)} rows`);
      }
    }
  });

  test('of sentences is estimated, too', async () => {
    const sentence = 'The/at dog/nn runs/vbz ./.';
    const { rows: count } = await read('large.txt', Array.from({ length: 1000 }, () => sentence).join('\n'), limits);
    assert.ok(!count.exact && Math.abs(count.count - 1000) < 30, String(count.count));
  });
});

describe('folders', () => {
  const fill = async (name: string, files: Readonly<Record<string, Uint8Array>>): Promise<DataFacts> => {
    for (const [path, bytes] of Object.entries(files)) await write(`${name}/${path}`, bytes);
    const facts = await readDataFacts(join(folder.path, name), { source: name });
    assert.ok(facts.kind !== 'unreadable', JSON.stringify(facts));
    return facts;
  };
  const classesOf = ({ columns }: DataFacts): readonly string[] =>
    columns[1]?.classes.map(({ value, count }) => `${value} ${String(count)}`) ?? [];

  test('of images have a sub-folder a class', async () => {
    const png = pngBytes(28, 28, 0);
    const facts = await fill('digits', {
      ...Object.fromEntries(['1', '2', '10'].map((name) => [`zero/${name}.png`, png])),
      ...Object.fromEntries(['1', '2'].map((name) => [`one/${name}.PNG`, png])),
      'one/3.jpg': jpegBytes(32, 30, 3),
      'one/notes.txt': new Uint8Array(3),
      'one/broken.png': new Uint8Array(5),
      '.hidden/1.png': png,
    });
    assert.deepEqual([facts.kind, facts.rows], ['images', { count: 7, exact: true }]);
    assert.deepEqual(classesOf(facts), ['one 4', 'zero 3']);
    assert.deepEqual(facts.imageSizes, [
      { width: 28, height: 28, channels: 1, count: 5, example: 'one/1.PNG' },
      { width: 32, height: 30, channels: 3, count: 1, example: 'one/3.jpg' },
    ]);
  });

  test('may have folders for training and test around the classes', async () => {
    const png = pngBytes(28, 28, 0);
    const names = ['train/a/1', 'train/a/2', 'train/b/1', 'train/b/2', 'val/a/3', 'val/a/4', 'val/b/3', 'train/a/5'];
    const facts = await fill('parts', Object.fromEntries(names.map((name) => [`${name}.png`, png])));
    assert.deepEqual([facts.kind, facts.rows.count, classesOf(facts)], ['images', 8, ['a 5', 'b 3']]);
    const [, , split] = facts.columns;
    assert.deepEqual(
      [split?.name, split?.classes.map(({ value, count }) => `${value} ${String(count)}`)],
      ['split', ['train 5', 'validation 3']],
    );
    assert.deepEqual(facts.imageSizes, [{ width: 28, height: 28, channels: 1, count: 8, example: 'train/a/1.png' }]);
  });

  test('of GIFs and of frame folders are videos', async () => {
    const gifs = await fill('gifs', { 'wave/1.gif': gifBytes(64, 48), 'nod/1.gif': gifBytes(64, 48) });
    assert.deepEqual([gifs.kind, gifs.rows.count, gifs.imageSizes[0]?.width], ['video', 2, 64]);
    const png = pngBytes(8, 8, 0);
    const clips = await fill('clips', {
      'clip1/frame_1.png': png,
      'clip1/frame_2.png': png,
      'clip2/frame_1.png': png,
      'clip2/frame_2.png': png,
    });
    assert.deepEqual([clips.kind, clips.rows.count], ['video', 2]);
    const labelled = await fill('labelled', {
      'wave/a/1.png': png,
      'wave/a/2.png': png,
      'wave/b/1.png': png,
      'nod/c/1.png': png,
    });
    assert.deepEqual([labelled.kind, labelled.rows.count, classesOf(labelled)], ['video', 3, []]);
  });
});

describe('what cannot be read is an answer', () => {
  test('with a reason and a remedy', async () => {
    const cases: readonly [string, string | Uint8Array, UnreadableData['reason'], RegExp][] = [
      ['empty.csv', '', 'empty', /empty\.csv is empty/],
      ['blank.csv', '\n \n', 'empty', /is empty/],
      ['empty.jsonl', '\n', 'empty', /is empty/],
      ['empty.json', '[]', 'empty', /is empty/],
      [
        'latin.csv',
        Uint8Array.of(0x61, 0x2c, 0x62, 0x0a, 0xe4, 0x2c, 0x31),
        'encoding',
        /line 2: byte 0xE4 is not UTF-8/,
      ],
      ['wide.csv', Buffer.from('a,b\n1,2', 'utf16le'), 'encoding', /UTF-16/],
      ['quote.csv', 'a,b\n1,2"3"\n', 'malformed', /line 2: a quote/],
      ['open.csv', 'a,b\n1,"2\n', 'malformed', /a quote is not closed/],
      ['broken.jsonl', '{"a":1}\n{"a":\n', 'malformed', /line 2: this is not a JSON object/],
      ['list.jsonl', '[1,2]\n', 'malformed', /one object a line/],
      ['object.json', '{"a":1}', 'malformed', /not a list of JSON objects/],
      ['broken.json', '[{"a":1},', 'malformed', /not a list of JSON objects/],
      ['deep.json', '['.repeat(300_000), 'malformed', /not a list of JSON objects/],
      ['numbers.json', '[1, 2]', 'malformed', /not a list of JSON objects/],
      ['untagged.conll', 'only\nwords\n', 'malformed', /has no tags/],
      ['ragged.conll', 'EU NNP B-ORG\nis O\n', 'malformed', /^\S*ragged.conll, line 2: The line has 2 columns/],
      ['x.parquet', 'PAR1', 'malformed', /no parquet file, or was cut/],
      ['x.po', 'Hello = Hallo', 'malformed', /po/],
      ['x.npz', 'PK', 'malformed', /^x\.npz is no npz archive/],
      ['train-images-idx3-ubyte', Uint8Array.of(0, 0, 8, 3), 'malformed', /no IDX file, or it is damaged/],
      ['t10k-labels.idx1-ubyte.gz', Uint8Array.of(0x1f, 0x8b), 'malformed', /holds labels/],
      ['images.idx3-ubyte.gz', 'text', 'malformed', /cannot be unpacked/],
      ['rows.npy', makeNpy('|u1', [4, 2], new Uint8Array(8)), 'unknownFormat', /not looked into/],
    ];
    for (const [name, content, reason, message] of cases) {
      const answer = await refuse(name, content);
      assert.equal(answer.reason, reason, name);
      assert.match(answer.message, message);
    }
  });

  test('a missing file comes with what lies beside it', async () => {
    await write('deep/births.csv', 'a\n1\n');
    const answer = await readDataFacts(join(folder.path, 'deep/birth.csv'), { source: './deep/birth.csv' });
    assert.ok(answer.kind === 'unreadable');
    assert.deepEqual([answer.reason, answer.neighbours], ['missing', ['./deep/births.csv']]);
    const nowhere = await readDataFacts(join(folder.path, 'no/such/x.csv'), { source: 'no/such/x.csv' });
    assert.ok(nowhere.kind === 'unreadable');
    assert.deepEqual([nowhere.reason, nowhere.neighbours], ['missing', []]);
  });

  test('what a pattern finds is not looked into; one that finds nothing is missing', async () => {
    const check = async (source: string, reason: string): Promise<void> => {
      const answer = await readDataFacts(join(folder.path, source), { source });
      assert.ok(answer.kind === 'unreadable', source);
      assert.equal(answer.reason, reason, source);
    };
    await write('deep[1]/part-1.csv', 'a\n1\n');
    await check('*/part-*.csv', 'unknownFormat');
    const named = await readDataFacts(join(folder.path, 'deep[1]/part-1.csv'), { source: 'deep[1]/part-1.csv' });
    assert.equal(named.kind, 'table');
    for (const source of ['deep*/part-?.csv', '{x,*}/part-1.csv']) await check(source, 'unknownFormat');
    for (const source of ['no/*.csv', '*.nothing', '{a,b}.nothing']) await check(source, 'missing');
  });

  test('a file that could not be looked into is missed all the same', async () => {
    for (const source of ['none.parquet', 'none.npy', 'none-images-idx3-ubyte', 'none.npz']) {
      const answer = await readDataFacts(join(folder.path, source), { source });
      assert.ok(answer.kind === 'unreadable');
      assert.equal(answer.reason, 'missing', source);
    }
  });

  test('a folder without pictures', async () => {
    await mkdir(join(folder.path, 'nothing/in/here'), { recursive: true });
    const answer = await readDataFacts(join(folder.path, 'nothing'), { source: 'nothing' });
    assert.ok(answer.kind === 'unreadable' && answer.reason === 'empty');
    assert.match(answer.message, /nothing has no pictures/);
  });

  test('a file without permission', { skip: process.getuid?.() === 0 || process.platform === 'win32' }, async () => {
    const path = await write('secret.csv', 'a\n1\n');
    await chmod(path, 0);
    const answer = await readDataFacts(path, { source: 'secret.csv' });
    assert.ok(answer.kind === 'unreadable' && answer.reason === 'forbidden');
  });
});

test('no bytes are too much for it', async () => {
  const random = createRandom(5);
  const characters = 'ab1,;\t"\n\r{}[]:/ \u00e4\u65e5-.\ufeff';
  const endings = ['csv', 'tsv', 'jsonl', 'json', 'conll', 'txt', 'data'];
  for (let round = 0; round < 300; round++) {
    const length = Math.floor(random.next() * 200);
    const text = Array.from({ length }, () => characters[Math.floor(random.next() * characters.length)] ?? '').join('');
    const bytes = round % 3 === 0 ? Uint8Array.from({ length }, () => random.next() * 256) : text;
    const path = await write(`bytes.${endings[round % endings.length] ?? ''}`, bytes);
    const facts = await readDataFacts(path, { source: 'bytes', headBytes: 80, tailBytes: 40 });
    assert.ok(facts.kind === 'unreadable' ? facts.message !== '' : facts.columns.length > 0, JSON.stringify(text));
  }
});

test('reading can be cancelled', async () => {
  const path = await write('a.csv', 'a,b\n1,2\n');
  await assert.rejects(readDataFacts(path, { signal: AbortSignal.abort() }), { name: 'AbortError' });
  const controller = new AbortController();
  const reading = readDataFacts(path, { signal: controller.signal });
  controller.abort();
  await assert.rejects(reading, { name: 'AbortError' });
});
