import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { analyse, type Analysis } from '../../../../src/core/spec/analyse.ts';
import type { Problem } from '../../../../src/contracts/problem.ts';
import { fixAll, fixesFor } from '../../../../src/core/spec/fixes.ts';
import { problem, withSuggestion } from '../../../../src/core/spec/problem.ts';
import { applyTextEdits } from '../../../../src/core/spec/textEdit.ts';
import { factsOf } from './factsOf.ts';
import { specText, type SpecParts } from './specText.ts';

const facts = factsOf({ day: 'time', a: 'number', b: 'number' });

type Text = SpecParts | string;

const training = (keys: string): SpecParts => ({ training: keys });
const adam = (keys: string): SpecParts => ({ training: `"optimizer": { "type": "adam", ${keys} }` });
const layers = (text: string): SpecParts => ({ layers: text });
const lstm = (keys: string): SpecParts => ({ layers: `{ "type": "lstm", "units": 8, ${keys} }` });
const data = (keys: string): SpecParts => ({ data: keys });
const shares = (list: string): SpecParts => ({ data: `"split": { "type": "time", "probabilities": ${list} }` });
const target = (keys: string): SpecParts => ({ target: `"type": "timeseries", ${keys}` });
const two = (one: string, other: string): SpecParts => ({
  layers: `{ "type": "lstm", "units": 3${one} }, { "type": "gru", "units": 3${other} }`,
});
const search = (parameters: string): SpecParts => ({ top: `"search": { "parameters": { ${parameters} } },` });
const text: SpecParts = { input: '"type": "text", "column": "t"', target: '"type": "category", "column": "c"' };
const long: SpecParts = { input: '"type": "timeseries", "columns": ["a"], "windowSize": 200' };
const version = (value: string): string => specText().replace('"version": 1', `"version": ${value}`);

