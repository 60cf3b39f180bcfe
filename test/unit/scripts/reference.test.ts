import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { generatedPages } from '../../../scripts/generateReference.ts';
import { projectRoot } from '../../../scripts/projectRoot.ts';
import { anchorOf } from '../../../scripts/reference/markdown.ts';

const pages = await generatedPages();

test('the reference that ships is the table', () => {
  const remedy = 'run `npm run docs`';
  for (const [file, text] of pages) {
    const path = join(projectRoot, file);
    assert.ok(existsSync(path), `${file} is missing: ${remedy}`);
    assert.equal(readFileSync(path, 'utf8'), text, `${file} is stale: ${remedy}`);
  }
  const kept = readdirSync(join(projectRoot, 'docs/reference'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/reference/${file.replaceAll('\\', '/')}`);
  assert.deepEqual(
    kept.filter((file) => !pages.has(file)),
    [],
    `pages that nothing writes any more: ${remedy}`,
  );
});

test('the reference says what the table says', () => {
  const lstm = pages.get('docs/reference/layers/lstm.md') ?? '';
  for (const part of [
    '### units',
    '_high impact_',
    '**Raising it**',
    '**Lowering it**',
    '**Usual**: 1 to 2048',
    'PyTorch `hidden_size`',
    'c̃_t = tanh(',
    'https://doi.org/10.1162/neco.1997.9.8.1735',
  ]) {
    assert.ok(lstm.includes(part), part);
  }
});

test('every link of the reference leads somewhere', () => {
  let links = 0;
  for (const [file, text] of pages) {
    const anchors = new Set([...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));
    for (const [, target = ''] of text.matchAll(/\]\(([^)\s]+)\)/g)) {
      if (target.startsWith('http')) continue;
      links += 1;
      const found = target.startsWith('#')
        ? anchors.has(target.slice(1))
        : existsSync(join(projectRoot, dirname(file), target));
      assert.ok(found, `${file}: ${target}`);
    }
  }
  assert.ok(links > 20);
});
