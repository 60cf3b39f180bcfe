import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { buildJsonSchema } from '../../../../src/core/spec/jsonSchema.ts';
import { problemCodes } from '../../../../src/core/spec/problemCodes.ts';
import { nearestWord, sameWord } from '../../../../src/core/spec/suggest.ts';
import { valuesOf, type Field } from '../../../../src/core/spec/table/field.ts';
import { specTable } from '../../../../src/core/spec/table/specTable.ts';

const root = join(import.meta.dirname, '../../../..');

/** Keys as `place.key` and words as `place=word`, of the whole table. */
function entriesOf(field: Field, place: string): readonly string[] {
  const words = [...(field.enum ?? []), ...(typeof field.const === 'string' ? [field.const] : [])];
  const keys = Object.entries(field.properties ?? {}).flatMap(([key, child]) => {
    const path = place === '' ? key : `${place}.${key}`;
    return [path, ...entriesOf(child, path)];
  });
  const variants = (field.anyOf ?? []).flatMap((variant) => entriesOf(variant, place));
  const values = valuesOf(field);
  const inside = values === undefined ? [] : entriesOf(values, `${place}.*`);
  const items = field.items === undefined ? [] : entriesOf(field.items, `${place}[]`);
  return [...words.map((word) => `${place}=${word}`), ...keys, ...variants, ...items, ...inside];
}

const entries = new Set(entriesOf(specTable, ''));

/** Every row of the table that says something. */
function rowsOf(field: Field): readonly Field[] {
  const values = valuesOf(field);
  const children = [
    ...Object.values(field.properties ?? {}),
    ...(field.anyOf ?? []),
    ...(field.items ? [field.items] : []),
  ];
  return [field, ...children.concat(values ?? []).flatMap(rowsOf)];
}

test('a key that may be left out says what stands for it then', () => {
  const silent = rowsOf(specTable).flatMap(({ properties = {}, required = [] }) =>
    Object.entries(properties)
      .filter(([key, child]) => !required.includes(key) && child.default === undefined)
      .filter(([, { about }]) => about !== undefined && about.notes().absent === undefined)
      .map(([key]) => key),
  );
  assert.deepEqual(silent, []);
});

test('every problem has a code of its own', () => {
  const codes = Object.values(problemCodes);
  assert.equal(new Set(codes).size, codes.length);
});

test('the JSON Schema that ships is the table', () => {
  const shipped = JSON.parse(readFileSync(join(root, 'syntaxes/lstm.schema.json'), 'utf8')) as Record<string, unknown>;
  delete shipped['$comment'];
  const built: unknown = JSON.parse(JSON.stringify(buildJsonSchema()));
  assert.deepEqual(shipped, built, 'syntaxes/lstm.schema.json is stale: run `npm run schema`');
});

interface Grammar {
  readonly repository: Readonly<Record<string, { readonly match?: string }>>;
}

test('the grammar colours every word that has a meaning, and the keys that open a part', () => {
  const { repository } = JSON.parse(readFileSync(join(root, 'syntaxes/lstm-json.tmLanguage.json'), 'utf8')) as Grammar;
  const words = [...entries].flatMap((entry) => entry.split('=')[1] ?? []);
  assert.ok(words.length > 60);
  const word = new RegExp(`^(?:${repository['word']?.match ?? ''})$`);
  assert.deepEqual(
    words.filter((one) => !word.test(`"${one}"`)),
    [],
  );
  assert.ok(!word.test('"lstmx"') && !word.test('"units"'));
  const section = new RegExp(repository['section']?.match ?? '');
  for (const key of Object.keys(specTable.properties ?? {}).filter((one) => one !== '$schema')) {
    assert.ok(section.test(`"${key}": `), key);
    assert.ok(!section.test(`"${key}"`), key);
  }
});

test('the nearest word is the one that was meant', () => {
  const words = ['units', 'returnSequences', 'bidirectional', 'dropout', 'recurrentDropout'];
  assert.equal(sameWord('return_sequences', words), 'returnSequences');
  assert.equal(sameWord('returnSequence', words), undefined);
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['unit', 'units'],
    ['untis', 'units'],
    ['Return-Sequences', 'returnSequences'],
    ['returnSequence', 'returnSequences'],
    ['bidrectional', 'bidirectional'],
    ['recurentDropout', 'recurrentDropout'],
    ['xyz', undefined],
    ['u'.repeat(1000), undefined],
  ];
  for (const [word, expected] of cases) assert.equal(nearestWord(word, words), expected, word);
});

test('the samples have no problems', async () => {
  const samples = readdirSync(join(root, 'samples'), { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.lstm.json') && !name.includes('.gatescope'),
  );
  assert.ok(
    samples.some((name) => dirname(name) === 'births') && samples.some((name) => dirname(name) === 'stock-price'),
  );
  for (const name of samples) {
    const { problems, plan } = await analyse(readFileSync(join(root, 'samples', name), 'utf8'), name);
    assert.deepEqual(problems, [], name);
    assert.notEqual(plan, null, name);
  }
});
