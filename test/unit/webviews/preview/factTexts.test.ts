import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PreviewSnapshot } from '../../../../src/contracts/preview.ts';
import { collectFactTexts } from '../../../../webviews/preview/factTexts.ts';

const snapshot: PreviewSnapshot = {
  spec: '',
  name: 'Births',
  source: 'births.csv',
  trouble: '',
  kind: 'table',
  bytes: 119_843,
  modified: 0,
  rows: { count: 7305, exact: true },
  rowsSampled: 7305,
  columns: [],
  imageSizes: [],
  first: null,
  problems: [],
};

function check(change: Partial<PreviewSnapshot>, expected: readonly RegExp[]): void {
  const texts = collectFactTexts({ ...snapshot, ...change });
  assert.equal(texts.length, expected.length, texts.join(' · '));
  for (const [index, pattern] of expected.entries()) assert.match(texts[index] ?? '', pattern);
}

test('the line below the title says how much there is', () => {
  check({}, [/^7,305 rows$/, /^0 columns$/, /^119\.8 kB$/, /^changed .*19(69|70)/]);
  check({ kind: 'images', bytes: 0 }, [/^7,305 images$/, /^changed/]);
});

test('of a sample it says so', () => {
  check({ rows: { count: 40_976, exact: false }, rowsSampled: 11_993 }, [
    /^about 40,976 rows$/,
    /columns/,
    /kB/,
    /changed/,
    /^figures from 11,993 of them$/,
  ]);
});
