import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { messagesOf, table } from './problemsOf.ts';
import { specText, type SpecParts } from './specText.ts';

const number: SpecParts = { target: '"type": "number", "column": "y"' };

/** Layers as `type name < inputs` in short: `dense`, `dense a`, `add < a b`, `lstm a < input`. */
function graph(...layers: readonly string[]): SpecParts {
  const texts = layers.map((layer) => {
    const [head = '', feeds] = layer.split('<').map((part) => part.trim());
    const [type = '', name] = head.split(' ');
    const keys = { dense: { units: 4, activation: 'relu' }, lstm: { units: 4 } }[type] ?? {};
    const inputs = feeds === undefined ? {} : { inputs: feeds.split(' ') };
    return JSON.stringify({ type, ...(name === undefined ? {} : { name }), ...keys, ...inputs });
  });
  return { ...number, layers: texts.join(', ') };
}

/** Problems but for those of what cannot be trained yet. */
async function codesOf(parts: SpecParts): Promise<readonly string[]> {
  const { problems } = await analyse(specText(parts), 'x');
  return problems.map(({ code }) => code).filter((code) => !code.startsWith('GS15'));
}

async function orderOf(parts: SpecParts): Promise<readonly string[]> {
  const { layers } = await analyse(specText(parts), 'x');
  return layers.map(({ name, inputs }) => `${name} < ${inputs.join(' ')}`);
}

test('layers come after those that feed them, wherever they stand', async () => {
  const cases: readonly (readonly [SpecParts, readonly string[]])[] = [
    [graph('lstm', 'dense'), ['lstm < input', 'dense < lstm', 'head < dense']],
    [graph('lstm < input', 'dense'), ['lstm < input', 'dense < lstm', 'head < dense']],
    [graph('lstm a', 'lstm b < input', 'add < a b'), ['a < input', 'b < input', 'add < a b', 'head < add']],
    [graph('add < a b', 'lstm a < input', 'lstm b < input'), ['a < input', 'b < input', 'add < a b', 'head < add']],
  ];
  for (const [parts, expected] of cases) {
    assert.deepEqual(await codesOf(parts), [], JSON.stringify(parts));
    assert.deepEqual(await orderOf(parts), expected);
  }
});

test('names, circles and loose ends', async () => {
  const cases: readonly (readonly [SpecParts, ...string[]])[] = [
    [graph('lstm a', 'dense < b'), 'GS1206'],
    [graph('lstm a', 'dense < lstm'), 'GS1206'],
    [graph('lstm', 'dense a < b', 'dense b < a'), 'GS1207'],
    [graph('lstm a < a'), 'GS1207'],
    [graph('lstm a', 'dense b < a', 'dense c < a'), 'GS1208'],
    [graph('lstm a', 'dense b < a', 'dense c < a', 'dense d < a'), 'GS1208', 'GS1208'],
    [graph('lstm a', 'dense b < a', 'dense c < a', 'add < b'), 'GS1208', 'GS1209'],
    [graph('lstm a', 'dense b < a', 'dense c < a', 'dense < b c'), 'GS1209'],
    [graph('lstm input', 'dense'), 'GS1210'],
    [graph('lstm a', 'dense a'), 'GS1203'],
  ];
  for (const [parts, ...expected] of cases) assert.deepEqual(await codesOf(parts), expected, JSON.stringify(parts));
});

table('problems of the graph stand on the token', [
  [
    {
      layers:
        '{ "type": "lstm", "units": 3, "name": "one" }, { "type": "dense", "units": 2, "inputs": ["onw"], "activation": "relu" }',
    },
    'GS1206 error "onw"',
  ],
  [
    {
      layers:
        '{ "type": "lstm", "units": 3, "inputs": ["b"], "name": "a" }, { "type": "lstm", "units": 3, "name": "b" }',
    },
    'GS1207 error "inputs"',
  ],
  [
    { layers: '{ "type": "lstm", "units": 3 }, { "type": "gru", "units": 3, "inputs": ["input"] }' },
    'GS1208 error "lstm"',
  ],
]);

test('the remedy is named', async () => {
  const cases: readonly (readonly [SpecParts, RegExp])[] = [
    [graph('lstm first', 'dense < frist'), /Did you mean "first"\?/],
    [graph('lstm', 'dense < lstm'), /write "name": "lstm" into that layer/],
    [graph('lstm', 'dense a < b', 'dense b < a'), /circle: a → b → a|circle: b → a → b/],
    [graph('lstm a', 'dense b < a', 'dense c < a'), /Nothing uses the output of "b"/],
    [graph('lstm a', 'lstm b < input', 'dense < a b'), /takes one input: join them first/],
    [graph('add'), /joins at least 2 inputs/],
  ];
  for (const [parts, expected] of cases) assert.match(await messagesOf(specText(parts)), expected);
});

test('a mistake in one layer does not silence what is said of others', async () => {
  const layers =
    '{ "type": "lstm", "units": 3, "name": "a", "foo": 1 }, { "type": "gru", "units": 3, "inputs": ["a", "x"] }';
  const { problems } = await analyse(specText({ layers }), 'x');
  assert.deepEqual(
    problems.map(({ code }) => code),
    ['GS1003', 'GS1206'],
  );
});

test('a ring of very many layers is found without exhausting the stack', async () => {
  const layers = Array.from({ length: 3000 }, (_, index) =>
    JSON.stringify({ type: 'dense', units: 1, name: `d${String(index)}`, inputs: [`d${String((index + 1) % 3000)}`] }),
  );
  assert.deepEqual(await codesOf({ layers: layers.join(',') }), ['GS1207']);
});

test('layers without a name are named as Keras names them', async () => {
  const layers = [
    '{ "type": "maxPooling1d" }',
    '{ "type": "maxPooling1d" }',
    '{ "type": "timeDistributed", "layer": { "type": "dense", "units": 2 } }',
    '{ "type": "simpleRNN", "units": 2 }',
  ];
  const { layers: plans } = await analyse(specText({ ...number, layers: layers.join(', ') }), 'x');
  assert.deepEqual(
    plans.map(({ name }) => name),
    ['max_pooling1d', 'max_pooling1d_1', 'time_distributed', 'simple_rnn', 'head'],
  );
});
