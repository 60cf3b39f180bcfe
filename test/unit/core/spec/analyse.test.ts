import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { messagesOf, table } from './problemsOf.ts';
import { specText, type SpecParts } from './specText.ts';

const adam = (keys: string): SpecParts => ({ training: `"optimizer": { "type": "adam", ${keys} }` });
const lstm = (keys: string): SpecParts => ({ layers: `{ "type": "lstm", "units": 8, ${keys} }` });
const stop = (keys: string, more = ''): SpecParts => ({ training: `${more} "earlyStopping": { ${keys} }` });

describe('data', () => {
  table('what the spec alone tells about the data', [
    [{ data: '"split": { "type": "time", "probabilities": [0.7, 0.2, 0.2] }' }, 'GS1101 error "probabilities"'],
    [{ data: '"split": { "type": "time", "probabilities": [0, 0.5, 0.5] }' }, 'GS1102 error "probabilities"'],
    [{ data: '"split": { "type": "time", "probabilities": [1, 0, 0] }' }, 'GS1103 error "probabilities"'],
    [{ data: '"split": { "type": "time", "probabilities": [0.7, 0.1, 0.2] }' }],
    [{ data: '"split": { "type": "time", "probabilities": [0.9, 0, 0.1] }' }],
    [{ data: '"time": "b"' }, 'GS1104 error "b"'],
    [{ data: '"time": "a"' }, 'GS1104 error "a"', 'GS1104 error "a"'],
    [{ data: '"missingValueStrategy": "fill_with_const"' }, 'GS1105 error "fill_with_const"'],
    [{ data: '"missingValueStrategy": "fill_with_const", "fillValue": -1' }],
    [{ data: '"fillValue": -1' }, 'GS1401 warning -1'],
    [
      { target: '"type": "timeseries", "columns": ["a"], "normalization": { "type": "minmax", "range": [1, 1] }' },
      'GS1106 error "range"',
    ],
    [specText().replace('x.csv', 'x.npz')],
    [specText().replace('x.csv', 'x.parquet')],
    [specText().replace('x.csv', '*.csv')],
    [specText().replace('x.csv', 'x.tsv')],
    [{ data: '"delimiter": "\\""' }, 'GS1108 error "\\""'],
    [{ data: '"delimiter": "\\t"' }],
    [
      { input: '"type": "timeseries", "columns": ["a"], "windowSize": 1, "samplingRate": 2' },
      'GS1402 warning 1',
      'GS1401 warning 2',
    ],
    [
      { input: '"type": "timeseries", "columns": ["a"], "windowSize": 5000' },
      'GS1402 warning 5000',
      'GS1213 warning "lstm"',
    ],
  ]);
});

