import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse, type Analysis } from '../../../../src/core/spec/analyse.ts';
import { hover } from '../../../../src/core/spec/hover.ts';
import { nodeAt } from '../../../../src/core/spec/jsonDocument.ts';
import { defaultOf } from '../../../../src/core/spec/table/field.ts';
import { specTable } from '../../../../src/core/spec/table/specTable.ts';
import { surroundings } from './soundSpecs.ts';
import { asObject, get, keysOf, otherValue, set, type TableKey } from './tableKeys.ts';

async function read(json: unknown): Promise<Analysis> {
  return analyse(JSON.stringify(json, null, 1), 'x.lstm.json');
}

const keys = keysOf(specTable);

function labelOf({ path, variants }: TableKey): string {
  return `${path.join('.')} of ${variants.map(({ type }) => type).join(', ')}`;
}

test('the table is walked to its leaves', () => {
  const names = new Set(keys.map(({ path }) => path.join('.')));
  for (const name of [
    'layers.0.peephole',
    'layers.0.rate',
    'training.optimizer.beta2',
    'data.split.gap',
    'data.target.normalization.range',
    'layers.0.layer.kernelSize',
    'search.parameters.training.epochs.min',
    'data.classWeight.weights.up',
    'probes.0.everyEpochs',
  ]) {
    assert.ok(names.has(name), name);
  }
});

test('every key has an effect: another value changes the plan, or is told as a problem', async () => {
  for (const key of keys.filter(({ path }) => path[0] !== '$schema')) {
    const before = surroundings(key);
    const siblings = asObject(get(before, key.path.slice(0, -1)));
    const now = get(before, key.path) ?? defaultOf(key.field, siblings);
    const after = set(before, key.path, otherValue(key.field, now));
    const [one, other] = [await read(before), await read(after)];
    const label = labelOf(key);
    assert.notEqual(one.plan, null, `${label}: ${JSON.stringify(one.problems)}`);
    assert.notDeepEqual([other.plan, codes(other)], [one.plan, codes(one)], label);
  }
});

test('a key that is written with its default changes nothing', async () => {
  for (const key of keys.filter(({ field }) => field.default !== undefined)) {
    const parent = key.path.slice(0, -1);
    const before = set(surroundings(key), parent, get(surroundings(key), parent) ?? {});
    if (get(before, key.path) !== undefined) continue;
    const after = set(before, key.path, key.field.default);
    assert.deepEqual((await read(after)).plan, (await read(before)).plan, labelOf(key));
  }
});

test('every key explains itself, with the type, default and range of the table', async () => {
  for (const key of keys) {
    const spec = set(surroundings(key), key.path, key.field.default ?? otherValue(key.field, undefined));
    const analysis = await read(spec);
    const property = nodeAt(analysis.document.root, key.path)?.parent;
    if (property?.type !== 'property') continue;
    const shown = hover(analysis, property.keyNode.offset + 1);
    assert.ok(shown !== null, labelOf(key));
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

/** That a key cannot be trained yet is no effect of it. */
function codes({ problems }: Analysis): readonly string[] {
  return problems.map(({ code }) => code).filter((code) => !code.startsWith('GS15'));
}
