import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { messagesOf, table } from './problemsOf.ts';
import { specText, type SpecParts } from './specText.ts';

const series = (keys: string): SpecParts => ({
  input: `"type": "timeseries", "columns": ["a"], "windowSize": 9, ${keys}`,
});
const training = (keys: string): SpecParts => ({ training: keys });
const schedule = (keys: string, more = ''): SpecParts => ({ training: `"learningRateSchedule": { ${keys} } ${more}` });
const search = (keys: string): SpecParts => ({ top: `"search": { ${keys} },` });
const space = (path: string, keys: string): SpecParts => search(`"parameters": { "${path}": { ${keys} } }`);
const probe = (keys: string): SpecParts => ({ top: `"probes": [{ "name": "p", ${keys} }],` });
const expecting = (text: string): SpecParts => ({ top: `"assert": ["${text}"],` });
const lstm = (windowSize: number, keys: string): SpecParts => ({
  input: `"type": "timeseries", "columns": ["a"], "windowSize": ${String(windowSize)}`,
  layers: `{ ${keys} }`,
});

const told = (word: string): string => `GS1501 information "${word}"`;

describe('data', () => {
  test('a split that is left out is in time for what follows in time, else by chance', async () => {
    const splitOf = async (parts: SpecParts) => (await analyse(specText(parts), 'x')).plan?.data.split;
    const category = '"type": "category", "column": "c"';
    const number = '"type": "number", "column": "c"';
    const rows = '"type": "image", "size": [8, 8], "as": "rows"';
    const vector = { input: '"type": "vector", "columns": ["a"]', layers: '{ "type": "dense", "units": 2 }' };
    const text = (target: string, more = ''): SpecParts => ({
      input: '"type": "text", "column": "a"',
      target: `"type": "${target}"`,
      layers: `{ "type": "embedding", "outputDim": 2 }, { "type": "lstm", "units": 2, "returnSequences": true }${more}`,
    });
    const cases: readonly (readonly [SpecParts, string])[] = [
      [{}, 'time'],
      [{ target: category }, 'time'],
      [{ input: rows, target: category }, 'stratify'],
      [{ input: rows, target: number }, 'random'],
      [{ ...vector, target: number }, 'random'],
      [{ ...vector, target: number, data: '"time": "t"' }, 'time'],
      [text('tags'), 'random'],
      [text('text', ', { "type": "decoder", "units": 2 }'), 'random'],
      [text('next'), 'time'],
      [{ ...text('tags'), data: '"split": { "type": "time" }' }, 'time'],
    ];
    for (const [parts, expected] of cases) {
      assert.equal((await splitOf(parts))?.type, expected, JSON.stringify(parts));
    }
    const probabilities = [0.7, 0.15, 0.15];
    assert.deepEqual(await splitOf(text('tags')), { type: 'random', probabilities });
  });

  table('columns and calendar', [
    [{ ...series('"calendar": ["dayOfWeek"]') }, 'GS1110 error "calendar"'],
    [{ ...series('"calendar": ["dayOfWeek"]'), data: '"time": "t"' }],
    [{ target: '"type": "timeseries", "columns": ["a", "b"], "horizon": 3, "strategy": "recursive"' }],
    [{ target: '"type": "timeseries", "columns": ["a"], "horizon": 3, "strategy": "recursive"' }, 'GS1116 error "b"'],
    [
      {
        ...series('"covariates": { "past": ["p"], "future": ["f"] }'),
        target: '"type": "timeseries", "columns": ["a", "b"], "strategy": "recursive"',
      },
      'GS1116 error "p"',
    ],
    [series('"covariates": { "past": ["b"] }')],
    [series('"covariates": {}')],
    [series('"covariates": { "past": ["a"] }'), 'GS1111 error "a"'],
    [series('"covariates": { "future": ["a"] }'), 'GS1111 error "a"'],
    [{ ...series('"covariates": { "past": ["t"] }'), data: '"time": "t"' }, 'GS1104 error "t"'],
  ]);

  table('splits, weights and augmentations', [
    [{ data: '"split": { "type": "random" }' }, 'GS1112 warning "random"'],
    [{ data: '"split": { "type": "stratify" }' }, 'GS1112 warning "stratify"', 'GS1113 error "stratify"'],
    [{ data: '"split": { "type": "fixed", "column": "part" }' }],
    [{ data: '"split": { "type": "fixed" }' }, 'GS1005 error "split"'],
    [{ data: '"classWeight": "balanced"' }, 'GS1115 error "balanced"'],
    [{ data: '"augmentation": ["flip"]' }, 'GS1114 error "flip"'],
    [{ data: '"augmentation": ["jitter", { "type": "scale", "stddev": 0.2 }]' }],
  ]);

  test('the split that leaks is named', async () => {
    const text = await messagesOf(specText({ data: '"split": { "type": "random" }' }));
    assert.match(text, /the scaler and the model see what lies next to the rows that judge them/);
  });
});

