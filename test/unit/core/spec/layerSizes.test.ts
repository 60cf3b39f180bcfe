import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { describeModel } from '../../../../src/core/spec/describeModel.ts';
import { specText } from './specText.ts';

/** Rows of a model over windows `[batch, 10, 2]` as `name type shape parameters kernel`. */
async function rowsOf(...layers: readonly string[]): Promise<readonly string[]> {
  const input = '"type": "timeseries", "columns": ["a", "b"], "windowSize": 10';
  const { plan } = await analyse(specText({ input, layers: layers.map((keys) => `{ ${keys} }`).join(', ') }), 'x');
  assert.ok(plan !== null);
  const rows = describeModel(plan);
  assert.equal(
    plan.model.parameters,
    rows.reduce((sum, { parameters }) => sum + (parameters ?? NaN), 0),
  );
  return rows.map(({ name, type, outputShape, parameters, kernel }) =>
    `${name} ${type} ${outputShape} ${String(parameters)} ${kernel}`.trimEnd(),
  );
}

test('the sizes of the architecture that the extension began with', async () => {
  const input = '"type": "timeseries", "columns": ["close"], "windowSize": 100';
  const layers =
    '{ "type": "lstm", "units": 50, "returnSequences": true }, { "type": "lstm", "units": 50 }, { "type": "dense", "units": 1 }';
  const { plan } = await analyse(
    specText({ input, layers, target: '"type": "timeseries", "columns": ["close"]' }),
    'x',
  );
  assert.deepEqual(plan === null ? null : describeModel(plan), [
    {
      name: 'lstm',
      type: 'lstm',
      outputShape: '[batch, 100, 50]',
      parameters: 10_400,
      trainable: true,
      kernel: 'fused',
    },
    { name: 'lstm_1', type: 'lstm', outputShape: '[batch, 50]', parameters: 20_200, trainable: true, kernel: 'fused' },
    { name: 'dense', type: 'dense', outputShape: '[batch, 1]', parameters: 51, trainable: true, kernel: '' },
  ]);
});

test('shapes, parameters and kernels of each layer', async () => {
  const head = 'head dense [batch, 1]';
  const cases: readonly (readonly [readonly string[], readonly string[]])[] = [
    [['"type": "lstm", "units": 3, "peephole": true'], ['lstm lstm [batch, 3] 81 fused', `${head} 4`]],
    [['"type": "lstm", "units": 3, "useBias": false'], ['lstm lstm [batch, 3] 60 fused', `${head} 4`]],
    [['"type": "lstm", "units": 3, "bidirectional": true'], ['lstm lstm [batch, 6] 144 fused', `${head} 7`]],
    [
      ['"type": "lstm", "units": 3, "bidirectional": true, "mergeMode": "ave"'],
      ['lstm lstm [batch, 3] 144 fused', `${head} 4`],
    ],
    [['"type": "gru", "units": 3'], ['gru gru [batch, 3] 54 fused', `${head} 4`]],
    [['"type": "gru", "units": 3, "resetAfter": true'], ['gru gru [batch, 3] 63 fused', `${head} 4`]],
    [['"type": "gru", "units": 3, "activation": "relu"'], ['gru gru [batch, 3] 54 stepwise', `${head} 4`]],
    [['"type": "simpleRNN", "units": 3'], ['simple_rnn simpleRNN [batch, 3] 18 stepwise', `${head} 4`]],
    [
      ['"type": "lstm", "units": 3, "recurrentActivation": "hardSigmoid"'],
      ['lstm lstm [batch, 3] 72 stepwise', `${head} 4`],
    ],
    [
      [
        '"type": "dense", "units": 5, "activation": "relu", "useBias": false',
        '"type": "dropout", "rate": 0.5',
        '"type": "gru", "units": 3',
      ],
      ['dense dense [batch, 10, 5] 10', 'dropout dropout [batch, 10, 5] 0', 'gru gru [batch, 3] 81 fused', `${head} 4`],
    ],
  ];
  for (const [layers, expected] of cases) assert.deepEqual(await rowsOf(...layers), expected);
});

interface KerasCase {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inputs: readonly { readonly shape: readonly number[] }[];
  readonly weights: readonly { readonly shape: readonly number[] }[];
  readonly outputs: readonly { readonly shape: readonly number[] }[];
}

const fixtures = join(import.meta.dirname, '../../../../../shared/fixtures/keras_visible.json');

test('output shapes and parameters are those that Keras made', { skip: !existsSync(fixtures) }, async () => {
  const { cases } = JSON.parse(readFileSync(fixtures, 'utf8')) as { readonly cases: readonly KerasCase[] };
  const recurrent = cases.filter(({ name }) => /^(Bidirectional\()?(LSTM|GRU|SimpleRNN)/.test(name));
  assert.ok(recurrent.length > 50, String(recurrent.length));
  for (const { name, config, inputs, weights, outputs } of recurrent) {
    const [, time = 0, features = 0] = inputs[0]?.shape ?? [];
    const columns = JSON.stringify(Array.from({ length: features }, (_, index) => `c${String(index)}`));
    const parts = {
      input: `"type": "timeseries", "columns": ${columns}, "windowSize": ${String(time)}`,
      layers: layerText(name, config),
    };
    // Only the one layer counts: a sequence has no head, and so no plan.
    const { layers, problems } = await analyse(specText(parts), 'x');
    const label = `${name} ${JSON.stringify(config)} ${JSON.stringify(problems)}`;
    const [layer] = layers;
    assert.ok(layer !== undefined, label);
    assert.deepEqual(layer.outputShape.slice(1), outputs[0]?.shape.slice(1), label);
    const size = weights.reduce((sum, { shape }) => sum + shape.reduce((product, length) => product * length, 1), 0);
    assert.equal(layer.parameters, size, label);
  }
});

/** The case's layer in this language: 5 units as in all of them, names in camelCase. */
function layerText(name: string, config: KerasCase['config']): string {
  const kind = /LSTM|GRU|SimpleRNN/.exec(name)?.[0] ?? '';
  const type = kind === 'SimpleRNN' ? 'simpleRNN' : kind.toLowerCase();
  const keys = Object.entries(config).filter(([key]) => key !== 'return_state');
  const camel = keys.map(([key, value]) => [camelCase(key), typeof value === 'string' ? camelCase(value) : value]);
  const preset = type === 'gru' ? { resetAfter: true } : {};
  const bidirectional = name.startsWith('Bidirectional') ? { bidirectional: true } : {};
  return JSON.stringify({ type, units: 5, ...preset, ...bidirectional, ...Object.fromEntries(camel) });
}

function camelCase(word: string): string {
  return word.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
