import { specText, type SpecParts } from './specText.ts';

/** A whole text, or parts of one. */
export type Text = SpecParts | string;

export const training = (keys: string): SpecParts => ({ training: keys });
const adam = (keys: string): SpecParts => ({ training: `"optimizer": { "type": "adam", ${keys} }` });
const layers = (text: string): SpecParts => ({ layers: text });
export const lstm = (keys: string): SpecParts => ({ layers: `{ "type": "lstm", "units": 8, ${keys} }` });
const data = (keys: string): SpecParts => ({ data: keys });
const shares = (list: string): SpecParts => ({ data: `"split": { "type": "time", "probabilities": ${list} }` });
export const target = (keys: string): SpecParts => ({ target: `"type": "timeseries", ${keys}` });
const two = (one: string, other: string): SpecParts => ({
  layers: `{ "type": "lstm", "units": 3${one} }, { "type": "gru", "units": 3${other} }`,
});
const search = (parameters: string): SpecParts => ({ top: `"search": { "parameters": { ${parameters} } },` });
const text: SpecParts = { input: '"type": "text", "column": "t"', target: '"type": "category", "column": "c"' };
const stateful: SpecParts = { ...lstm('"stateful": true'), training: '"shuffle": false' };
const follows = '"type": "timeseries", "columns": ["a"], "windowSize": 20';
const crf = (keys: string, last = ''): SpecParts => ({
  input: '"type": "text", "column": "t"',
  target: '"type": "tags", "crf": true',
  layers: `{ "type": "embedding", "outputDim": 5, "maskZero": true }${last}`,
  training: keys,
});
const long: SpecParts = { input: '"type": "timeseries", "columns": ["a"], "windowSize": 200' };
const version = (value: string): string => specText().replace('"version": 1', `"version": ${value}`);