describe('training', () => {
  test('a layer that stands for several freezes all of them', async () => {
    const layers = '{ "type": "gru", "units": 3, "name": "stack", "numLayers": 3 }, { "type": "dense", "units": 2 }';
    const parts = { layers, training: '"initializeFrom": { "run": "r", "freeze": ["stack"] }' };
    const { plan } = await analyse(specText(parts), 'x');
    assert.deepEqual(plan?.training.initializeFrom, { run: 'r' });
    const frozen = plan.model.layers.filter(({ trainable }) => !trainable);
    assert.deepEqual(
      frozen.map(({ name }) => name),
      ['stack_below', 'stack_below_1', 'stack'],
    );
  });

  const steps = '"decaySteps": 10';
  table('schedules', [
    [schedule(`"type": "cosineDecay", ${steps}`)],
    [schedule('"type": "cosineDecay"'), 'GS1005 error "learningRateSchedule"'],
    [schedule(`"type": "cosineDecay", ${steps}, "alpha": 1`), 'GS1309 warning 1'],
    [schedule(`"type": "exponentialDecay", ${steps}, "decayRate": 1`), 'GS1309 warning 1'],
    [schedule(`"type": "polynomialDecay", ${steps}, "endLearningRate": 0.001`), 'GS1309 warning 0.001'],
    [
      schedule('"type": "piecewiseConstantDecay", "boundaries": [5], "values": [1]'),
      'GS1308 error "values"',
      'GS1309 warning "values"',
    ],
    [schedule('"type": "piecewiseConstantDecay", "boundaries": [5, 5], "values": [0.3, 0.2, 0.1]'), 'GS1308 error 5'],
    [
      schedule('"type": "oneCycle", "maxLearningRate": 0.1', ', "optimizer": { "type": "adam", "learningRate": 0.01 }'),
      'GS1401 warning 0.01',
    ],
    [schedule(`"type": "cosineDecay", ${steps}`, ', "reduceLROnPlateau": {}'), 'GS1307 error "reduceLROnPlateau"'],
    [schedule(`"type": "cosineDecay", ${steps}, "alpha": 1, "warmupSteps": 5`)],
    [schedule('"type": "constant", "warmupSteps": 5', ', "reduceLROnPlateau": {}')],
    [schedule('"type": "constant"'), 'GS1005 error "learningRateSchedule"'],
    [schedule('"type": "constant", "warmupSteps": 0'), 'GS1008 error 0'],
  ]);

  const still = '{ "type": "lstm", "units": 3, "trainable": false }';
  const stillHead = '{ "type": "dense", "units": 1, "trainable": false }';
  table('patience, monitors and frozen layers', [
    [training('"epochs": 5, "reduceLROnPlateau": { "patience": 5 }'), 'GS1311 warning 5'],
    [training('"reduceLROnPlateau": { "patience": 9 }, "earlyStopping": { "patience": 8 }'), 'GS1311 warning 9'],
    [training('"checkpoint": { "monitor": "validationR2" }'), 'GS1302 error "validationR2"'],
    [
      {
        ...training('"initializeFrom": { "run": "r", "freeze": ["frist"] }'),
        layers: '{ "type": "lstm", "units": 3, "name": "first" }',
      },
      'GS1206 error "frist"',
    ],
    [{ layers: still }, 'GS1321 warning false'],
    [{ layers: still, ...training('"initializeFrom": { "run": "r" }') }],
    [{ layers: `${still}, ${stillHead}`, ...training('"initializeFrom": { "run": "r" }') }, 'GS1322 error "layers"'],
    [{ layers: `${still}, ${stillHead}` }, 'GS1322 error "layers"', 'GS1321 warning false', 'GS1321 warning false'],
  ]);
});

