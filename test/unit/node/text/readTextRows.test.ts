import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { UserError } from '../../../../src/contracts/userError.ts';
import { memoryStorage } from '../../../../src/core/data/numberRows.ts';
import { readTextRows } from '../../../../src/node/text/readTextRows.ts';
import { fakeTextPlan } from '../../../fakes/textPlan.ts';
import type { TextPlanParts } from '../../../fakes/textPlan.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatescope-text-'));
});
after(() => rm(folder, { recursive: true }));

const fixtures = fileURLToPath(new URL('../../../fixtures/text', import.meta.url));

type Files = Readonly<Record<string, string | Uint8Array>>;

/** Reads the only one of the files, or those of the pattern that `parts` name. */
async function read(files: Files, parts: TextPlanParts = {}) {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
  const [source = ''] = Object.keys(files);
  const { data } = await fakeTextPlan({ ...parts, data: { source, ...parts.data } });
  return readTextRows(data, folder, memoryStorage);
}

async function check(files: Files, parts: TextPlanParts, expected: readonly (readonly string[])[]): Promise<void> {
  const { rows } = await read(files, parts);
  const found = Array.from(rows.input.cells, (cell, row) => [
    cell,
    ...(rows.target === null ? [] : [rows.target.cells.at(row)]),
  ]);
  assert.deepEqual(found, expected);
}

async function fails(files: Files, parts: TextPlanParts, message: string): Promise<void> {
  await assert.rejects(read(files, parts), (error) => {
    assert.ok(error instanceof UserError, String(error));
    assert.equal(error.message.replaceAll(folder, ''), message);
    return true;
  });
}

const tags = { target: { type: 'tags' }, input: { column: undefined } };
const next = { target: { type: 'next' }, input: { column: undefined } };
const pairs = { target: { type: 'text' }, input: { column: undefined } };

test('tables of all kinds are read alike', async () => {
  const expected = [
    ['buy now', 'spam'],
    ['two\nlines', 'ham'],
  ];
  await check({ 'a.csv': 'id,label,text\r\n1,spam,buy now\r\n2,ham,"two\nlines"\r\n' }, {}, expected);
  await check({ 'a.tsv': '\ufefftext\tlabel\nbuy now\tspam\n"two\nlines"\tham' }, {}, expected);
  const objects = [
    { text: 'buy now', label: 'spam' },
    { label: 'ham', text: 'two\nlines', more: 1 },
  ];
  await check({ 'a.jsonl': objects.map((object) => `${JSON.stringify(object)}\n`).join('\n') }, {}, expected);
  await check({ 'a.json': JSON.stringify(objects) }, {}, expected);
});

test('parquet is read group by group', async () => {
  const { data } = await fakeTextPlan({ data: { source: 'mails.parquet' } });
  const { rows, fingerprint } = await readTextRows(data, fixtures, memoryStorage);
  assert.deepEqual([...rows.input.cells], ['buy now', '你好，世界', '', 'a "quoted", cell']);
  assert.deepEqual([...(rows.target?.cells ?? [])], ['spam', 'ham', 'ham', 'spam']);
  assert.equal(rows.lines, null);
  assert.equal(fingerprint.bytes, 2749);
  const tokens = await fakeTextPlan({
    data: { source: 'mails.parquet' },
    input: { column: 'tokens' },
    target: { type: 'number', column: 'n' },
  });
  const wide = await readTextRows(tokens.data, fixtures, memoryStorage);
  assert.deepEqual([...wide.rows.input.cells], ['buy now', '你好', '', 'a']);
  assert.deepEqual([...(wide.rows.target?.cells ?? [])], ['1', '2', '3', '9007199254740993']);
});

