import assert from 'node:assert/strict';
import { test } from 'node:test';
import { leadingComment } from '../../../../src/host/language/leadingComment.ts';

const cases: readonly [text: string, expected: string][] = [
  ['// Daily births.\n// Weekly shape.\n{}', 'Daily births. Weekly shape.'],
  ['\uFEFF// With a mark\r\n{ }', 'With a mark'],
  ['/* One\n * two\n */\n{}', 'One two'],
  ['\n\n  // Indented\n  // twice\n{ "a": 1 // not this\n}', 'Indented twice'],
  ['{ // inside\n}', ''],
  ['', ''],
];
for (const [text, expected] of cases) {
  test(`the comment before ${JSON.stringify(text)}`, () => {
    assert.equal(leadingComment(text), expected);
  });
}
