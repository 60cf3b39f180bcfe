import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { UserError } from '../../../../src/contracts/userError.ts';
import { memoryStorage } from '../../../../src/core/data/numberRows.ts';
import { placeOf, type SeriesTable } from '../../../../src/core/data/series/seriesTable.ts';
import { readTable } from '../../../../src/node/table/readTable.ts';
import { makeNpy } from '../../../fakes/arrayFiles.ts';
import { fakeDataPlan, type DataPlanOptions } from '../../../fakes/dataPlan.ts';
import { columnOf } from '../../../fakes/seriesTable.ts';

let folder = '';
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatescope-tables-'));
});
after(() => rm(folder, { recursive: true }));

async function read(source: string, options: DataPlanOptions = {}): Promise<SeriesTable> {
  const { table } = await readTable(fakeDataPlan({ source, ...options }), folder, memoryStorage);
  return table;
}

async function readText(
  name: string,
  content: string | Uint8Array,
  options: DataPlanOptions = {},
): Promise<SeriesTable> {
  await writeFile(join(folder, name), content);
  return read(name, options);
}

async function checkError(reading: Promise<unknown>, expected: RegExp): Promise<void> {
  await assert.rejects(reading, (error: unknown) => {
    assert.ok(error instanceof UserError, String(error));
    assert.match(error.message, expected);
    return true;
  });
}

test('tables are read in every form', async () => {
  const forms: readonly [string, string][] = [
    ['a.tsv', 'y\tx\n1,\t2\n'.replace('1,', '1')],
    ['a.jsonl', '{"x": "b", "y": 1}\n\n{"y": "2.5"}\n'],
    ['a.ndjson', '\ufeff{"y": 1, "x": null}\r\n{"y": 2.5, "x": 1}'],
    ['a.json', '[{"y": 1, "x": {"deep": true}}, {"y": 2.5}]'],
  ];
  for (const [name, content] of forms) {
    assert.deepEqual(columnOf(await readText(name, content), 'y'), name === 'a.tsv' ? [1] : [1, 2.5], name);
  }
});

test('an array that NumPy saved is a table whose columns are counted from 0', async () => {
  const numbers = (values: readonly number[]): Uint8Array => new Uint8Array(Float64Array.from(values).buffer);
  const save = (shape: readonly number[], values: readonly number[]): Uint8Array =>
    makeNpy('<f8', shape, numbers(values));
  const options: DataPlanOptions = { target: ['1'], missing: { type: 'ffill' } };
  const table = await readText('n.npy', save([3, 2], [1, 10, 2, NaN, 3, 1 / 3]), options);
  assert.deepEqual(columnOf(table, '1'), [10, NaN, 1 / 3]);
  assert.deepEqual(columnOf(await readText('n.npy', save([3], [1, 2, 4]), { target: ['0'] }), '0'), [1, 2, 4]);
  await checkError(
    readText('n.npy', save([3, 2], [1, 10, 2, NaN, 3, 4]), { input: ['1'], target: ['0'] }),
    /n\.npy, .*row 2.*"1".*missing/,
  );
  await checkError(readText('n.npy', save([3], [1, 2, 4])), /n\.npy has no column "y"/);
  await checkError(readText('n.npy', save([1, 2, 2], [1, 2, 3, 4])), /shape \[1, 2, 2\].*reshape/);
  await checkError(readText('n.npy', save([0], []), { target: ['0'] }), /n\.npy has no rows/);
  await checkError(readText('n.npy', 'numbers'), /n\.npy is no array that NumPy saved/);
});

test('what is missing in JSON is a missing value', async () => {
  const missing = { type: 'ffill' } as const;
  const table = await readText('m.jsonl', '{"y": 1}\n{"y": null}\n{}\n', { missing });
  assert.deepEqual(columnOf(table, 'y'), [1, NaN, NaN]);
  await checkError(
    readText('m.jsonl', '{"y": 1, "z": 1}\n{"y": null, "z": 1}\n', { target: ['y', 'z'] }),
    /m\.jsonl, data row 2 \(line 2\), column "y".*is missing/,
  );
});

test('what cannot be read is named', async () => {
  await checkError(readText('b.jsonl', '{"y": 1}\n{"y": \n'), /b\.jsonl, line 2: this is not a JSON object/);
  await checkError(readText('b.jsonl', ''), /b\.jsonl is empty/);
  await checkError(readText('b.json', '[]'), /b\.json is empty/);
  await checkError(readText('b.json', '{"y": 1}'), /b\.json/);
  await checkError(readText('b.json', '[{"y": "two"}]'), /b\.json, data row 1, column "y": "two" is not a number/);
  await checkError(readText('b.json', '[{"Y": 2}]'), /b\.json has no column "y".*Did you mean "Y"/);
  await checkError(readText('b.jsonl', Buffer.from('{"y": "é"}', 'latin1')), /is not UTF-8/);
  await checkError(readText('b.parquet', 'PAR?'), /b\.parquet is no parquet file/);
});

test('several files are one table, in the order of their names, and errors name the file', async () => {
  await writeFile(join(folder, 'part-2.csv'), 'x,y\na,3\nb,4\n');
  await writeFile(join(folder, 'part-1.csv'), 'y,x\n1,a\n2,b\n');
  const table = await read('part-*.csv');
  assert.deepEqual(columnOf(table, 'y'), [1, 2, 3, 4]);
  assert.deepEqual(placeOf(table, 2), { source: 'part-2.csv', row: 1 });
  await writeFile(join(folder, 'part-3.csv'), 'x,y\na,no\n');
  await checkError(read('part-*.csv'), /^part-3\.csv, data row 1 \(line 2\), column "y"/);
  await checkError(read('absent-*.csv'), /No file fits the pattern absent-\*\.csv/);
});
