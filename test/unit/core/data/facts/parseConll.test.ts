import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createConllCollector, parseConll } from '../../../../../src/core/data/facts/parseConll.ts';
import type { ConllColumns } from '../../../../../src/core/data/facts/parseConll.ts';

class Refused extends Error {}

const refuse = (line: number, message: string): never => {
  throw new Refused(`${line}: ${message}`);
};

const check = (text: string, expected: readonly (readonly [line: number, words: string, tags: string])[]): void => {
  const rows = parseConll(text, refuse).map(({ line, cells }) => [line, ...cells]);
  assert.deepEqual(rows, expected);
};

const ud = (...cells: string[]): string =>
  [...cells, ...Array.from({ length: 10 - cells.length }, () => '_')].join('\t');

test('CoNLL text becomes sentences of words and tags', () => {
  check('EU B-ORG\nrejects O\n\nPeter B-PER\n', [
    [1, 'EU rejects', 'B-ORG O'],
    [4, 'Peter', 'B-PER'],
  ]);
  check('New York\tB-LOC\nis\tO', [[1, 'New_York is', 'B-LOC O']]);
  check('EU\tB-ORG\t\nis\tO', [[1, 'EU is', 'B-ORG O']]);
  check('lonely\nwords\n', [[1, 'lonely words', ' ']]);
  check('\n\n', []);
});

test('what documents begin and end with is no word', () => {
  check('-DOCSTART- -X- O O\n\nEU NNP I-NP B-ORG\r\n\r\n\r\nend NN I-NP O', [
    [3, 'EU', 'B-ORG'],
    [6, 'end', 'O'],
  ]);
  check('#begin document (bc/cctv); part 000\nEU 0 NNP\n\n#end document\n', [[2, 'EU', 'NNP']]);
});

test('without the columns of CoNLL-U a # is a word, and so is a number with a hyphen', () => {
  check('# # B-NP\n1 CD I-NP\n', [[1, '# 1', 'B-NP I-NP']]);
  check('pay VB B-VP\n# # B-NP\n\n# # B-NP\n1-2\tCD\tI-NP\n', [
    [1, 'pay #', 'B-VP B-NP'],
    [4, '# 1-2', 'B-NP I-NP'],
  ]);
  check('#\tSYM\n\n#hashtag\tNN\n', [
    [1, '#', 'SYM'],
    [3, '#hashtag', 'NN'],
  ]);
});

test('of CoNLL-U the universal part of speech is the tag; comments, ranges and empty nodes are left out', () => {
  const text = [
    '#sent_id = 1',
    '# text = au bois',
    ud('1-2', 'aux'),
    ud('1', 'à', 'à', 'ADP'),
    ud('2', 'bois', 'bois', 'NOUN'),
    ud('2.1', 'va', 'aller', 'VERB'),
    '',
    '#sent_id = 2',
    ud('1', '#', '#', 'SYM'),
  ];
  check(text.join('\n'), [
    [4, 'à bois', 'ADP NOUN'],
    [9, '#', 'SYM'],
  ]);
});

test('every line has the columns of the first word, and a tag where one is needed', () => {
  const fails = (text: string, message: RegExp, columns: Partial<ConllColumns> = {}): void => {
    const collector = createConllCollector({ word: null, tag: null, needsTags: true, ...columns }, refuse);
    const read = (): void => {
      for (const [index, line] of text.split('\n').entries()) collector.add(line, index + 1);
      collector.end();
    };
    assert.throws(read, (error) => error instanceof Refused && message.test(error.message), text);
  };
  fails('EU NNP B-NP B-ORG\nis VBZ B-VP O\n\nIt PRP\nEU NNP B-NP', /^4: The line has 2 columns, .* file has 4\./);
  fails('EU NNP B-NP B-ORG\n\nEU NNP B-NP', /^3: The line has 3 columns/);
  fails('EU B-ORG\nNew York B-LOC', /^2: The line has 3 columns, but the first word of the file has 2\./);
  fails('# a comment\nEU B-ORG', /^2: The line has 2 columns, .* file has 3\. .* Only CoNLL-U has comments/);
  fails(`${ud('1', 'à', 'à', 'ADP')}\n# late`, /^2: The line has 2 columns, .* file has 10\./);
  fails('EU\tB-ORG\n\nis\tO\nmad\t\n', /^4: The word "mad" has no tag\./);
  fails('lonely\n', /^1: The word "lonely" has no tag\./);
  fails('EU\tNNP\tB-ORG\nis\t\tO\n', /^2: The word "is" has no tag\./, { tag: 2 });
  fails('EU NNP\n', /^1: The spec names column 3, but the line has 2\./, { tag: 3 });
});