describe('layers', () => {
  const two = '"returnSequences": true }, { "type": "gru", "units": 3 }';
  table('shapes', [
    [{ layers: `{ "type": "lstm", "units": 3, ${two}` }],
    [{ layers: '{ "type": "lstm", "units": 3 }, { "type": "gru", "units": 3 }' }, 'GS1201 error "gru"'],
    [{ layers: '{ "type": "dense", "units": 3, "activation": "relu" }, { "type": "gru", "units": 3 }' }],
    [
      { layers: '{ "type": "lstm", "units": 3 }, { "type": "dropout", "rate": 0.1 }, { "type": "gru", "units": 3 }' },
      'GS1201 error "gru"',
    ],
    [lstm('"returnSequences": true'), 'GS1202 error true'],
    [{ layers: '{ "type": "dense", "units": 1 }' }, 'GS1202 error "layers"'],
    [{ layers: '{ "type": "dropout", "rate": 0.1 }' }, 'GS1202 error "layers"'],
    [{ layers: '{ "type": "lstm", "units": 3 }, { "type": "dense", "units": 1 }' }],
    [{ layers: '{ "type": "lstm", "units": 3 }, { "type": "dense", "units": 2 }' }, 'GS1205 information "dense"'],
    [{ layers: '{ "type": "lstm", "units": 3 }, { "type": "dense", "units": 2, "activation": "relu" }' }],
  ]);

  test('a shape problem names the shape and the remedy', async () => {
    const direct = specText({ layers: '{ "type": "gru", "units": 50 }, { "type": "lstm", "units": 3 }' });
    assert.equal(
      await messagesOf(direct),
      '"lstm" needs [batch, time, features], but the layer above gives [batch, 50]: set returnSequences on it.',
    );
    const further = specText({
      layers:
        '{ "type": "gru", "units": 50, "name": "first" }, { "type": "dropout", "rate": 0.5 }, { "type": "lstm", "units": 3 }',
    });
    assert.match(await messagesOf(further), /gives \[batch, 50\]: set returnSequences on "first"/);
    assert.match(
      await messagesOf(specText(lstm('"returnSequences": true'))),
      /gives \[batch, 20, 8\]: leave returnSequences off "lstm"/,
    );
  });

  table('names, kernels and keys without effect', [
    [
      {
        layers: `{ "type": "lstm", "units": 3, "name": "x", "returnSequences": true }, { "type": "gru", "units": 3, "name": "x" }`,
      },
      'GS1203 error "x"',
    ],
    [lstm('"activation": "relu"'), 'GS1204 warning "relu"'],
    [lstm('"recurrentActivation": "hardSigmoid"'), 'GS1204 warning "hardSigmoid"'],
    [lstm('"recurrentDropout": 0.2'), 'GS1204 warning 0.2'],
    [lstm('"dropout": 0.2, "peephole": true, "bidirectional": true, "mergeMode": "sum"')],
    [{ layers: '{ "type": "gru", "units": 3, "resetAfter": true }' }],
    [{ layers: '{ "type": "gru", "units": 3, "resetAfter": false }' }],
    [{ layers: '{ "type": "simpleRNN", "units": 3 }' }, 'GS1204 information "simpleRNN"'],
    [lstm('"mergeMode": "sum"'), 'GS1401 warning "sum"'],
    [
      {
        layers:
          '{ "type": "gru", "units": 3, "name": "start" }, { "type": "gru", "units": 3, "inputs": ["input", "start"], "stateful": false }',
      },
      'GS1401 warning false',
    ],
    [lstm('"useBias": false, "unitForgetBias": true'), 'GS1401 warning true'],
    [lstm('"useBias": false, "forgetBias": 2, "biasInitializer": "ones"'), 'GS1401 warning 2', 'GS1401 warning "ones"'],
    [lstm('"unitForgetBias": false, "forgetBias": 2'), 'GS1401 warning false'],
    [
      lstm('"trainable": false, "kernelRegularizer": { "l2": 0.1 }'),
      'GS1321 warning false',
      'GS1401 warning "kernelRegularizer"',
    ],
    [lstm('"forgetBias": 30'), 'GS1402 warning 30'],
  ]);
});

describe('training', () => {
  const noValidation = '"split": { "type": "time", "probabilities": [0.9, 0, 0.1] }';
  table('what cannot be right, or cannot work', [
    [{ data: noValidation, ...stop('"monitor": "validationMae"') }, 'GS1301 error "validationMae"'],
    [{ data: noValidation, ...stop('') }, 'GS1301 error "earlyStopping"'],
    [{ data: noValidation, ...stop('"monitor": "loss"') }],
    [stop('"monitor": "validationR2"'), 'GS1302 error "validationR2"'],
    [stop('"monitor": "r2"', '"metrics": ["r2"],')],
    [stop('"monitor": "mae"', '"metrics": ["r2"],'), 'GS1302 error "mae"'],
    [adam('"clipNorm": 1, "globalClipNorm": 1'), 'GS1303 error 1'],
    [adam('"clipValue": 1')],
    [stop('"patience": 5', '"epochs": 5,'), 'GS1304 warning 5'],
    [adam('"learningRate": 0.5'), 'GS1402 warning 0.5'],
    [adam('"learningRate": 1e-8'), 'GS1402 warning 1e-8'],
    [{ training: '"optimizer": { "type": "sgd", "learningRate": 0.5 }' }],
  ]);
});

