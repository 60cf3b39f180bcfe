import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readDataSample } from '../../../../src/node/dataSample.ts';
import { makeIdx, makeNpy } from '../../../fakes/arrayFiles.ts';
import { readDataFacts } from '../../../fakes/readDataFacts.ts';
import { useSampleFolder } from '../../../fakes/sampleFolder.ts';
import { makeZip } from '../../../fakes/zipFile.ts';

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

const PIXELS = Array.from({ length: 2 * 3 }, () => 9);
const pictures = (count: number): Uint8Array => makeIdx([count, 3, 2], Array(count).fill(PIXELS).flat());

test('of IDX files the headers and all labels are looked at', async () => {
  await write('digits/train-labels-idx1-ubyte', makeIdx([4], [7, 1, 7, 1]));
  await write('digits/t10k-images-idx3-ubyte', pictures(2));
  await write('digits/t10k-labels-idx1-ubyte', makeIdx([2], [1, 7]));
  const facts = await read('digits/train-images-idx3-ubyte', pictures(4));
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
  assert.deepEqual([all.rows.count, all.columns.map(({ name }) => name)], [6, ['image', 'label', 'split']]);

  const refused: readonly [string, Uint8Array, string][] = [
    ['digits/train-labels-idx1-ubyte', makeIdx([4], [7, 1, 7, 1]), 'malformed'],
    ['alone/train-images-idx3-ubyte', pictures(1), 'unknownFormat'],
    ['digits/t10k-images-idx3-ubyte', pictures(5), 'malformed'],
  ];
  for (const [name, content, reason] of refused) assert.equal((await refuse(name, content)).reason, reason, name);
});

test('so are packed ones, and npy files, whose clips have frames', async () => {
  await write('packed/train-labels-idx1-ubyte.gz', gzipSync(makeIdx([4], [7, 1, 7, 1])));
  const packed = await read('packed/train-images-idx3-ubyte.gz', gzipSync(pictures(4)));
  assert.deepEqual([packed.rows.count, packed.imageSizes[0]?.height, packed.columns[1]?.distinct], [4, 3, 2]);
  await write('npy/y_train.npy', makeNpy('|u1', [2, 1], Uint8Array.of(1, 0)));
  await write('npy/direction_train.npy', makeNpy('|u1', [2], Uint8Array.of(3, 4)));
  await write('npy/other_train.npy', makeNpy('|u1', [7], new Uint8Array(7)));
  await write('npy/objects_train.npy', makeNpy('|O', [2], new Uint8Array(16)));
  await write('npy/x_test.npy', makeNpy('|u1', [2, 3, 8, 8], new Uint8Array(2 * 3 * 64)));
  const clips = await read('npy/x_train.npy', makeNpy('|u1', [2, 3, 8, 8], new Uint8Array(2 * 3 * 64)));
  assert.deepEqual(
    [clips.kind, clips.columns.map(({ name }) => name)],
    ['video', ['video', 'label', 'direction', 'split']],
  );
});

test('of npz archives the headers of pictures and all that is said of them are looked at', async () => {
  const label = makeNpy('|S4', [2], new TextEncoder().encode('leftup\0\0'));
  const facts = await read(
    'moves.npz',
    makeZip({
      'videos.npy': makeNpy('|u1', [2, 3, 8, 9], new Uint8Array(2 * 3 * 8 * 9)),
      'speed.npy': makeNpy('|u1', [2], Uint8Array.of(3, 4)),
      'y.npy': label,
      'flow.npy': makeNpy('|u1', [2, 5], new Uint8Array(10)),
    }),
  );
  assert.deepEqual([facts.kind, facts.rows], ['video', { count: 2, exact: true }]);
  assert.deepEqual(
    facts.columns.map(({ name, examples }) => [name, examples]),
    [
      ['video', ['moves.npz/videos.npy 1', 'moves.npz/videos.npy 2']],
      ['label', ['left', 'up']],
      ['speed', ['3', '4']],
    ],
  );
  assert.deepEqual(facts.imageSizes, [{ width: 9, height: 8, channels: 1, count: 2, example: 'moves.npz/videos.npy' }]);
});

test('of an npz archive that training cannot use the reason is told', async () => {
  const array = makeNpy('|u1', [2, 4, 4], new Uint8Array(32));
  const cases: readonly [string, Parameters<typeof makeZip>[0], RegExp][] = [
    ['none.npz', { 'y.npy': makeNpy('|u1', [2], Uint8Array.of(0, 1)) }, /has no pictures/],
    ['two.npz', { 'a.npy': array, 'b.npy': array }, /several arrays that may be the pictures/],
    ['more.npz', { 'x.npy': array, 'y.npy': makeNpy('|u1', [3], new Uint8Array(3)) }, /2 pictures, .* 3 entries/],
    ['text.npz', { 'x.npy': 'text' }, /text\.npz\/x\.npy is no array that NumPy saved/],
  ];
  for (const [name, files, message] of cases) {
    const answer = await refuse(name, makeZip(files));
    assert.equal(answer.reason, 'malformed', name);
    assert.match(answer.message, message);
  }
});

test('of a parquet file the first rows are looked at', async () => {
  const mails = await readFile(new URL('../../../fixtures/text/mails.parquet', import.meta.url));
  const facts = await read('mails.parquet', mails);
  assert.equal(facts.kind, 'table');
  assert.deepEqual(facts.columns.map(({ name }) => name).slice(0, 2), ['text', 'label']);
  assert.ok(facts.rowsSampled > 0 && facts.rows.count >= facts.rowsSampled);
});
