import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Tokenizer } from '../../../../../src/contracts/dataPlan.ts';
import { createTokenizer, joinTokens } from '../../../../../src/core/data/text/tokenize.ts';

function check(tokenizer: Tokenizer, text: string, expected: readonly string[], lowercase = false): void {
  assert.deepEqual(createTokenizer({ tokenizer, lowercase })(text), expected, text);
}

test('words are segmented for their language, punctuation is a token', () => {
  check('word', "Don't panic: it's 3.14!", ["Don't", 'panic', ':', "it's", '3.14', '!']);
  check('word', 'Two\r\nlines\tand  blanks', ['Two', 'lines', 'and', 'blanks']);
  check('word', '我爱北京天安门。', ['我', '爱', '北京', '天安门', '。']);
  check('word', '私は学生です', ['私', 'は', '学生', 'です']);
  check('word', 'สวัสดีชาวโลก', ['สวัสดี', 'ชาว', 'โลก']);
  check('word', 'naïve café 😀', ['naïve', 'café', '😀']);
  check('word', ' \n', []);
});

test('characters are those that a person counts', () => {
  check('character', 'né 你', ['n', 'é', ' ', '你']);
  check('character', 'e\u0301👨‍👩‍👧\n', ['e\u0301', '👨‍👩‍👧', '\n']);
});

test('blanks cut what is cut already', () => {
  check('whitespace', ' The  dog, \n barks. ', ['The', 'dog,', 'barks.']);
  check('none', ' New York ', ['New York']);
  check('none', '  ', []);
});

test('capitals are made small before cutting', () => {
  check('word', 'The DOG', ['the', 'dog'], true);
  check('character', 'Ab', ['a', 'b'], true);
});

test('tokens become a text again', () => {
  const cases: readonly (readonly [Tokenizer, string])[] = [
    ['word', 'Hello, world (again)!'],
    ['word', '我爱北京天安门。'],
    ['word', 'VS Code 是编辑器'],
    ['character', 'any text\n at all'],
    ['whitespace', 'already cut , text'],
  ];
  for (const [tokenizer, text] of cases) {
    assert.equal(joinTokens(createTokenizer({ tokenizer, lowercase: false })(text), tokenizer), text);
  }
  assert.equal(joinTokens([], 'word'), '');
});
