import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { UserError } from '../../../src/contracts/userError.ts';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { prepareTask } from '../../../src/worker/prepareTask.ts';
import { makeIdx, makeNpy } from '../../fakes/arrayFiles.ts';
import { makeGif } from '../../fakes/gif.ts';
import { withFiles } from '../../fakes/temporaryFolder.ts';
import { makeZip } from '../../fakes/zipFile.ts';

type Files = Readonly<Record<string, Uint8Array | string>>;

/** Prepares the files for the spec as a training does. */
async function prepare(files: Files, { layers, ...data }: Spec): Promise<Prepared> {
  const spec = { version: 1, data, layers, training: { epochs: 1, seed: 1 } };
  const { plan, problems } = await analyse(JSON.stringify(spec), 'wrong.lstm.json');
  assert.ok(plan, JSON.stringify(problems));
  return withFiles(files, async (folder) => {
    const { task, close } = await prepareTask(plan, folder);
    await close();
    return { rows: task.rows, notes: task.notes ?? [] };
  });
}

interface Prepared {
  readonly rows: number;
  readonly notes: readonly string[];
}

interface Spec {
  readonly source: string;
  readonly layers: readonly object[];
  readonly input: object;
  readonly target: object;
  readonly split: object;
}

/** What is wrong with the files is told with its place. */
function refuses(name: string, spec: Spec, files: Files, expected: RegExp): void {
  it(name, () =>
    assert.rejects(prepare(files, spec), (error: unknown) => {
      assert.ok(error instanceof UserError, String(error));
      assert.match(error.message, expected);
      return true;
    }),
  );
}

const lstm = { type: 'lstm', units: 2 };
const embedding = { type: 'embedding', outputDim: 2 };
const fixed = { type: 'fixed', column: 'part' };
const latin1 = (text: string): Uint8Array => Buffer.from(text, 'latin1');

describe('classes of texts', () => {
  const spec: Spec = {
    source: 'mails.csv',
    input: { type: 'text', column: 'text' },
    target: { type: 'category', column: 'label' },
    split: fixed,
    layers: [embedding, lstm],
  };
  const rows = (...lines: string[]): Files => ({ 'mails.csv': ['text,label,part', ...lines, ''].join('\n') });
  const some = ['one,ham,train', 'two,spam,train'];
  refuses(
    'a text that is empty',
    spec,
    rows(...some, ',ham,train'),
    /^mails\.csv, data row 3 .*"text": The text is empty/,
  );
  refuses('a header alone', spec, rows(), /^mails\.csv has no rows of data\. Add rows/);
  refuses(
    'a label that is empty',
    spec,
    rows(...some, 'a,,train'),
    /^mails\.csv, data row 3 .*"label": The cell is empty/,
  );
  refuses(
    'a class that only the test split has',
    spec,
    rows(...some, 'three,eggs,test'),
    /^mails\.csv, data row 3 .*"label": The test split has the label "eggs".*"ham", "spam"/,
  );
  refuses(
    'a single class',
    spec,
    rows('one,ham,train', 'two,ham,train', 'three,ham,test'),
    /^mails\.csv, column "label": all training rows have the label "ham"/,
  );
  refuses('a split without training rows', spec, rows('one,ham,test', 'two,spam,test'), /^mails\.csv.*train/);
  refuses(
    'a share that gets no row',
    { ...spec, split: { type: 'random', probabilities: [0.9, 0.05, 0.05] } },
    rows(...some),
    /^mails\.csv: the validation split gets none of the 2 examples/,
  );
  refuses(
    'bytes that are not UTF-8',
    spec,
    { 'mails.csv': latin1('text,label,part\none,ham,train\ncaf\xe9,spam,train\n') },
    /^mails\.csv, line 3: byte 0xE9 is not UTF-8/,
  );
});