/** A wrong text, and what the preferred fix of its first problem makes of it. */
const mended: readonly (readonly [Text, Text])[] = [
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
    { ...layers('{ "type": "embedding", "outputDim": 64 }, { "type": "lstm", "units": 3 }'), ...text },
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
  [{ top: '"probes": [{ "name": "p" }],' }, { top: '"probes": [{ "name": "p", "select": "worst" }],' }],
  [{ top: '"probes": [{ "name": "p", "rows": [5, 2] }],' }, { top: '"probes": [{ "name": "p", "rows": [2, 5] }],' }],
  // Training
  [
    { ...lstm('"stateful": true'), training: '' },
    { ...lstm('"stateful": true'), training: '"shuffle": false' },
  ],
  [adam('"clipNorm": 1, "globalClipNorm": 1'), adam('"globalClipNorm": 1')],
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

const textOf = (text: Text): string => (typeof text === 'string' ? text : specText(text));
const blank = (text: string): string => text.replaceAll(/\s+/g, ' ').replaceAll(/([{[]) | (?=[}\],])/g, '$1');
const isError = ({ severity }: Problem): boolean => severity === 'error';

describe('each problem has the remedy that a person expects', () => {
  for (const [wrong, right] of mended) {
    const text = textOf(wrong);
    test(blank(text).slice(0, 300), async () => {
      const analysis = await analyse(text, 'x.lstm.json');
      const fixes = analysis.problems.flatMap((one) => fixesFor(analysis, one, facts));
      const fix = fixes.find(({ preferred }) => preferred);
      assert.ok(fix !== undefined, JSON.stringify(analysis.problems));
      assert.equal(blank(applyTextEdits(text, fix.edits)), blank(textOf(right)), fix.title);
    });
  }
});

test('every fix takes its problem away and brings no error', async () => {
  for (const [wrong] of mended) {
    const text = textOf(wrong);
    const analysis = await analyse(text, 'x.lstm.json');
    for (const one of analysis.problems) {
      for (const fix of fixesFor(analysis, one, facts)) await checkFix(analysis, one, fix);
    }
  }
});

async function checkFix(analysis: Analysis, one: Problem, fix: ReturnType<typeof fixesFor>[number]): Promise<void> {
  const after = applyTextEdits(analysis.text, fix.edits);
  const { problems } = await analyse(after, 'x.lstm.json');
  const label = `${fix.title}: ${analysis.text} -> ${after}`;
  const same = (other: Problem): boolean => other.code === one.code && other.message === one.message;
  assert.ok(problems.filter(same).length < analysis.problems.filter(same).length, label);
  const known = new Set(analysis.problems.map(({ code, message }) => code + message));
  // A layer that is in error hides what does not fit below it.
  const fresh = problems.filter(
    (other) => isError(other) && !known.has(other.code + other.message) && !other.code.startsWith('GS12'),
  );
  assert.deepEqual(fresh, [], label);
  assert.equal(fix.problemCode, one.code);
  assert.ok(fix.title !== '' && !fix.title.includes('undefined'));
}

describe('fix all', () => {
  const check = async (wrong: Text, right: Text): Promise<void> => {
    const text = textOf(wrong);
    const analysis = await analyse(text, 'x.lstm.json');
    assert.equal(blank(applyTextEdits(text, fixAll(analysis, facts))), blank(textOf(right)));
  };

  test('says in the words of the language what was said in those of another', async () => {
    await check(
      {
        layers: '{ "type": "LSTM", "hidden_size": 8, "return_sequences": false, "recurrent_dropout": 0 }',
        training: '"batch_size": 3, "loss": "mse", "optimizer": { "type": "Adam", "lr": 0.1, "beta_1": 0.8 }',
      },
      {
        layers: '{ "type": "lstm", "hidden_size": 8, "return_sequences": false, "recurrent_dropout": 0 }',
        training:
          '"batchSize": 3, "loss": "meanSquaredError", "optimizer": { "type": "adam", "lr": 0.1, "beta_1": 0.8 }',
      },
    );
    await check(
      {
        layers: '{ "type": "lstm", "hidden_size": 8, "return_sequences": false }',
        training: '"epochs": 1, "epochs": 2',
      },
      { layers: '{ "type": "lstm", "units": 8, "returnSequences": false }', training: '"epochs": 2' },
    );
  });

  test('guesses nothing', async () => {
    for (const text of [lstm('"bidrectional": true'), training('"epochs": 0'), lstm('"mergeMode": "sum"')])
      await check(text, text);
  });

  test('ends: done again and again it comes to rest', async () => {
    let text = textOf(mended.find(([wrong]) => JSON.stringify(wrong).includes('return_sequences'))?.[0] ?? '');
    for (let round = 0; round < 3; round++) text = applyTextEdits(text, fixAll(await analyse(text, 'x'), facts));
    assert.deepEqual(fixAll(await analyse(text, 'x'), facts), []);
  });
});

test('a range asks for the fixes of all that touches it', async () => {
  const text = specText(training('"epochs": 0, "seed": -1'));
  const analysis = await analyse(text, 'x');
  const at = text.indexOf('0,');
  assert.deepEqual(
    fixesFor(analysis, { start: at, end: at }, null).map(({ title }) => title),
    ['Change to 1'],
  );
  assert.equal(fixesFor(analysis, { start: 0, end: text.length }, null).length, 2);
});

test('a problem of the data is mended by the name that was meant', async () => {
  const text = specText(target('"columns": ["clsoe"]'));
  const analysis = await analyse(text, 'x');
  const start = text.indexOf('"clsoe"');
  const missing = withSuggestion(problem('invalid', { start, end: start + 7 }, 'no such column'), 'close');
  const [fix] = fixesFor(analysis, missing, null);
  assert.equal(fix?.title, 'Change to "close"');
  assert.match(applyTextEdits(text, fix.edits), /"columns": \["close"\]/);
});

describe('edits leave the rest as it is written', () => {
  const check = async (text: string, code: string, expected: string): Promise<void> => {
    const analysis = await analyse(text, 'x');
    const [one] = analysis.problems.filter((other) => other.code === code);
    assert.ok(one !== undefined, JSON.stringify(analysis.problems));
    const [fix] = fixesFor(analysis, one, null);
    assert.equal(applyTextEdits(text, fix?.edits ?? []), expected);
  };

  test('keys are put on lines of their own where the others are, comments stay', async () => {
    await check(
      '{\n  "training": {\n    "loss": "huber", // robust\n    "optimzer": "adam"\n  },\n  "data": {} // last\n}',
      'GS1005',
      '{\n  "version": 1,\n  "training": {\n    "loss": "huber", // robust\n    "optimzer": "adam"\n  },\n  "data": {} // last\n}',
    );
  });

  test('a key is taken out with its line and its comma', async () => {
    const lines = (middle: string): string => `{\n  "training": {\n    "loss": "huber",${middle}\n  }\n}`;
    await check(lines('\n    "foo": 1'), 'GS1003', '{\n  "training": {\n    "loss": "huber"\n  }\n}');
    await check(lines('\n    "foo": 1,\n    "seed": 1'), 'GS1003', lines('\n    "seed": 1'));
    await check(
      lines(' // robust\n    "foo": 1'),
      'GS1003',
      '{\n  "training": {\n    "loss": "huber" // robust\n  }\n}',
    );
  });
});
