import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { getLanguageService, type JSONSchema } from 'vscode-json-languageservice';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { mutate } from '../../../../scripts/mutations/mutator.ts';
import { seedTexts } from '../../../../scripts/mutations/seedTexts.ts';
import { projectRoot } from '../../../../scripts/projectRoot.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { checkStructure } from '../../../../src/core/spec/checkStructure.ts';
import { parseDocument } from '../../../../src/core/spec/jsonDocument.ts';
import { readSections } from '../../../../src/core/spec/readSections.ts';

describe('the work grows with the text, and no faster', () => {
  const schedule = (values: string): string =>
    `"learningRateSchedule": { "type": "piecewiseConstantDecay", "boundaries": [${values}], "values": [] }`;
  const long: Readonly<Record<string, (count: number) => string>> = {
    'wrong numbers': (count) => `{ "training": { ${schedule('-1.5,'.repeat(count))} } }`,
    'wrong items': (count) => `{ "assert": [${'1,'.repeat(count)}] }`,
    'wrong layers': (count) => `{ "layers": [${'{ "type": "lstm", "units": -1 },'.repeat(count)}] }`,
    'unknown keys': (count) => `{ ${Array.from({ length: count }, (_, index) => `"a${String(index)}": 1`).join()} }`,
  };
  for (const [name, textOf] of Object.entries(long)) {
    test(name, async () => {
      const small = await readsOf(textOf(200));
      assert.ok(small > 400, String(small));
      assert.ok((await readsOf(textOf(2000))) < 12 * small);
    });
  }
});

/** How many properties of nodes are read until the structure and the sections of a text are known. */
async function readsOf(text: string): Promise<number> {
  const document = parseDocument(text);
  let reads = 0;
  const counted = <T extends object>(node: T): T =>
    new Proxy(node, {
      get(target, key, receiver) {
        reads++;
        const value: unknown = Reflect.get(target, key, receiver);
        return typeof value === 'object' && value !== null ? counted(value) : value;
      },
    });
  assert.ok(document.root !== undefined);
  const root = counted(document.root);
  readSections(root, await checkStructure({ ...document, root }));
  return reads;
}

test('other editors find an error by the shipped schema exactly where this one finds one', async () => {
  const schema = JSON.parse(await readFile(join(projectRoot, 'syntaxes/lstm.schema.json'), 'utf8')) as JSONSchema;
  const texts = await seedTexts();
  let wrong = 0;
  for (let round = 0; round < 1000; round++) {
    const text = mutate(texts[round % texts.length] ?? '', createRandom(round));
    const document = parseDocument(text);
    // What is no JSON has no structure, and keys that stand twice are checked twice here, but once there.
    if (document.root === undefined || (await document.syntaxFindings()).length > 0) continue;
    const own = (await checkStructure(document)).some(({ severity }) => severity === 'error');
    const found = await breaches(text, schema);
    assert.equal(own, found.length > 0, `${text}\n${found.join('\n')}`);
    if (own) wrong++;
  }
  assert.ok(wrong > 30, String(wrong));
});

async function breaches(text: string, schema: JSONSchema): Promise<readonly string[]> {
  const service = getLanguageService({});
  const document = TextDocument.create('spec://spec', 'jsonc', 0, text.replace(/^\uFEFF/, ' '));
  const settings = { comments: 'ignore', trailingCommas: 'ignore', schemaValidation: 'error' } as const;
  const found = await service.doValidation(document, service.parseJSONDocument(document), settings, schema);
  return found.map(({ message }) => (typeof message === 'string' ? message : message.value));
}
