import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { format } from '../../../../src/core/spec/format.ts';
import { formatRange } from '../../../../src/core/spec/formatRange.ts';
import { applyTextEdits } from '../../../../src/core/spec/textEdit.ts';

const options = { tabSize: 2, insertSpaces: true };

/** Lays out what stands between the two bars of `marked`. */
async function check(marked: string, expected: string): Promise<void> {
  const [before = '', inside = '', after = ''] = marked.split('|');
  const text = before + inside + after;
  const range = { start: before.length, end: before.length + inside.length };
  assert.equal(applyTextEdits(text, formatRange(await analyse(text, 'x'), range, options)), expected);
}

test('only what stands inside the range is laid out', async () => {
  await check('{\n"a":1,|\n"b":2,|\n"c":3\n}\n', '{\n"a":1,\n  "b": 2,\n"c":3\n}\n');
  await check('{\n|"a":[1,2]|,\n"b":2\n}\n', '{\n  "a": [1, 2],\n"b":2\n}\n');
  await check('{\n"a":1 ,|  |"b":2\n}\n', '{\n"a":1 ,  "b":2\n}\n');
});

test('comments stay, and a comma too many goes', async () => {
  await check('{|\n"a":1, // one\n"b":2,\n|}\n', '{\n  "a": 1, // one\n  "b": 2\n}\n');
});

test('a range that holds everything gives what the whole gives', async () => {
  for (const text of ['{"a":1,"b":[1,2,3],"c":{"d":[{"x":1}]}}', '{\n"a": {"b": 1}, "c": {\n"d": 1}}', '{"a":', '']) {
    const analysis = await analyse(text, 'x');
    const part = applyTextEdits(text, formatRange(analysis, { start: 0, end: text.length }, options));
    assert.equal(part, applyTextEdits(text, format(analysis, options)));
  }
});

test('what is laid out already needs no edit', async () => {
  const analysis = await analyse('{ "a": 1 }\n', 'x');
  assert.deepEqual(formatRange(analysis, { start: 0, end: 11 }, options), []);
});