describe('plan', () => {
  test('the name is that of the spec, else of its file', async () => {
    const nameOf = async (top: string, file: string): Promise<string | undefined> =>
      (await analyse(specText({ top }), file)).plan?.name;
    assert.equal(await nameOf('"name": "Births",', 'x.lstm.json'), 'Births');
    assert.equal(await nameOf('', 'births.lstm.json'), 'births');
    assert.equal(await nameOf('', 'C:\\models\\births.lstm.json'), 'births');
    assert.equal(await nameOf('', '/models/births.json'), 'births');
  });

  test("defaults are Keras 3's, but for those that the table gives a reason for", async () => {
    const { plan } = await analyse(specText(), 'x.lstm.json');
    assert.deepEqual(plan?.training, {
      epochs: 100,
      batchSize: 32,
      shuffle: true,
      seed: 42,
      loss: 'meanSquaredError',
      metrics: ['mae', 'rmse', 'mape', 'smape', 'mase'],
      optimizer: {
        type: 'adam',
        learningRate: 0.001,
        beta1: 0.9,
        beta2: 0.999,
        epsilon: 1e-7,
        clipNorm: null,
        clipValue: null,
        globalClipNorm: null,
        weightDecay: 0,
      },
      learningRateSchedule: null,
      reduceLROnPlateau: null,
      earlyStopping: null,
      checkpoint: null,
      initializeFrom: null,
    });
    assert.deepEqual(plan.model.layers[0]?.config, {
      type: 'lstm',
      units: 8,
      returnSequences: false,
      bidirectional: false,
      mergeMode: 'concat',
      goBackwards: false,
      useBias: true,
      activation: 'tanh',
      recurrentActivation: 'sigmoid',
      dropout: 0,
      recurrentDropout: 0,
      kernelInitializer: 'glorotUniform',
      recurrentInitializer: 'orthogonal',
      biasInitializer: 'zeros',
      forgetBias: 1,
      peephole: false,
      kernel: 'fused',
      stateful: false,
      kernelRegularizer: null,
      recurrentRegularizer: null,
    });
    assert.deepEqual(plan.data.split, { type: 'time', probabilities: [0.7, 0.15, 0.15], gap: 0 });
    assert.deepEqual(plan.data.missingValueStrategy, { type: 'error' });
  });

  test('the target is normalized like the input unless it says otherwise', async () => {
    const kinds = async (input: string, target: string): Promise<unknown> => {
      const text = specText({
        input: `"type": "timeseries", "columns": ["a"], "windowSize": 9 ${input}`,
        target: `"type": "timeseries", "columns": ["a"] ${target}`,
      });
      const planned = (await analyse(text, 'x')).plan?.data.target;
      return planned?.type === 'timeseries' ? planned.normalization : undefined;
    };
    assert.deepEqual(await kinds('', ''), { type: 'zscore' });
    assert.deepEqual(await kinds(', "normalization": "minmax"', ''), { type: 'minmax', range: [0, 1] });
    assert.deepEqual(await kinds(', "normalization": { "type": "minmax", "range": [-1, 1] }', ''), {
      type: 'minmax',
      range: [-1, 1],
    });
    assert.deepEqual(await kinds(', "normalization": "minmax"', ', "normalization": "none"'), { type: 'none' });
  });

  test("the forget gate's bias starts where the keys say", async () => {
    const cases: readonly (readonly [string, number])[] = [
      ['', 1],
      ['"unitForgetBias": false', 0],
      ['"unitForgetBias": false, "biasInitializer": "ones"', 1],
      ['"forgetBias": 3', 3],
      ['"useBias": false', 0],
    ];
    for (const [keys, expected] of cases) {
      const { plan } = await analyse(specText(lstm(keys)), 'x');
      const config = plan?.model.layers[0]?.config;
      assert.equal(config?.type === 'lstm' ? config.forgetBias : undefined, expected, keys);
    }
  });

  test('the head has horizon x columns units, and is not added twice', async () => {
    const shapeOf = async (layers: string): Promise<unknown> => {
      const target = '"type": "timeseries", "columns": ["a", "b"], "horizon": 3';
      const { plan } = await analyse(specText({ target, layers }), 'x');
      return plan?.model.layers.map(({ name, specIndex, outputShape }) => [name, specIndex, outputShape.at(-1)]);
    };
    const first = '{ "type": "lstm", "units": 4 }';
    assert.deepEqual(await shapeOf(first), [
      ['lstm', 0, 4],
      ['head', null, 6],
    ]);
    assert.deepEqual(await shapeOf(`${first}, { "type": "dense", "units": 6 }`), [
      ['lstm', 0, 4],
      ['dense', 1, 6],
    ]);
    assert.deepEqual(await shapeOf(`${first}, { "type": "dense", "units": 6, "activation": "relu", "name": "head" }`), [
      ['lstm', 0, 4],
      ['head', 1, 6],
      ['head_1', null, 6],
    ]);
  });

  test('layers are named as Keras names them, around the names that are given', async () => {
    const sequence = '"units": 2, "returnSequences": true';
    const layers = [
      `{ "type": "lstm", ${sequence} }`,
      `{ "type": "lstm", ${sequence}, "name": "lstm_1" }`,
      `{ "type": "lstm", ${sequence} }`,
      '{ "type": "simpleRNN", "units": 2 }',
    ];
    const { plan } = await analyse(specText({ layers: layers.join(',') }), 'x');
    assert.deepEqual(
      plan?.model.layers.map(({ name }) => name),
      ['lstm', 'lstm_1', 'lstm_2', 'simple_rnn', 'head'],
    );
  });

  test('layers above a mistake keep their shapes', async () => {
    const { layers, plan } = await analyse(
      specText({
        layers: '{ "type": "lstm", "units": 3, "returnSequences": true }, { "type": "lstm", "unts": 3 }',
        training: '"x": 1',
      }),
      'x',
    );
    assert.equal(plan, null);
    assert.deepEqual(
      layers.map(({ outputShape }) => outputShape),
      [[null, 20, 3]],
    );
  });
});
