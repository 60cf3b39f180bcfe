import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { UserError } from '../../../../src/contracts/userError.ts';
import { parseNpy } from '../../../../src/node/images/parseNpy.ts';
import { readBytes } from '../../../../src/node/images/readBytes.ts';
import { readCsvRecords } from '../../../../src/node/records/csvRecords.ts';
import type { StartRows } from '../../../../src/node/records/dataFile.ts';
import { readJsonObjects } from '../../../../src/node/records/jsonList.ts';
import { readNpyRecords } from '../../../../src/node/records/npyRecords.ts';
import { readParquetRecords } from '../../../../src/node/records/parquetRecords.ts';
import { readPoRecords } from '../../../../src/node/records/poRecords.ts';
import { makeNpy } from '../../../fakes/arrayFiles.ts';
import { withFiles } from '../../../fakes/temporaryFolder.ts';

const fileAt = (folder: string, source: string) => ({ path: join(folder, source), source, delimiter: null });

/** Collects rows, of which the cells at `needed` are asked for. */
function collect(needed: readonly number[] = []) {
  const rows: (readonly string[])[] = [];
  const start: StartRows = () => ({ take: (cells) => rows.push(cells), needed });
  return { rows, start };
}

/** The bytes of a text, so many at a time. */
async function* bytesOf(text: string, atOnce: number): AsyncGenerator<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  for (let from = 0; from < bytes.length; from += atOnce)
    yield await Promise.resolve(bytes.subarray(from, from + atOnce));
}

async function cut(text: string, atOnce: number): Promise<string[]> {
  const objects: string[] = [];
  for await (const object of readJsonObjects(bytesOf(text, atOnce), 'a.json')) objects.push(object);
  return objects;
}

test('a list of JSON objects is cut into its objects, wherever its bytes are cut', async () => {
  const objects = [
    '{}',
    '{"a": "]}{[", "b": "\\\\\\"}"}',
    '{"a": [1, {"b": [{}]}], "c": null}',
    '{\n  "ä": "你好 😀"\n}',
  ];
  const text = `\ufeff [\n${objects.join(' ,\n')}\n]\r\n`;
  for (const atOnce of [1, 2, 3, 7, 1000]) {
    assert.deepEqual(await cut(text, atOnce), objects);
  }
  assert.deepEqual(await cut('[]', 1), []);
});

test('what is no list of JSON objects is named', async () => {
  const expected = new UserError(
    'a.json is not a list of JSON objects. Write one object a row, all in one pair of square brackets.',
  );
  const wrong = [
    '',
    '{}',
    '[',
    '[{}',
    '[{}]]',
    '[{} {}]',
    '[{},]',
    '[,{}]',
    '[1]',
    '["a"]',
    '[{},1]',
    '[{"a": "}]',
    '[{}] x',
    '[o',
  ];
  for (const text of wrong) {
    await assert.rejects(cut(text, 4), expected, text);
  }
});

test('arrays larger than a piece of their file are read row by row', async () => {
  const numbers = Float64Array.from({ length: 60_000 }, (_, index) => index / 8);
  const saved = makeNpy('<f8', [20_000, 3], new Uint8Array(numbers.buffer));
  await withFiles({ 'a.npy': saved, 'cut.npy': saved.subarray(0, saved.length - 8) }, async (folder) => {
    const { rows, start } = collect();
    await readNpyRecords(fileAt(folder, 'a.npy'), start);
    assert.equal(rows.length, 20_000);
    assert.deepEqual(
      [rows[0], rows[19_999]],
      [
        ['0', '0.125', '0.25'],
        ['7499.625', '7499.75', '7499.875'],
      ],
    );
    await assert.rejects(
      readNpyRecords(fileAt(folder, 'cut.npy'), collect().start),
      new UserError('cut.npy is no array that NumPy saved, or it is damaged. Get it again.'),
    );
  });
});

test('floats are read from any bytes of Node', () => {
  const saved = makeNpy('<f4', [3], new Uint8Array(Float32Array.of(1, 2.5, -4).buffer));
  const shared = Buffer.concat([Buffer.from('x'), saved]);
  assert.deepEqual(parseNpy(shared.subarray(1), 'a.npy').data, Float32Array.of(1, 2.5, -4));
});

test('of a parquet file only the columns that are needed are read', async () => {
  const { rows, start } = collect([1]);
  await readParquetRecords(fileAt(join(import.meta.dirname, '../../../fixtures/text'), 'mails.parquet'), start);
  const filled = new Set(rows.flatMap((row) => [...row.keys()].filter((place) => row[place] !== '')));
  assert.deepEqual([...filled], [1]);
});

test('a quote that is never closed is found long before the end of a large file', () =>
  withFiles({ 'a.csv': 'text,label\nb,y\n' }, async (folder) => {
    const path = join(folder, 'a.csv');
    writeFileSync(path, `"a,x\n${'c,z\n'.repeat(5 * 1024 * 1024)}`, { flag: 'a' });
    await assert.rejects(
      readCsvRecords(fileAt(folder, 'a.csv'), collect().start),
      /^UserError: a\.csv, line 3: a quote is not closed/,
    );
  }));

test('files that are too large to be read as a whole are told what to do', () =>
  withFiles({ 'a.po': 'msgid "Hello"\nmsgstr "你好"\n', 'a.npy': '' }, async (folder) => {
    await assert.rejects(
      readPoRecords(fileAt(folder, 'a.po'), collect().start, 10),
      new UserError(
        'a.po is larger than 0 MB, and a po file is read as a whole. Cut it into several, and name them with a pattern such as parts/*.po.',
      ),
    );
    const path = join(folder, 'a.npy');
    // A hole takes no room on the disk.
    await truncate(path, 2 ** 31 + 1);
    await assert.rejects(
      readBytes(path),
      new UserError(
        `${path} is larger than what is read as a whole. Cut it into several files and name them with a pattern such as x_train-*.npy, or save each picture as a file.`,
      ),
    );
    await writeFile(path, '');
  }));