test('lines, and what is known of their places', async () => {
  const { rows, fingerprint } = await read({ 'a.csv': 'text,label\n\na,x\n"b\nb",y\nc,z\n' });
  assert.deepEqual(rows.lines?.slice(0, 3), Float64Array.of(3, 4, 6));
  assert.deepEqual(rows.files, [{ source: 'a.csv', firstRow: 0 }]);
  assert.deepEqual(fingerprint, {
    path: join(folder, 'a.csv'),
    bytes: 28,
    sha256: createHash('sha256').update('text,label\n\na,x\n"b\nb",y\nc,z\n').digest('hex'),
  });
});

test('a text file is a line an example, or one running text', async () => {
  const files = { 'b.txt': 'one two\n\n  three  \r\nfour' };
  await check(files, next, [['one two'], [''], ['  three  '], ['four']]);
  assert.equal((await read(files, next)).rows.isRunning, true);
});

test('sentences with tags come from CoNLL, CoNLL-U and word/tag text', async () => {
  const expected = [
    ['The dog barks', 'DET NOUN VERB'],
    ['1/2 Stop', 'NUM VERB'],
  ];
  const conll = '-DOCSTART- -X- O\n\nThe x DET\ndog x NOUN\nbarks x VERB\n\n1/2 x NUM\nStop x VERB\n';
  await check({ 'a.conll': conll }, tags, expected);
  const ud = (id: string, word: string, tag: string): string => `${id}\t${word}\tl\t${tag}\tX\t_\t0\t_\t_\t_\n`;
  const first = `# text = The dog barks\n${ud('1', 'The', 'DET')}${ud('2-3', 'dogbarks', '_')}`;
  const rest = `${ud('2', 'dog', 'NOUN')}${ud('3', 'barks', 'VERB')}\n${ud('1', '1/2', 'NUM')}${ud('2', 'Stop', 'VERB')}`;
  await check({ 'a.conllu': first + rest }, tags, expected);
  await check({ 'a.txt': '\tThe/DET dog/NOUN barks/VERB\n\n1/2/NUM Stop/VERB\n' }, tags, expected);
  const { rows } = await read({ 'a.conll': conll }, tags);
  assert.deepEqual([rows.areTokens, rows.lines?.slice(0, 2)], [true, Float64Array.of(3, 7)]);
  const numbered = { input: { column: '1' }, target: { type: 'tags', column: '2' } };
  await check({ 'b.conll': 'The a DET\ndog b NOUN\n' }, numbered, [['The dog', 'a b']]);
});

test('the line of a word without a tag is named', async () => {
  const message = 'a.conll, line 4: The word "barks" has no tag. Write one behind it, a tab or a blank between.';
  await fails({ 'a.conll': 'The DET\n\ndog\tNOUN\nbarks\t\n' }, tags, message);
});

test('a catalogue gives its translated pairs', async () => {
  const po = [
    'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"',
    'msgid "Hello"\nmsgstr "你好"',
    '#, fuzzy\nmsgid "Maybe"\nmsgstr "也许"',
    'msgid "Later"\nmsgstr ""',
    'msgctxt "menu"\nmsgid "Open"\nmsgstr "打"\n"开"',
    'msgid "{0} file"\nmsgid_plural "{0} files"\nmsgstr[0] "{0} 个文件"',
  ].join('\n\n');
  const expected = [
    ['Hello', '你好'],
    ['{0} file', '{0} 个文件'],
    ['Open', '打开'],
  ];
  await check({ 'a.po': po }, pairs, expected);
  await fails(
    { 'b.po': 'msgid "Hello\nmsgstr "x"' },
    pairs,
    'b.po, line 2: this is not po. Each entry has a line with msgid and one with msgstr, in quotes.',
  );
});

