import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse, type Analysis } from '../../../../src/core/spec/analyse.ts';
import { hover } from '../../../../src/core/spec/hover.ts';
import { nodeAt } from '../../../../src/core/spec/jsonDocument.ts';
import { variantName } from '../../../../src/core/spec/jsonSchema.ts';
import type { Field } from '../../../../src/core/spec/table/field.ts';
import { specTable } from '../../../../src/core/spec/table/specTable.ts';

type Path = readonly (string | number)[];

/** A key of the table, in a spec in which every kind of layer, optimizer and normalization can stand. */
interface Key {
  readonly path: Path;
  readonly field: Field;
  /** Variants that the path goes through, by the path of their object. */
  readonly variants: readonly { readonly path: Path; readonly type: string }[];
}

function keysOf(field: Field, path: Path, variants: Key['variants']): readonly Key[] {
  const own = path.length === 0 ? [] : [{ path, field, variants }];
  const inside = Object.entries(field.properties ?? {}).flatMap(([key, child]) =>
    child.const === undefined || key === 'version' ? keysOf(child, [...path, key], variants) : [],
  );
  const alternatives = (field.anyOf ?? []).flatMap((variant) =>
    keysOf(variant, path, [...variants, { path, type: variantName(variant) }]).filter((key) => key.path !== path),
  );
  const items = field.items?.anyOf === undefined ? [] : keysOf(field.items, [...path, 0], variants);
  return [...own, ...inside, ...alternatives, ...items];
}

/** A spec with the keys without default, and whatever a key needs around it. */
function surroundings({ variants }: Key): unknown {
  const spec: unknown = {
    version: 1,
    data: {
      source: 'x.csv',
      input: { type: 'timeseries', columns: ['a'], windowSize: 9 },
      target: { type: 'timeseries', columns: ['a'] },
    },
    layers: [
      { type: 'lstm', units: 4 },
      { type: 'dense', units: 3, activation: 'relu' },
    ],
    training: { earlyStopping: {} },
  };
  return variants.reduce<unknown>((json, { path, type }) => {
    const required =
      type === 'dropout' ? { rate: 0.5 } : type === 'dense' ? { units: 5, activation: 'relu' } : { units: 5 };
    if (path[0] === 'layers') {
      // Layers without time need a recurrent one below them.
      const layer = { type, ...required };
      return set(
        json,
        ['layers'],
        'rate' in required || type === 'dense' ? [layer, { type: 'lstm', units: 4 }] : [layer],
      );
    }
    return ['normalization', 'optimizer', 'split'].includes(String(path.at(-1))) ? set(json, path, { type }) : json;
  }, spec);
}

function set(json: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(json)) return json.map((item: unknown, index) => (index === step ? set(item, rest, value) : item));
  return { ...asObject(json), [step]: set(asObject(json)[step] ?? {}, rest, value) };
}

function get(json: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => asObject(value)[step], json);
}

function asObject(json: unknown): Readonly<Record<string | number, unknown>> {
  return typeof json === 'object' && json !== null ? { ...json } : {};
}

/** A sound value that is not the one given and not the default. */
function otherValue(field: Field, now: unknown): unknown {
  const current = now ?? field.default;
  if (field.enum !== undefined) return field.enum.find((word) => word !== current) ?? '';
  if (field.anyOf !== undefined) return otherVariant(field, field.anyOf, current);
  switch (field.type ?? 'object') {
    case 'boolean':
      return current !== true;
    case 'integer':
      return typeof current === 'number' ? current + 1 : 6;
    case 'number':
      return typeof current === 'number' && current !== 0 ? current / 2 : 0.25;
    case 'string':
      return ';';
    case 'array':
      return otherList(field, current);
    case 'object':
      return { patience: 3 };
  }
}

function otherVariant(field: Field, alternatives: readonly Field[], current: unknown): unknown {
  const names = alternatives.map(variantName);
  if (field.shorthand !== true) return { ...asObject(current), type: 'nonsense' };
  return names.find((name) => name !== current) ?? '';
}

function otherList(field: Field, current: unknown): unknown {
  if (field.items?.anyOf !== undefined) return [{ type: 'gru', units: 7 }];
  if (field.items?.enum !== undefined) return ['mae', 'r2'];
  if (field.items?.type === 'string') return ['b'];
  return Array.isArray(current) && current.length === 3 ? [0.5, 0.25, 0.25] : [-1, 2];
}

async function read(json: unknown): Promise<Analysis> {
  return analyse(JSON.stringify(json, null, 1), 'x.lstm.json');
}

const keys = keysOf(specTable, [], []);

test('the table is walked to its leaves', () => {
  const names = new Set(keys.map(({ path }) => path.join('.')));
  for (const name of [
    'layers.0.peephole',
    'layers.0.rate',
    'training.optimizer.beta2',
    'data.split.gap',
    'data.target.normalization.range',
  ]) {
    assert.ok(names.has(name), name);
  }
});

test('every key has an effect: another value changes the plan, or is told as a problem', async () => {
  for (const key of keys.filter(({ path }) => path[0] !== '$schema')) {
    const before = surroundings(key);
    const after = set(before, key.path, otherValue(key.field, get(before, key.path)));
    const [one, other] = [await read(before), await read(after)];
    const label = `${key.path.join('.')} of ${key.variants.map(({ type }) => type).join(', ')}`;
    assert.notEqual(one.plan, null, `${label}: ${JSON.stringify(one.problems)}`);
    assert.notDeepEqual([other.plan, codes(other)], [one.plan, codes(one)], label);
  }
});

test('a key that is written with its default changes nothing', async () => {
  for (const key of keys.filter(({ field }) => field.default !== undefined)) {
    const before = surroundings(key);
    if (get(before, key.path) !== undefined) continue;
    const after = set(before, key.path, key.field.default);
    assert.deepEqual((await read(after)).plan, (await read(before)).plan, key.path.join('.'));
  }
});

test('every key explains itself, with the type, default and range of the table', async () => {
  for (const key of keys) {
    const spec = set(surroundings(key), key.path, key.field.default ?? otherValue(key.field, undefined));
    const analysis = await read(spec);
    const property = nodeAt(analysis.document.root, key.path)?.parent;
    if (property?.type !== 'property') continue;
    const shown = hover(analysis, property.keyNode.offset + 1);
    assert.ok(shown !== null, key.path.join('.'));
    const notes = key.field.about?.notes();
    assert.ok(shown.markdown.includes(notes?.meaning ?? '?'), key.path.join('.'));
    for (const part of [notes?.raising, notes?.lowering, notes?.unit, notes?.why])
      assert.ok(shown.markdown.includes(part ?? ''));
    if (notes?.absent === undefined && key.field.default !== undefined) {
      assert.ok(shown.markdown.includes(JSON.stringify(key.field.default)), key.path.join('.'));
    }
  }
});

test('numbers have a range, and every key says how much it matters', () => {
  for (const { path, field } of keys) {
    const label = path.join('.');
    if (field.const === undefined && (field.type === 'integer' || field.type === 'number')) {
      assert.ok(field.minimum !== undefined || field.exclusiveMinimum !== undefined, label);
      assert.ok(field.maximum !== undefined || field.exclusiveMaximum !== undefined, label);
    }
    const isLeaf = field.properties === undefined && field.anyOf === undefined && field.const === undefined;
    if (isLeaf && path[0] !== '$schema') assert.ok(field.about?.impact !== undefined, label);
  }
});

function codes({ problems }: Analysis): readonly string[] {
  return problems.map(({ code }) => code);
}