describe('tagged sentences', () => {
  const tagged = (source: string): Spec => ({
    source,
    input: source.endsWith('csv') ? { type: 'text', column: 'words' } : { type: 'text' },
    target: source.endsWith('csv') ? { type: 'tags', column: 'tags' } : { type: 'tags' },
    split: source.endsWith('csv') ? fixed : { type: 'time', probabilities: [0.5, 0, 0.5] },
    layers: [embedding, { ...lstm, returnSequences: true }],
  });
  refuses(
    'more tokens than tags',
    tagged('s.csv'),
    { 's.csv': 'words,tags,part\nthe dog,D N,train\nthe cat sleeps,D N,train\n' },
    /^s\.csv, data row 2 .*3.*2/,
  );
  refuses(
    'a word without a tag',
    tagged('s.txt'),
    { 's.txt': 'the/D dog/N\nthe/D cat\n' },
    /^s\.txt, data row 2 \(line 2\).* 2 tokens, but 1 tags/,
  );
  refuses(
    'a line without a tag',
    tagged('s.conll'),
    { 's.conll': 'the D\ndog N\n\nthe D\ncat\n' },
    /^s\.conll, line 5: The line has 1 columns, but the first word of the file has 2/,
  );
  refuses(
    'a tag that only the test split has',
    tagged('s.txt'),
    { 's.txt': 'the/D dog/N\nit/P barks/V\n' },
    /^s\.txt, data row 2 .*"[PV]"/,
  );
  refuses(
    'bytes that are not UTF-8',
    tagged('s.txt'),
    { 's.txt': latin1('a/D\n\xe9t\xe9/N\n') },
    /^s\.txt, line 2: byte 0xE9/,
  );
});

describe('pairs and running texts', () => {
  const pairs: Spec = {
    source: 'pairs.csv',
    input: { type: 'text', column: 'en' },
    target: { type: 'text', column: 'zh', tokenizer: 'character' },
    split: { type: 'time', probabilities: [0.5, 0, 0.5] },
    layers: [embedding, { ...lstm, returnSequences: true }, { type: 'decoder', units: 2 }],
  };
  const novel: Spec = {
    source: 'novel.txt',
    input: { type: 'text', tokenizer: 'character', maxSequenceLength: 4 },
    target: { type: 'next' },
    split: { type: 'time', probabilities: [0.8, 0.1, 0.1] },
    layers: [embedding, { ...lstm, returnSequences: true }],
  };
  refuses(
    'a translation that is empty',
    pairs,
    { 'pairs.csv': 'en,zh\nhello,你好\nbye,\n' },
    /^pairs\.csv, data row 2 .*"zh"/,
  );
  refuses('an empty file', novel, { 'novel.txt': '' }, /^novel\.txt is empty/);
  refuses('too short a text', novel, { 'novel.txt': 'abc' }, /^novel\.txt/);
  refuses(
    'bytes that are not UTF-8',
    novel,
    { 'novel.txt': latin1('one\ntwo\xff\n') },
    /^novel\.txt, line 2: byte 0xFF/,
  );
});

describe('classes of windows', () => {
  const spec: Spec = {
    source: 'series.csv',
    input: { type: 'timeseries', columns: ['y'], windowSize: 2 },
    target: { type: 'category', column: 'label' },
    split: { type: 'time', probabilities: [0.5, 0, 0.5] },
    layers: [lstm],
  };
  const rows = (labels: string): Files => ({
    'series.csv': `y,label\n${Array.from(labels, (label, row) => `${String(row)},${label}\n`).join('')}`,
  });
  refuses(
    'a single class',
    spec,
    rows('aaaaaaaa'),
    /^series\.csv, column "label": all training rows have the label "a"/,
  );
  refuses('a class that only the test split has', spec, rows('ababacab'), /^series\.csv, data row 6, .*"c".*"a", "b"/);
  refuses('too few rows for a window', spec, rows('ab'), /^series\.csv.*windowSize|split has 1 row/);
});

