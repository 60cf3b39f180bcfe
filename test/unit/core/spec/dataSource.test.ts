import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dataSourceOf } from '../../../../src/core/spec/dataSource.ts';
import { parseDocument } from '../../../../src/core/spec/jsonDocument.ts';

test('the data of a spec is found whatever else is wrong with it', () => {
  const cases: readonly [string, ReturnType<typeof dataSourceOf>][] = [
    ['{ "data": { "source": "a.csv" } }', { source: 'a.csv', delimiter: null }],
    ['{ "data": { "source": "a.csv", "delimiter": ";", "input": 3', { source: 'a.csv', delimiter: ';' }],
    ['{ "data": { "source": "", "delimiter": ";" } }', null],
    ['{ "data": { "source": 7 } }', null],
    ['{ "data": [] }', null],
    ['[]', null],
    ['', null],
  ];
  for (const [text, expected] of cases)
    assert.deepEqual(dataSourceOf({ document: parseDocument(text) }), expected, text);
});
