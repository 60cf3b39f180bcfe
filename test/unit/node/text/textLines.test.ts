import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readLines } from '../../../../src/node/records/textLines.ts';

async function linesOf(text: string, chunkBytes: number): Promise<readonly string[]> {
  const bytes = new TextEncoder().encode(text);
  async function* chunks(): AsyncGenerator<Uint8Array> {
    await Promise.resolve();
    for (let at = 0; at < bytes.length; at += chunkBytes) yield bytes.subarray(at, at + chunkBytes);
  }
  const lines: string[] = [];
  for await (const line of readLines(chunks())) lines.push(line);
  return lines;
}

test('lines end with any line break, wherever chunks begin and end', async () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['a\nb\r\nc\rd', ['a', 'b', 'c', 'd']],
    ['\ufeff你好\r\n\r\n再见\n', ['你好', '', '再见']],
    ['a\r', ['a']],
    ['a\r\r\n', ['a', '']],
    ['\n', ['']],
    ['', []],
  ];
  for (const [text, expected] of cases) {
    for (const size of [1, 2, 3, 100]) assert.deepEqual(await linesOf(text, size), expected, JSON.stringify(text));
  }
});