test('a pattern reads its files by name', async () => {
  const files = { 'parts/b.csv': 'label,text\ny,2\n', 'parts/a.csv': 'text,label\n1,x\n' };
  const { rows, fingerprint } = await read(files, { data: { source: 'parts/*.csv' } });
  assert.deepEqual([...rows.input.cells], ['1', '2']);
  assert.deepEqual([...(rows.target?.cells ?? [])], ['x', 'y']);
  assert.deepEqual(rows.files, [
    { source: 'parts/a.csv', firstRow: 0 },
    { source: 'parts/b.csv', firstRow: 1 },
  ]);
  const sha = (text: string): string => createHash('sha256').update(text).digest('hex');
  const sums = `${sha(files['parts/a.csv'])}  parts/a.csv\n${sha(files['parts/b.csv'])}  parts/b.csv\n`;
  assert.deepEqual(fingerprint, { path: join(folder, 'parts/*.csv'), bytes: 30, sha256: sha(sums) });
  await fails(
    {},
    { data: { source: 'none/*.csv' } },
    'No file fits the pattern none/*.csv. Patterns are relative to the folder of the spec.',
  );
});

test('columns that are not named are the only ones left', async () => {
  await check({ 'c.csv': 'label,comment\nx,hi\n' }, { input: { column: undefined } }, [['hi', 'x']]);
  await check({ 'c.csv': 'en,zh\nHello,你好\n' }, pairs, [['Hello', '你好']]);
  await fails(
    { 'c.csv': 'a,b,label\n1,2,3\n' },
    { input: { column: undefined } },
    'Name a column in data.input.column: c.csv has "a", "b", "label".',
  );
  await fails(
    { 'c.csv': 'texts,label\n1,2\n' },
    {},
    'c.csv has no column "text". Did you mean "texts"? It has: "texts", "label".',
  );
});

test('what a person can mend is said, with its place', async () => {
  await fails(
    { 'd.csv': Buffer.from('text,label\na,x\n\xe9,y\n', 'latin1') },
    {},
    'd.csv, line 3: byte 0xE9 is not UTF-8. Save the file as UTF-8.',
  );
  await fails(
    { 'd.txt': Buffer.from('a\n\xff\n', 'latin1') },
    next,
    'd.txt, line 2: byte 0xFF is not UTF-8. Save the file as UTF-8.',
  );
  await fails(
    { 'd.jsonl': '{"text":"a","label":"x"}\n[1]\n' },
    {},
    'd.jsonl, line 2: this is not a JSON object. A jsonl file has one object a line.',
  );
  await fails(
    { 'd.json': '{"text":"a"}' },
    {},
    'd.json is not a list of JSON objects. Write one object a row, all in one pair of square brackets.',
  );
  await fails(
    { 'd.csv': 'text,label\na,x\nb\n' },
    {},
    'd.csv, data row 2 (line 3): The row has 1 cells, but the header has 2: add the cells that are missing, also where they are empty.',
  );
  await fails(
    { 'd.csv': 'text,label\n"a,x\n' },
    {},
    'd.csv, line 2: a quote is not closed, or stands inside a cell. A cell with quotes starts and ends with one, and doubles those inside it.',
  );
  await fails(
    { 'd.csv': 'text,label\nb,y\n"a,x\nc,z\n' },
    {},
    'd.csv, line 3: a quote is not closed, or stands inside a cell. A cell with quotes starts and ends with one, and doubles those inside it.',
  );
  await fails({ 'd.csv': '' }, {}, 'd.csv is empty. Choose a file with a header line and rows.');
  await fails({ 'd.jsonl': '\n' }, {}, 'd.jsonl is empty. Choose a file with data, or write some into it.');
  await fails({ 'd.txt': '' }, next, 'd.txt is empty. Choose a file with data, or write some into it.');
  await fails(
    { 'd.parquet': 'no parquet at all' },
    {},
    'd.parquet is no parquet file, or was cut: parquet file invalid (footer != PAR1)',
  );
  await fails(
    {},
    { data: { source: 'gone.csv' } },
    'There is no file /gone.csv. Set data.source to the path of the data, relative to the spec.',
  );
  await fails(
    {},
    { data: { source: '.' } },
    ' is a folder. Set data.source to a file in it, or to a pattern such as /*.csv.',
  );
});
