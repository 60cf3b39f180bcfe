import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { createRegistry } from 'vscode-tmgrammar-test/dist/common/index.js';
import { parseGrammarTestCase, runGrammarTestCase } from 'vscode-tmgrammar-test/dist/unit/index.js';
import { projectRoot } from '../../../scripts/projectRoot.ts';

const registry = createRegistry([
  { scopeName: 'source.json.lstm', path: join(projectRoot, 'syntaxes/lstm-json.tmLanguage.json') },
]);

/** Each file is a text of the language; under its lines stand the scopes that an editor must give to their tokens. */
const files = readdirSync(import.meta.dirname).filter((name) => name.endsWith('.txt'));

for (const name of files) {
  test(`the grammar reads ${name.replace('.txt', '')}`, async () => {
    const written = parseGrammarTestCase(readFileSync(join(import.meta.dirname, name), 'utf8'));
    assert.notEqual(written.assertions.length, 0);
    const failures = await runGrammarTestCase(registry, written);
    assert.deepEqual(
      failures.map(({ srcLine, start, end, missing, unexpected, actual }) => ({
        token: written.source[srcLine]?.slice(start, end),
        missing,
        unexpected,
        actual,
      })),
      [],
    );
  });
}

test('a scope that a token does not have is found', async () => {
  const text = '// SYNTAX TEST "source.json.lstm" "wrong"\n  [true]\n// ^^^^ constant.numeric.json.lstm\n';
  const failures = await runGrammarTestCase(registry, parseGrammarTestCase(text));
  assert.deepEqual(
    failures.map(({ missing }) => missing),
    [['constant.numeric.json.lstm']],
  );
});
