import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  isSlashTagged,
  parseConll,
  parseLines,
  parseSlashTagged,
} from '../../../../../src/core/data/facts/parseTagged.ts';

const check = (rows: ReturnType<typeof parseConll>, expected: readonly (readonly [number, ...string[]])[]): void => {
  assert.deepEqual(
    rows.map(({ line, cells }) => [line, ...cells]),
    expected,
  );
};

test('CoNLL text becomes sentences of words and tags', () => {
  check(parseConll('EU B-ORG\nrejects O\n\nPeter B-PER\n'), [
    [1, 'EU rejects', 'B-ORG O'],
    [4, 'Peter', 'B-PER'],
  ]);
  check(parseConll('-DOCSTART- -X- O O\n\nEU NNP I-NP B-ORG\r\n\r\n\r\nend NN I-NP O'), [
    [3, 'EU', 'B-ORG'],
    [6, 'end', 'O'],
  ]);
  check(parseConll('New York\tB-LOC\nis\tO'), [[1, 'New_York is', 'B-LOC O']]);
  check(parseConll('lonely\n'), [[1, 'lonely', '']]);
  check(parseConll('\n\n'), []);
});

test('of CoNLL-U the universal part of speech is the tag; ranges and comments are left out', () => {
  const row = (...cells: string[]): string =>
    [...cells, ...Array.from({ length: 10 - cells.length }, () => '_')].join('\t');
  const text = ['# text = au bois', row('1-2', 'aux'), row('1', 'à', 'à', 'ADP'), row('2', 'bois', 'bois', 'NOUN')];
  check(parseConll(text.join('\n')), [[3, 'à bois', 'ADP NOUN']]);
});

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