describe('layers', () => {
  table('kernels, lengths and gradients', [
    [lstm(1000, '"type": "lstm", "units": 3')],
    [lstm(1001, '"type": "lstm", "units": 3'), 'GS1402 warning 1001', 'GS1213 warning "lstm"'],
    [lstm(300, '"type": "lstm", "units": 3, "activation": "relu"'), 'GS1213 warning "lstm"', 'GS1204 warning "relu"'],
    [lstm(31, '"type": "simpleRNN", "units": 3'), 'GS1204 information "simpleRNN"', 'GS1214 warning "simpleRNN"'],
    [lstm(30, '"type": "simpleRNN", "units": 3'), 'GS1204 information "simpleRNN"'],
    [lstm(51, '"type": "lstm", "units": 3, "unitForgetBias": false'), 'GS1214 warning false'],
    [lstm(50, '"type": "lstm", "units": 3, "unitForgetBias": false')],
    [lstm(51, '"type": "lstm", "units": 3, "unitForgetBias": false, "biasInitializer": "ones"')],
    [lstm(9, '"type": "lstm", "units": 3, "kernelRegularizer": {}'), 'GS1401 warning "kernelRegularizer"'],
  ]);
});

describe('states that go on', () => {
  const stateful = '{ "type": "embedding", "outputDim": 2 }, { "type": "lstm", "units": 3, "stateful": true }';
  const over = (keys: string): SpecParts => ({
    ...series(keys),
    layers: '{ "type": "lstm", "units": 3, "stateful": true }',
    training: '"shuffle": false',
  });
  const reading = (keys: string, data = ''): SpecParts => ({
    ...{ input: `"type": "text", ${keys}`, target: '"type": "next"', data },
    layers: stateful.replace('"units": 3', '"units": 3, "returnSequences": true'),
    training: '"shuffle": false',
  });
  const running = (parts: SpecParts): string => specText(parts).replace('x.csv', 'x.txt');
  table('windows follow each other', [
    [over('"stride": 9')],
    [over('"stride": 27, "samplingRate": 3')],
    [over('"stride": 1'), 'GS1323 warning true'],
    [over('"stride": 10'), 'GS1323 warning true'],
    [over('"stride": 9, "samplingRate": 3'), 'GS1323 warning true'],
    [{ ...over('"stride": 9'), training: '' }, 'GS1310 warning true'],
    [{ ...over('"stride": 9'), target: '"type": "category", "column": "c"' }],
    [
      {
        ...over('"stride": 9'),
        target: '"type": "category", "column": "c"',
        data: '"time": "t", "split": { "type": "random" }',
      },
      'GS1112 warning "random"',
      'GS1324 warning true',
    ],
    [running(reading('"tokenizer": "character"'))],
    [running(reading('"tokenizer": "character"', '"split": { "type": "random" }')), 'GS1324 warning true'],
    [reading('"column": "t", "maxSequenceLength": 20')],
    [reading('"column": "t"'), 'GS1324 warning true'],
    [
      {
        ...{ input: '"type": "text", "column": "t"', target: '"type": "category", "column": "c"' },
        ...{ layers: stateful.replace('"outputDim": 2', '"outputDim": 2, "maskZero": true') },
        training: '"shuffle": false',
      },
      'GS1324 warning true',
    ],
  ]);
});