describe('pictures', async () => {
  const png = new Uint8Array(
    await readFile(new URL('../../../samples/shapes/pictures/circle/01.png', import.meta.url)),
  );
  const spec = (source: string): Spec => ({
    source,
    input: { type: 'image', size: [4, 4], channels: 1, as: 'rows' },
    target: { type: 'category' },
    split: { type: 'random', probabilities: [0.5, 0, 0.5] },
    layers: [lstm],
  });
  refuses(
    'a picture that is cut',
    spec('p'),
    { 'p/a/1.png': png, 'p/b/2.png': png.subarray(0, 60) },
    /p.b.2\.png is damaged/,
  );
  refuses('what is no picture', spec('p'), { 'p/a/1.png': png, 'p/b/2.jpg': 'text' }, /p.b.2\.jpg is no png, jpg/);
  refuses('an empty file', spec('p'), { 'p/a/1.png': png, 'p/b/2.jpg': '' }, /p.b.2\.jpg is empty/);
  const halves = { ...spec('p'), split: { type: 'fixed', column: 'split' } };
  it('pictures of mixed sizes are brought to one, and two of them are named', async () => {
    const small = makeGif([[1, 2, 3, 4, 5, 6]], [2, 3]);
    const files = { 'p/train/a/1.png': png, 'p/train/b/2.gif': small, 'p/test/a/3.gif': small };
    const { rows, notes } = await prepare(files, halves);
    assert.equal(rows, 3);
    assert.match(notes.join(), /^test.a.3\.gif is 3 x 2 pixels, train.a.1\.png is 24 x 24,.* stretched to 4 x 4/);
  });
  it('so are arrays of mixed sizes', async () => {
    const array = (rows: number, columns: number): Uint8Array =>
      makeNpy('|u1', [2, rows, columns], new Uint8Array(2 * rows * columns));
    const labels = makeNpy('|u1', [2], Uint8Array.of(0, 1));
    const parts = {
      'x_train.npy': array(4, 4),
      'y_train.npy': labels,
      'x_test.npy': array(8, 8),
      'y_test.npy': labels,
    };
    const { rows, notes } = await prepare({ 'a.npz': makeZip(parts) }, { ...halves, source: 'a.npz' });
    assert.equal(rows, 4);
    assert.deepEqual(notes, [
      'a.npz/x_test.npy is 8 x 8 pixels, a.npz/x_train.npy is 4 x 4: both are scaled to 4 x 4.',
    ]);
  });
  it('frames of one clip may have different sizes, too', async () => {
    const frames = { ...halves, input: { type: 'video', frames: 2, size: [4, 4], channels: 1 } };
    const layer = { type: 'timeDistributed', layer: { type: 'flatten' } };
    const wide = makeGif([[1, 2, 3, 4, 5, 6]], [2, 3]);
    const files = {
      'p/train/a/one/1.png': png,
      'p/train/a/one/2.png': wide,
      'p/train/b/two/1.png': png,
      'p/test/a/three/1.png': png,
    };
    const { notes } = await prepare(files, { ...frames, layers: [layer, lstm] });
    assert.match(notes.join(), /^train.a.one.2\.png is 3 x 2 pixels/);
  });
  refuses('a single class', spec('p'), { 'p/a/1.png': png, 'p/a/2.png': png }, /^p\b.*"a"/);
  refuses(
    'a class without pictures',
    spec('p'),
    { 'p/a/1.png': png, 'p/b/': '' },
    /^p: the folder "b" has no pictures/,
  );
  refuses(
    'a class that only the test split has',
    halves,
    { 'p/train/a/1.png': png, 'p/train/b/2.png': png, 'p/test/c/3.png': png },
    /test.c.3\.png.*"c"/,
  );
  refuses(
    'an IDX file that is cut',
    spec('images.idx3-ubyte'),
    {
      'images.idx3-ubyte': makeIdx([2, 4, 4], new Array<number>(32).fill(1)).subarray(0, 40),
      'labels.idx1-ubyte': makeIdx([2], [0, 1]),
    },
    /^images\.idx3-ubyte/,
  );
  refuses(
    'more labels than pictures',
    { ...spec('a.npz'), target: { type: 'category', column: 'y' } },
    {
      'a.npz': makeZip({
        'x.npy': makeNpy('|u1', [2, 4, 4], new Uint8Array(32)),
        'y.npy': makeNpy('|u1', [3], Uint8Array.of(0, 1, 0)),
      }),
    },
    /^a\.npz.*2.*3|^a\.npz.*3.*2/,
  );
});
