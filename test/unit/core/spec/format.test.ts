import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { format as prettier } from 'prettier';
import { createRandom } from '../../../../src/core/random.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { format } from '../../../../src/core/spec/format.ts';
import { applyTextEdits } from '../../../../src/core/spec/textEdit.ts';

const options = { tabSize: 2, insertSpaces: true };

async function formatted(text: string, how = options): Promise<string> {
  return applyTextEdits(text, format(await analyse(text, 'x'), how));
}

async function asPrettier(text: string): Promise<void> {
  const expected = await prettier(text, { parser: 'json', printWidth: 120 });
  assert.equal(await formatted(text), expected);
  assert.equal(await formatted(expected), expected);
}

test('a text is laid out as Prettier does it', async () => {
  const long = Array.from({ length: 30 }, (_, index) => index * 1234);
  for (const text of [
    '{}',
    '[]',
    ' 3 ',
    '{"a":1,"b":[1,2,3],"c":{"d":[{"x":1,"y":2},{"x":1,"z":3}]}}',
    '{"e":[{"x":1},{"y":2}], "f":[[1,2],[3,4]], "g":{},"h":[ ], "i": [{"x":1,"y":2},{"x":1}]}',
    '{\n"a": {"b": 1}, "c": {\n"d": 1}, "e": [{\n"f": 1}]}',
    '{"a":1, // c1\n"b":[1,2, /* in */ 3], /* lead */ "k": 1 /* trail */,\n\n\n // own\n\n "z": { // first\n "q": 1 }}// fin\n',
    '// top\n\n{"n": {\n}, "o": [\n// only\n] // end\n}',
    `{"v": [${long.join(',')}], "w": ["${long.join('", "')}"]}`,
    '{"a": [1,\n\n2, // two\n3], "b": ["x",\n\n\n"y"], "neg": [-1, 2], "t": [1,], "s": [true, null],}',
    '{"x": 1,\n\n\n  // one\n  // two\n\n  /* three */\n  "y": 2\n  // last\n}\n\n// end\n',
    '/* a */ {"v": 4 /* x */ , "w": 5}',
    `{"input": {"type": "timeseries", "columns": ["${'a'.repeat(40)}", "${'b'.repeat(40)}"], "windowSize": 20}}`,
  ]) {
    await asPrettier(text);
  }
});

test('samples stay as they are', async () => {
  const root = join(import.meta.dirname, '../../../../samples');
  const samples = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.lstm.json'),
  );
  assert.ok(samples.length > 1);
  for (const name of samples) {
    const text = readFileSync(join(root, name), 'utf8');
    assert.equal(await formatted(text), text, name);
  }
});

test('random texts, on one line or on many, come out as from Prettier', async () => {
  const random = createRandom(5);
  const below = (limit: number): number => Math.floor(random.next() * limit);
  const gap = (): string => ['', '', ' ', '\n', '\n\n', '\n  '][below(6)] ?? '';
  const value = (depth: number): string => {
    const kind = below(depth > 3 ? 3 : 6);
    if (kind === 0) return String(below(1000) - 500);
    if (kind === 1) return `"${'word'.repeat(below(8))}"`;
    if (kind === 2) return 'true';
    const count = below(5);
    const items = Array.from({ length: count }, (_, index) =>
      kind === 3 ? value(depth + 1) : `"k${String(index)}":${gap()}${value(depth + 1)}`,
    );
    const inside = items.map((item, index) => (index === 0 ? item : `,${gap()}${item}`)).join('');
    return kind === 3 ? `[${gap()}${inside}${gap()}]` : `{${gap()}${inside}${gap()}}`;
  };
  for (let round = 0; round < 150; round++) await asPrettier(`{"a": ${value(0)}, "b": ${value(0)}}`);
});

test('comments are kept, and a second time changes nothing', async () => {
  const random = createRandom(6);
  const below = (limit: number): number => Math.floor(random.next() * limit);
  const remark = (): string =>
    ['', '', '', ' ', '\n', '/* b */', '// l\n', '\n// own\n', '\n\n/* c\n d */\n'][below(9)] ?? '';
  const pieces = ['{', '"a"', ':', '[', '1', ',', '"x"', ']', ',', '"b"', ':', '{', '"c"', ':', 'null', '}', '}'];
  for (let round = 0; round < 300; round++) {
    const text = pieces.map((piece) => remark() + piece).join('') + remark();
    const once = await formatted(text);
    assert.equal(await formatted(once), once, JSON.stringify(text));
    const remarks = (whole: string): readonly string[] => (whole.match(/\/\/ \w+|\/\* \w/g) ?? []).toSorted();
    assert.deepEqual(remarks(once), remarks(text), JSON.stringify(text));
  }
});

test('line ends and tabs are those of the document and the editor', async () => {
  assert.equal(await formatted('{\r\n"a": 1}'), '{\r\n  "a": 1\r\n}\r\n');
  assert.equal(await formatted('{\n"a": 1}', { tabSize: 4, insertSpaces: false }), '{\n\t"a": 1\n}\n');
});

test('a text that is not JSON is only indented', async () => {
  assert.equal(await formatted('{\n"a": 1\n"b": [\n2'), '{\n  "a": 1\n  "b": [\n    2');
  assert.deepEqual(format(await analyse('', 'x'), options), []);
});
