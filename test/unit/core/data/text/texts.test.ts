import assert from 'node:assert/strict';
import { test } from 'node:test';
import { memoryStorage } from '../../../../../src/core/data/numberRows.ts';
import { copyText, mapTexts, pickFrom, storeTexts } from '../../../../../src/core/data/text/texts.ts';

const written = [
  'buy now',
  '',
  'naïve ÿ',
  '你好，世界',
  '😀 \u0000 \ufeff',
  // Half of a character is kept as it is, too.
  '\ud83d',
  'x'.repeat(20_000),
  'é世'.repeat(9_000),
];

test('texts come back as they were, whatever they are written in', () => {
  const writer = storeTexts(memoryStorage);
  for (const text of written) writer.push(text);
  assert.equal(writer.count, written.length);
  const texts = writer.finish();
  assert.deepEqual([...texts], written);
  for (const [place, text] of [...written.entries()].reverse()) assert.equal(texts.at(place), text);
  assert.deepEqual([texts.length, texts.at(written.length)], [written.length, undefined]);
  assert.deepEqual(written.map(copyText), written);
});

test('some of the texts are found by their places', () => {
  const places = [3, 0, 3];
  const some = pickFrom(written, places.length, (text) => places[text] ?? NaN);
  assert.deepEqual([...some], ['你好，世界', 'buy now', '你好，世界']);
  assert.deepEqual([some.length, some.at(1), some.at(3)], [3, 'buy now', undefined]);
});

test('texts are changed where they are read', () => {
  const trimmed = mapTexts(['ham ', '', ' spam'], (text) => text.trim());
  assert.deepEqual([...trimmed], ['ham', '', 'spam']);
  assert.deepEqual([trimmed.length, trimmed.at(2), trimmed.at(3)], [3, 'spam', undefined]);
});
