import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { collectTexts, compareKeys } from '../../../scripts/localization.ts';

describe('texts of the sources', () => {
  const fromLibrary = `import { t } from '@vscode/l10n';\n`;
  const fromEditor = `import { EventEmitter, l10n, type Uri } from 'vscode';\n`;
  const cases: readonly [string, string, readonly string[]][] = [
    ['an imported t', `${fromLibrary}t('b {0}', 1); t('a');`, ['a', 'b {0}']],
    ['a call inside a call', `${fromLibrary}t('outer {0}', t('inner'));`, ['inner', 'outer {0}']],
    ['a call over several lines', `${fromLibrary}t(\n  'it\\'s {name}',\n  { name },\n);`, [`it's {name}`]],
    ['t of the editor', `${fromEditor}l10n.t('host');`, ['host']],
    ['t of the whole editor', `import * as vscode from 'vscode';\nvscode.l10n.t('whole');`, ['whole']],
    ['a text inside a text', `${fromLibrary}t('f t(x)'); const s = "t('no')";`, ['f t(x)']],
    ['a text with a comment', `${fromLibrary}t({ message: 'm', comment: ['c'] });`, ['m/c']],
    ['another t', `t('not a text');`, []],
  ];
  for (const [name, source, expected] of cases) {
    test(name, async () => {
      assert.deepEqual(Object.keys(await collectTexts([source])), expected);
    });
  }
});

describe('texts of the manifest', () => {
  const cases: readonly [string, string, readonly string[], RegExp | null][] = [
    ['all there', '{"a": "%a.b%", "c": "%d%"}', ['a.b', 'd'], null],
    ['one missing', '{"a": "%a%", "b": "%b%"}', ['a'], /no text for %b%/],
    ['one too many', '{"a": "%a%"}', ['a', 'b'], /has a text for b /],
  ];
  for (const [name, manifest, texts, expected] of cases) {
    test(name, () => {
      const problems = compareKeys(manifest, texts);
      assert.equal(problems.length, expected === null ? 0 : 1);
      if (expected !== null) assert.match(problems[0] ?? '', expected);
    });
  }
});