describe('search, probes and expectations', () => {
  const range = '"space": "int", "min": 1, "max": 9';
  table('a search varies what stands in the spec', [
    [space('layers[0].units', range), told('search')],
    [space('training.batchSize', range), told('search')],
    [space('training.optimizer', '"space": "choice", "values": ["adam", "sgd"]'), told('search')],
    [space('layers[1].units', range), told('search'), 'GS1312 error "layers[1].units"'],
    [space('layers[0].unit', range), told('search'), 'GS1312 error "layers[0].unit"'],
    [space('layers[0]..units', range), told('search'), 'GS1312 error "layers[0]..units"'],
    [search('"parameters": {}'), told('search'), 'GS1015 error "parameters"'],
    [space('training.epochs', '"space": "choice"'), told('search'), 'GS1313 error "choice"'],
    [space('training.epochs', '"space": "int", "min": 1'), told('search'), 'GS1313 error "int"'],
    [space('training.epochs', '"space": "int", "min": 9, "max": 1'), told('search'), 'GS1313 error 1'],
    [space('training.epochs', '"space": "int", "min": 0, "max": 9'), told('search'), 'GS1314 error 0'],
    [space('training.loss', range), told('search'), 'GS1314 error "int"'],
    [
      space('training.loss', '"space": "choice", "values": ["huber", "hubert"]'),
      told('search'),
      'GS1314 error "hubert"',
    ],
    [space('training.shuffle', '"space": "choice", "values": [true, 1]'), told('search'), 'GS1314 error 1'],
    [space('training.epochs', `${range}, "values": [3]`), told('search'), 'GS1401 warning "values"'],
    [
      search(`"objective": "validationR2", "direction": "maximize", "parameters": { "training.epochs": { ${range} } }`),
      told('search'),
      'GS1302 error "validationR2"',
    ],
    [
      search(
        `"objective": "validationMae", "direction": "maximize", "parameters": { "training.epochs": { ${range} } }`,
      ),
      told('search'),
      'GS1315 warning "maximize"',
    ],
    [
      search(`"objective": "r2", "direction": "minimize", "parameters": { "training.epochs": { ${range} } }`),
      told('search'),
      ...['GS1302 error "r2"', 'GS1315 warning "minimize"'],
    ],
    [
      search(`"crossValidation": { "type": "kFold" }, "parameters": { "training.epochs": { ${range} } }`),
      told('search'),
      'GS1112 warning "kFold"',
    ],
  ]);

  table('a probe watches one thing', [
    [probe('"select": "worst", "count": 3'), told('probes')],
    [probe('"rows": [0, 30]'), told('probes')],
    [probe('"everyEpochs": 2'), told('probes'), 'GS1316 error "p"'],
    [probe('"select": "first", "rows": [0, 30]'), told('probes'), 'GS1316 error "rows"'],
    [probe('"rows": [30, 30]'), told('probes'), 'GS1316 error "rows"'],
    [probe('"text": "hello"'), told('probes'), 'GS1316 error "hello"'],
    [probe('"rows": [0, 30], "count": 2'), told('probes'), 'GS1401 warning 2'],
  ]);

  table('expectations are figures and baselines of the task', [
    [expecting('validationLoss < 0.01')],
    [expecting('mae <= 3')],
    [expecting('beats: seasonalNaive')],
    [expecting('beats: majority'), 'GS1318 error "beats: majority"'],
    [expecting('beats: sesonalNaive'), 'GS1317 error "beats: sesonalNaive"'],
    [expecting('valLoss < 1'), 'GS1317 error "valLoss < 1"'],
    [expecting('loss is low'), 'GS1317 error "loss is low"'],
    [expecting('loss < low'), 'GS1317 error "loss < low"'],
    [expecting('validationR2 > 0.5'), 'GS1302 error "validationR2 > 0.5"'],
    [expecting('accuracy > 0.5'), 'GS1306 error "accuracy > 0.5"'],
  ]);

  test('expectations are read', async () => {
    const { plan } = await analyse(specText({ top: '"assert": ["mae <= 1e-3", " beats :drift "],' }), 'x');
    assert.deepEqual(plan?.assert, [
      { kind: 'figure', figure: 'mae', operator: '<=', value: 0.001 },
      { kind: 'beats', baseline: 'drift' },
    ]);
  });
});
