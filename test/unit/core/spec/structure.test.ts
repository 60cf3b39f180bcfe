import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { messagesOf, problemsOf, table } from './problemsOf.ts';
import { specText, type SpecParts } from './specText.ts';

const bound = (key: string, value: string): SpecParts => ({ training: `"${key}": ${value}` });
const adam = (keys: string): SpecParts => ({ training: `"optimizer": { "type": "adam", ${keys} }` });
const lstm = (keys: string): SpecParts => ({ layers: `{ "type": "lstm", "units": 8, ${keys} }` });
const stop = (keys: string, more = ''): SpecParts => ({ training: `${more} "earlyStopping": { ${keys} }` });

describe('structure', () => {
  table('a sound spec has no problems', [
    [{}],
    [{ top: '"$schema": "x", "name": "n", // a comment' }],
    [{ training: '"epochs": 1e1,' }],
    [`\uFEFF${specText()}`],
    [specText().replaceAll('\n', '\r\n')],
  ]);

  table('what is not JSON is told at the place', [
    ['', 'GS1011 error '],
    ['   // nothing', 'GS1011 error '],
    ['[1]', 'GS1011 error [1]'],
    ['3', 'GS1011 error 3'],
    [{ training: '"epochs" 3' }, 'GS1001 error 3'],
    [{ training: '"epochs": }' }, 'GS1001 error }', 'GS1001 error }'],
    [{ training: '"epochs": 3 "seed": 1' }, 'GS1001 error "seed"'],
    [{ training: 'epochs: 3' }, 'GS1001 error epochs'],
    [{ training: '"epochs": 3, "epochs": 4' }, 'GS1002 error "epochs"', 'GS1002 error "epochs"'],
    ['['.repeat(50_000), 'GS1012 error ['],
    ['{"a":'.repeat(50_000), 'GS1012 error {'],
  ]);

  table('keys that the language does not have', [
    [{ top: '"modle": 1,' }, 'GS1003 error "modle"'],
    [{ top: '"__proto__": 1, "constructor": 2,' }, 'GS1003 error "__proto__"', 'GS1003 error "constructor"'],
    [lstm('"return_sequences": true'), 'GS1003 error "return_sequences"'],
    [lstm('"resetAfter": true'), 'GS1003 error "resetAfter"'],
    [adam('"lr": 1'), 'GS1003 error "lr"'],
    [
      { layers: '{ "type": "simpleRNN", "units": 2, "recurrentActivation": "tanh" }' },
      'GS1003 error "recurrentActivation"',
    ],
  ]);

  table('words that this version cannot train are no mistakes', [
    [{ top: '"probes": [], "assert": [],' }],
    [{ top: '"assert": ["loss < 1"],' }],
    [{ top: '"search": {},' }, 'GS1005 error "search"', 'GS1501 information "search"'],
    [{ data: '"groupBy": "x"' }],
    [{ target: '"type": "category", "column": "t"' }],
    [lstm('"stateful": false')],
    [lstm('"numLayers": 2')],
    [lstm('"stateful": true'), 'GS1310 warning true', 'GS1323 warning true'],
    [{ layers: '{ "type": "flatten" }' }],
  ]);

  table('keys that are missing', [
    ['{}', 'GS1005 error {', 'GS1005 error {', 'GS1005 error {'],
    [{ input: '"type": "timeseries"' }, 'GS1005 error "input"', 'GS1005 error "input"'],
    [{ input: '' }, 'GS1005 error "input"'],
    [{ layers: '{ "units": 3 }' }, 'GS1005 error {'],
    [{ layers: '{ "type": "dropout" }' }, 'GS1005 error {'],
  ]);

  table('values of the wrong kind', [
    [bound('epochs', '"3"'), 'GS1006 error "3"'],
    [bound('epochs', '3.5'), 'GS1006 error 3.5'],
    [bound('epochs', '1e-2'), 'GS1006 error 1e-2'],
    [bound('epochs', 'null'), 'GS1006 error null'],
    [bound('epochs', '[3]'), 'GS1006 error ['],
    [bound('shuffle', '1'), 'GS1006 error 1'],
    [bound('optimizer', '3'), 'GS1006 error 3'],
    [bound('metrics', '"mae"'), 'GS1006 error "mae"'],
    [{ layers: '"lstm"' }, 'GS1006 error "lstm"'],
    [{ data: '"split": "time"' }, 'GS1006 error "time"'],
    [specText().replace('"version": 1', '"version": "1"'), 'GS1006 error "1"'],
  ]);

  table('words that are none of the choices', [
    [bound('loss', '"mse"'), 'GS1007 error "mse"'],
    [bound('optimizer', '"adm"'), 'GS1007 error "adm"'],
    [bound('optimizer', '{ "type": "Adam" }'), 'GS1007 error "Adam"'],
    [{ layers: '{ "type": "LSTM", "units": 3 }' }, 'GS1007 error "LSTM"'],
    [stop('"monitor": "val_loss"'), 'GS1007 error "val_loss"'],
    [specText().replace('"version": 1', '"version": 2'), 'GS1014 error 2'],
    [specText().replace('"version": 1', '"version": 0'), 'GS1013 error 0'],
  ]);

  table('numbers and lists out of bounds', [
    [bound('epochs', '0'), 'GS1008 error 0'],
    [bound('epochs', '-1'), 'GS1008 error -1'],
    [bound('seed', '2147483648'), 'GS1008 error 2147483648'],
    [bound('seed', '1e999'), 'GS1006 error 1e999'],
    [adam('"learningRate": 0'), 'GS1008 error 0'],
    [adam('"learningRate": 1e999'), 'GS1008 error 1e999'],
    [adam('"beta1": 1'), 'GS1008 error 1'],
    [lstm('"dropout": 1'), 'GS1008 error 1'],
    [
      { data: '"split": { "type": "time", "probabilities": [2, -0.5, -0.5] }' },
      'GS1008 error 2',
      'GS1008 error -0.5',
      'GS1008 error -0.5',
    ],
    [{ data: '"split": { "type": "time", "probabilities": [0.8, 0.2] }' }, 'GS1009 error [0.8, 0.2]'],
    [{ data: '"delimiter": ";;"' }, 'GS1009 error ";;"'],
    [{ top: '"name": "",' }, 'GS1009 error ""'],
    [{ target: '"type": "timeseries", "columns": []' }, 'GS1009 error []'],
    [{ target: '"type": "timeseries", "columns": ["a", "a"]' }, 'GS1010 error "a"'],
    [bound('metrics', '["mae", "rmse", "mae"]'), 'GS1010 error "mae"'],
    [{ target: '"type": "timeseries", "columns": [[], []]' }, 'GS1006 error [', 'GS1006 error [', 'GS1010 error []'],
    [{ layers: '' }, 'GS1009 error []'],
  ]);

  test('a mistake in one place does not silence what is said of others', async () => {
    const text = specText({
      top: '"foo": 1,',
      training: '"epochs": "x"',
      layers: '{ "type": "gru", "units": 3 }, { "type": "lstm", "units": 3 }',
    });
    assert.deepEqual(await problemsOf(text), ['GS1003 error "foo"', 'GS1201 error "lstm"', 'GS1006 error "x"']);
  });

  test('advice names what was meant', async () => {
    const advice: readonly (readonly [SpecParts, RegExp])[] = [
      [lstm('"unts": 3'), /Did you mean "units"\?/],
      [
        lstm('"return_sequences": true'),
        /Keras calls it so\. Here it is "returnSequences"|Did you mean "returnSequences"/,
      ],
      [lstm('"hidden_size": 3'), /PyTorch calls it so\. Here it is "units"/],
      [lstm('"resetAfter": true'), /"resetAfter" is a key of "gru" only/],
      [lstm('"batchSize": 3'), /"batchSize" belongs in "training"/],
      [{ training: '"lr": 3' }, /"lr" belongs in "training\.optimizer", as "learningRate"/],
      [
        { input: '"type": "timeseries", "columns": ["a"], "windowSize": 3, "horizon": 2' },
        /"horizon" belongs in "data\.target"/,
      ],
      [lstm('"zzzzzz": 3'), /Unknown key "zzzzzz"\. The keys here are "type", "name", "units"/],
      [bound('loss', '"mse"'), /Did you mean "meanSquaredError"\?/],
      [stop('"monitor": "val_loss"'), /Did you mean "validationLoss"\?/],
      [stop('"monitor": "val_mae"'), /Did you mean "validationMae"\?/],
      [bound('optimizer', '"asdfgh"'), /none of the choices here: "sgd", "momentum"/],
      [bound('epochs', '0'), /"epochs" must be at least 1 and at most 1000000\./],
      [adam('"beta2": 1'), /"beta2" must be at least 0 and below 1/],
      [{ layers: '{ "type": "conv_1d" }' }, /Did you mean "conv1d"\?/],
      [{ top: '"search": {},' }, /GateScope knows "search", but this version cannot train it yet\./],
      [{ data: '"split": {}' }, /The key "type" is missing: one of "time"/],
    ];
    for (const [parts, expected] of advice) assert.match(await messagesOf(specText(parts)), expected);
  });
});
