import { describe } from 'node:test';
import { table } from './problemsOf.ts';
import type { SpecParts } from './specText.ts';

const words = '{ "type": "embedding", "outputDim": 4, "maskZero": true }, { "type": "lstm", "units": 3 }';
const text = (keys: Partial<SpecParts> & { readonly more?: string }): SpecParts => ({
  target: '"type": "category", "column": "y"',
  layers: words,
  ...keys,
  input: `"type": "text", "column": "t"${keys.more ?? ''}`,
});
const sequence =
  '{ "type": "embedding", "outputDim": 4, "maskZero": true }, { "type": "lstm", "units": 3, "returnSequences": true }';
const tags = (tokenizer: string): SpecParts => ({
  ...text({ more: `, "tokenizer": "${tokenizer}"` }),
  target: '"type": "tags"',
  layers: sequence,
});
const attending = (keys: string): string =>
  `{ "type": "lstm", "units": 3, "returnSequences": true }, { "type": "attention", "trainable": false${keys} }, { "type": "flatten" }`;
const fromRun = '"initializeFrom": { "run": "r" }';
const series = '"type": "timeseries", "columns": ["a"], "windowSize": 9';

describe('keys that have no effect beside what else is set are told', () => {
  table('keys of series, beside other inputs', [
    [text({ data: '"time": "when"' }), 'GS1401 warning "when"'],
    [text({ data: '"groupBy": "who"' }), 'GS1401 warning "who"'],
    [text({ data: '"missingValueStrategy": "ffill"' }), 'GS1401 warning "ffill"'],
    [text({ data: '"missingValueStrategy": "drop_row"' })],
    [{ data: '"time": "when", "groupBy": "who", "missingValueStrategy": "ffill"' }],
    [
      { input: `${series}, "covariates": { "future": ["b"] }`, target: '"type": "number", "column": "y"' },
      'GS1401 warning "future"',
    ],
    [{ input: `${series}, "covariates": { "future": ["b"] }`, target: '"type": "timeseries", "columns": ["a"]' }],
  ]);

  table('word vectors that nothing takes, and layers without weights to keep', [
    [text({ more: ', "pretrainedEmbeddings": "v.txt"' })],
    [{ layers: attending(''), training: fromRun }, 'GS1401 warning false'],
    [{ layers: attending(', "useScale": true'), training: fromRun }],
    [{ layers: attending(', "score": "additive"'), training: fromRun }],
    // An embedding that begins anew has them.
    [text({ more: ', "pretrainedEmbeddings": "v.txt"', training: '"initializeFrom": { "run": "r" }' })],
  ]);

  table('tokens that are cut already, and dropped already', [
    [tags('word'), 'GS1401 warning "word"'],
    [tags('none'), 'GS1401 warning "none"'],
    [tags('whitespace')],
    [tags('character')],
    [text({ data: '"augmentation": ["tokenDropout"]' })],
    [text({ data: '"augmentation": ["tokenDropout", "tokenDropout"]' }), 'GS1401 warning "tokenDropout"'],
  ]);
});

describe('what is watched and kept', () => {
  const translation = (training: string): SpecParts => ({
    ...text({ training }),
    target: '"type": "text", "column": "u"',
    layers: sequence,
  });
  table('is there to be watched', [
    [translation('"earlyStopping": { "monitor": "validationBleu" }')],
    [translation('"earlyStopping": { "monitor": "bleu" }'), 'GS1302 error "bleu"'],
    [{ training: '"epochs": 5, "checkpoint": { "everyEpochs": 5 }' }],
    [{ training: '"epochs": 5, "checkpoint": { "everyEpochs": 6 }' }, 'GS1319 warning 6'],
  ]);

  table('a table has its labels in a column', [
    [{ target: '"type": "category", "column": "y"' }],
    [{ target: '"type": "category"' }, 'GS1117 error "category"'],
  ]);
});
