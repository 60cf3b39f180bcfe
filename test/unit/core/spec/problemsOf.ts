import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { specText, type SpecParts } from './specText.ts';

/** Problems as `code severity token`, the token being the text that the problem stands on. */
export async function problemsOf(text: string): Promise<readonly string[]> {
  const { problems, plan } = await analyse(text, 'x.lstm.json');
  assert.equal(
    plan === null,
    problems.some(({ severity }) => severity === 'error'),
  );
  return problems.map(({ code, severity, range }) => `${code} ${severity} ${text.slice(range.start, range.end)}`);
}

/** The messages of a text's problems, one a line. */
export async function messagesOf(text: string): Promise<string> {
  const { problems } = await analyse(text, 'x.lstm.json');
  return problems.map(({ message }) => message).join('\n');
}

/** A test of texts, each followed by the problems that it has. */
export function table(name: string, cases: readonly (readonly [SpecParts | string, ...string[]])[]): void {
  test(name, async () => {
    for (const [parts, ...expected] of cases) {
      const text = typeof parts === 'string' ? parts : specText(parts);
      assert.deepEqual(await problemsOf(text), expected, text);
    }
  });
}
