import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDataFile } from '../../../../src/host/language/dataFiles.ts';

test('files that a model may learn from are told from those of other programs', () => {
  const check = (names: readonly string[], expected: boolean): void => {
    for (const name of names) assert.equal(isDataFile(name), expected, name);
  };
  check(
    [
      'births.csv',
      'A.TSV',
      'rows.jsonl',
      'rows.ndjson',
      'train.conllu',
      'book.txt',
      'a.parquet',
      'de.po',
      'my.package.json',
    ],
    true,
  );
  check(
    ['model.lstm.json', 'package.json', 'tsconfig.base.json', 'run.json', 'requirements.txt', 'LICENSE.txt'],
    false,
  );
  check(['photo.png', 'csv', 'notes.md', ''], false);
});