/** A wrong text, and what the preferred fix of its first problem makes of it. */
export const mended: readonly (readonly [Text, Text])[] = [
  // Syntax
  [training('"epochs" 3'), training('"epochs": 3')],
  [training('"epochs": 3 "seed": 1'), training('"epochs": 3, "seed": 1')],
  [training('epochs: 3'), training('"epochs": 3')],
  [training('"shuffle": True'), training('"shuffle": true')],
  [training('"loss": huber'), training('"loss": "huber"')],
  [specText().slice(0, -2), `${specText().slice(0, -2).trimEnd()}}`],
  // Keys
  [lstm('"return_sequences": false'), lstm('"returnSequences": false')],
  [layers('{ "type": "lstm", "unts": 3 }'), layers('{ "type": "lstm", "units": 3 }')],
  [lstm('"bidrectional": true'), lstm('"bidirectional": true')],
  [adam('"lr": 0.1'), adam('"learningRate": 0.1')],
  [adam('"learning_rate": "0.1"'), adam('"learningRate": 0.1')],
  [training('"batch_size": 3'), training('"batchSize": 3')],
  [training('"lr": 0.01, "optimizer": "sgd"'), training('"optimizer": { "type": "sgd", "learningRate": 0.01 }')],
  [training('"lr": 0.01'), training('"optimizer": { "type": "adam", "learningRate": 0.01 } ')],
  [lstm('"resetAfter": true'), layers('{ "type": "lstm", "units": 8 }')],
  [training('"epochs": 3, "epochs": 4'), training('"epochs": 4')],
  [{ top: '"modle": 1,' }, { top: '' }],
  // What is missing
  [target('"horizon": 2'), target('"columns": ["a"], "horizon": 2')],
  [
    { input: '"type": "timeseries", "columns": ["a"]' },
    { input: '"type": "timeseries", "columns": ["a"], "windowSize": 32' },
  ],
  [layers('{ "units": 3 }'), layers('{ "type": "lstm", "units": 3 }')],
  [data('"split": {}'), data('"split": { "type": "time" }')],
  [
    data('"missingValueStrategy": "fill_with_const"'),
    data('"missingValueStrategy": "fill_with_const", "fillValue": 0'),
  ],
  // Types
  [training('"epochs": "3"'), training('"epochs": 3')],
  [training('"epochs": 3.5'), training('"epochs": 4')],
  [training('"epochs": null'), training('')],
  [training('"epochs": [3]'), training('"epochs": 3')],
  [training('"shuffle": 1'), training('"shuffle": true')],
  [training('"shuffle": "false"'), training('"shuffle": false')],
  [training('"metrics": "mae"'), training('"metrics": ["mae"]')],
  [layers('"lstm"'), layers('{ "type": "lstm", "units": 32 }')],
  [data('"split": "time"'), data('"split": { "type": "time" }')],
  [target('"columns": "a"'), target('"columns": ["a"]')],
  [version('"1"'), version('1')],
  [version('0'), version('1')],
  // Words
  [training('"loss": "mse"'), training('"loss": "meanSquaredError"')],
  [training('"optimizer": "adm"'), training('"optimizer": "adam"')],
  [layers('{ "type": "LSTM", "units": 3 }'), layers('{ "type": "lstm", "units": 3 }')],
  [
    training('"earlyStopping": { "monitor": "val_loss" }'),
    training('"earlyStopping": { "monitor": "validationLoss" }'),
  ],
  // Ranges
  [training('"epochs": 0'), training('"epochs": 1')],
  [training('"seed": 2147483648'), training('"seed": 2147483647')],
  [adam('"learningRate": 0'), adam('"learningRate": 0.001')],
  [adam('"beta1": 1'), adam('"beta1": 0.9')],
  [lstm('"dropout": 1'), lstm('"dropout": 0.8')],
  [lstm('"dropout": -1'), lstm('"dropout": 0')],
  [shares('[2, -0.5, 1]'), shares('[0.6667, 0, 0.3333]')],
  [shares('[0.8, 0.2]'), shares('[0.8, 0.1, 0.1]')],
  [shares('[7, 2, 1]'), shares('[0.7, 0.2, 0.1]')],
  [shares('[0.7, 0.2, 0.2]'), shares('[0.6364, 0.1818, 0.1818]')],
  [shares('[0, 0.5, 0.5]'), shares('[0.7, 0.15, 0.15]')],
  [shares('[1, 0, 0]'), shares('[0.7, 0.15, 0.15]')],
  [data('"delimiter": ";;"'), data('"delimiter": ";"')],
  [{ top: '"name": "",' }, { top: '' }],
  [target('"columns": []'), target('"columns": ["a"]')],
  [target('"columns": ["a", "a"]'), target('"columns": ["a"]')],
  [layers(''), layers('{ "type": "lstm", "units": 32 }')],
  // Data
  [data('"time": "b"'), { data: '"time": "b"', input: '"type": "timeseries", "columns": ["a"], "windowSize": 20' }],
  [
    target('"columns": ["a"], "normalization": { "type": "minmax", "range": [1, 0] }'),
    target('"columns": ["a"], "normalization": { "type": "minmax", "range": [0, 1] }'),
  ],
  // Layers
  [two('', ''), two(', "returnSequences": true', '')],
  [two(', "returnSequences": false', ''), two(', "returnSequences": true', '')],
  [lstm('"returnSequences": true'), layers('{ "type": "lstm", "units": 8 }')],
  [
    layers('{ "type": "lstm", "units": 3 }, { "type": "dropout", "rate": 0.1 }, { "type": "gru", "units": 3 }'),
    layers(
      '{ "type": "lstm", "units": 3, "returnSequences": true }, { "type": "dropout", "rate": 0.1 }, { "type": "gru", "units": 3 }',
    ),
  ],
  [
    layers('{ "type": "dense", "units": 1 }'),
    layers('{ "type": "dense", "units": 1 }, { "type": "lstm", "units": 32 }'),
  ],
  [
    two(', "name": "x", "returnSequences": true', ', "name": "x"'),
    two(', "name": "x", "returnSequences": true', ', "name": "x_2"'),
  ],
  [layers('{ "type": "lstm", "units": 3 }, { "type": "dense", "units": 2 }'), layers('{ "type": "lstm", "units": 3 }')],
  [lstm('"mergeMode": "sum"'), layers('{ "type": "lstm", "units": 8 }')],
  // Graphs
  [
    layers('{ "type": "lstm", "units": 3, "name": "first" }, { "type": "dropout", "rate": 0.1, "inputs": ["frist"] }'),
    layers('{ "type": "lstm", "units": 3, "name": "first" }, { "type": "dropout", "rate": 0.1, "inputs": ["first"] }'),
  ],
  [
    layers('{ "type": "lstm", "units": 3 }, { "type": "dropout", "rate": 0.1, "inputs": ["lstm"] }'),
    layers('{ "type": "lstm", "name": "lstm", "units": 3 }, { "type": "dropout", "rate": 0.1, "inputs": ["lstm"] }'),
  ],
  [
    layers('{ "type": "lstm", "units": 3, "name": "input" }'),
    layers('{ "type": "lstm", "units": 3, "name": "input_2" }'),
  ],
  [
    layers('{ "type": "conv1d", "filters": 4, "kernelSize": 3 }'),
    layers('{ "type": "conv1d", "filters": 4, "kernelSize": 3 }, { "type": "globalAveragePooling1d" }'),
  ],
  [
    { ...layers('{ "type": "lstm", "units": 3 }'), ...text },
    {
      ...layers('{ "type": "embedding", "outputDim": 64, "maskZero": true }, { "type": "lstm", "units": 3 }'),
      ...text,
    },
  ],
  [
    { ...layers('{ "type": "embedding", "outputDim": 4 }, { "type": "lstm", "units": 3 }'), ...text },
    { ...layers('{ "type": "embedding", "outputDim": 4, "maskZero": true }, { "type": "lstm", "units": 3 }'), ...text },
  ],
  [
    { ...layers('{ "type": "lstm", "units": 3, "unitForgetBias": false }'), ...long },
    { ...layers('{ "type": "lstm", "units": 3, "unitForgetBias": true }'), ...long },
  ],
  [
    { ...layers('{ "type": "simpleRNN", "units": 3 }'), ...long },
    { ...layers('{ "type": "lstm", "units": 3 }'), ...long },
  ],
  // Task
  [target('"columns": ["a"], "strategy": "recursive"'), target('"columns": ["a", "b"], "strategy": "recursive"')],
  [
    {
      input: '"type": "timeseries", "columns": ["a"], "windowSize": 20, "covariates": { "past": ["b"] }',
      target: '"type": "timeseries", "columns": ["a"], "strategy": "recursive"',
    },
    {
      input: '"type": "timeseries", "columns": ["a"], "windowSize": 20, "covariates": { "past": ["b"] }',
      target: '"type": "timeseries", "columns": ["a"], "strategy": "direct"',
    },
  ],
  [{ target: '"type": "tags", "column": "a"' }, { target: '"type": "timeseries", "columns": ["a"]' }],
  [training('"metrics": ["mae", "accuracy"]'), training('"metrics": ["mae"]')],
  [training('"loss": "categoricalCrossentropy"'), training('"loss": "meanSquaredError"')],
  [
    training('"earlyStopping": { "monitor": "validationF1" }'),
    training('"earlyStopping": { "monitor": "validationLoss" }'),
  ],
  [
    data('"split": { "type": "random", "probabilities": [0.8, 0.1, 0.1] }'),
    data('"split": { "type": "time", "probabilities": [0.8, 0.1, 0.1] }'),
  ],
  // Search and probes
  [
    search('"layers[0].unit": { "space": "int", "min": 1, "max": 3 }'),
    search('"layers[0].units": { "space": "int", "min": 1, "max": 3 }'),
  ],
  [
    {
      top: '"search": { "parameters": { "training.epochs": { "space": "int", "min": 1, "max": 3 } }, "direction": "maximize" },',
    },
    {
      top: '"search": { "parameters": { "training.epochs": { "space": "int", "min": 1, "max": 3 } }, "direction": "minimize" },',
    },
  ],
  [
    search('"layers[0].units": { "space": "int", "min": 8 }'),
    search('"layers[0].units": { "space": "int", "min": 8, "max": 256 }'),
  ],
  [
    search('"training.epochs": { "space": "int", "min": 9, "max": 3 }'),
    search('"training.epochs": { "space": "int", "min": 3, "max": 9 }'),
  ],
  [
    search('"training.shuffle": { "space": "choice" }'),
    search('"training.shuffle": { "space": "choice", "values": [true, false] }'),
  ],
  [
    search('"training.shuffle": { "space": "int", "min": 0, "max": 1 }'),
    search('"training.shuffle": { "space": "choice", "values": [true, false] }'),
  ],
  [{ top: '"probes": [{ "name": "p" }],' }, { top: '"probes": [{ "name": "p", "select": "worst" }],' }],
  [{ top: '"probes": [{ "name": "p", "rows": [5, 2] }],' }, { top: '"probes": [{ "name": "p", "rows": [2, 5] }],' }],
  // Training
  [
    training('"learningRateSchedule": { "type": "exponentialDecay", "decaySteps": 10, "decayRate": 1 }, "seed": 1'),
    training('"seed": 1'),
  ],
  [
    { ...lstm('"stateful": true'), training: '"batchSize": 8' },
    { ...lstm('"stateful": true'), training: '"batchSize": 8, "shuffle": false' },
  ],
  [
    { ...stateful, input: `${follows}, "samplingRate": 3` },
    { ...stateful, input: `${follows}, "stride": 60, "samplingRate": 3` },
  ],
  [
    { ...stateful, input: `${follows}, "stride": 30` },
    { ...stateful, input: `${follows}, "stride": 20` },
  ],
  [
    {
      ...text,
      ...layers(
        '{ "type": "embedding", "outputDim": 2, "maskZero": true }, { "type": "gru", "units": 8, "stateful": true }',
      ),
      training: '"shuffle": false',
    },
    {
      ...text,
      ...layers('{ "type": "embedding", "outputDim": 2, "maskZero": true }, { "type": "gru", "units": 8 }'),
      training: '"shuffle": false',
    },
  ],
  [adam('"clipNorm": 1, "globalClipNorm": 1'), adam('"globalClipNorm": 1')],
  [crf('"loss": "categoricalCrossentropy", "seed": 1'), crf('"seed": 1')],
  [
    crf('', ', { "type": "dense", "units": 9, "activation": "softmax" }'),
    crf('', ', { "type": "dense", "units": 9, "activation": "linear" }'),
  ],
  [
    training('"metrics": ["mae"], "earlyStopping": { "monitor": "validationR2" }'),
    training('"metrics": ["mae", "r2"], "earlyStopping": { "monitor": "validationR2" }'),
  ],
  [
    training('"epochs": 50, "earlyStopping": { "patience": 50 }'),
    training('"epochs": 50, "earlyStopping": { "patience": 5 }'),
  ],
  [
    { ...shares('[0.9, 0, 0.1]'), training: '"earlyStopping": { "monitor": "validationMae" }' },
    { ...shares('[0.9, 0, 0.1]'), training: '"earlyStopping": { "monitor": "mae" }' },
  ],
];
