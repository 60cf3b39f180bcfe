import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readDataFacts, readDataSample } from '../../../../src/node/dataSample.ts';
import { useSampleFolder } from '../../../fakes/sampleFolder.ts';

const folder = useSampleFolder();
const { write, read, refuse } = folder;

test('a catalogue gives its pairs, without what is open or doubtful', async () => {
  const entries = ['Hello', 'Good night', 'Open', 'Doubtful'].map((id, index) => {
    const flag = id === 'Doubtful' ? '#, fuzzy\n' : '';
    return `${flag}msgid "${id}"\nmsgstr "${id === 'Open' ? '' : `wort ${String(index)}`}"\n`;
  });
  const head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n';
  const text = head + entries.join('\n');
  const sample = await readDataSample(await write('a.po', text));
  assert.ok(sample.kind !== 'unreadable');
  assert.deepEqual(
    sample.rows.map(({ line, cells }) => [line, ...cells]),
    [
      [1, 'Hello', 'wort 0'],
      [2, 'Good night', 'wort 1'],
    ],
  );
  const facts = await read('b.po', text);
  assert.deepEqual(
    [facts.columns.map(({ name }) => name), facts.rows],
    [['msgid', 'msgstr'], { count: 2, exact: true }],
  );
  const cut = await read('c.po', text, { headBytes: text.indexOf('Good') + 2 });
  assert.deepEqual([cut.rowsSampled, cut.rows.exact], [1, false]);
});

test('of IDX files the headers and all labels are looked at', async () => {
  const idx = (shape: readonly number[], values: readonly number[]): Uint8Array =>
    Uint8Array.of(0, 0, 8, shape.length, ...shape.flatMap((size) => [0, 0, 0, size]), ...values);
  const pixels = Array.from({ length: 2 * 3 }, () => 9);
  await write('digits/train-labels-idx1-ubyte', idx([4], [7, 1, 7, 1]));
  await write('digits/t10k-images-idx3-ubyte', idx([2, 3, 2], [...pixels, ...pixels]));
  await write('digits/t10k-labels-idx1-ubyte', idx([2], [1, 7]));
  const facts = await read(
    'digits/train-images-idx3-ubyte',
    idx([4, 3, 2], [...pixels, ...pixels, ...pixels, ...pixels]),
  );
  assert.deepEqual([facts.kind, facts.rows], ['images', { count: 4, exact: true }]);
  assert.deepEqual(facts.imageSizes, [
    { width: 2, height: 3, channels: 1, count: 4, example: 'train-images-idx3-ubyte' },
  ]);
  assert.deepEqual(facts.columns[1]?.classes, [
    { value: '7', count: 2 },
    { value: '1', count: 2 },
  ]);
  const source = 'digits/*-images-idx3-ubyte';
  const all = await readDataFacts(join(folder.path, source), { source });
  assert.ok(all.kind === 'images');
  assert.deepEqual([all.rows.count, all.columns.map(({ name }) => name)], [6, ['image', 'class', 'split']]);

  const refused: readonly [string, Uint8Array, string][] = [
    ['digits/train-labels-idx1-ubyte', idx([4], [7, 1, 7, 1]), 'malformed'],
    ['alone/train-images-idx3-ubyte', idx([1, 3, 2], pixels), 'unknownFormat'],
    ['digits/t10k-images-idx3-ubyte', idx([5, 3, 2], pixels), 'unknownFormat'],
    ['clips/train-images-idx4-ubyte', idx([1, 1, 3, 2], pixels), 'unknownFormat'],
  ];
  for (const [name, content, reason] of refused) assert.equal((await refuse(name, content)).reason, reason, name);
});

test('of a parquet file the first rows are looked at', async () => {
  const mails = await readFile(new URL('../../../fixtures/text/mails.parquet', import.meta.url));
  const facts = await read('mails.parquet', mails);
  assert.equal(facts.kind, 'table');
  assert.deepEqual(facts.columns.map(({ name }) => name).slice(0, 2), ['text', 'label']);
  assert.ok(facts.rowsSampled > 0 && facts.rows.count >= facts.rowsSampled);
});
