import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isSlashTagged, parseLines, parseSlashTagged } from '../../../../../src/core/data/facts/parseTagged.ts';

const check = (rows: ReturnType<typeof parseLines>, expected: readonly (readonly [number, ...string[]])[]): void => {
  assert.deepEqual(
    rows.map(({ line, cells }) => [line, ...cells]),
    expected,
  );
};

test('word/tag text is cut at the last slash', () => {
  check(parseSlashTagged('The/at 1/2/cd\n\n  end/nn ./.\n'), [
    [1, 'The 1/2', 'at cd'],
    [3, 'end .', 'nn .'],
  ]);
});

test('word/tag text is told from plain text with a few slashes', () => {
  assert.equal(isSlashTagged('The/at dog/nn runs/vbz ./.'), true);
  assert.equal(isSlashTagged('Either and/or neither: he said so.'), false);
  assert.equal(isSlashTagged('https://a.example/b'), false);
  assert.equal(isSlashTagged(''), false);
});

test('plain text is lines', () => {
  check(parseLines('\ufefffirst\n\n  second  \n'), [
    [1, 'first'],
    [3, 'second'],
  ]);
});
