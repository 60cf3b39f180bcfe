import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { formatShape } from '../../../../src/core/spec/formatShape.ts';
import { messagesOf, problemsOf } from './problemsOf.ts';
import { specText } from './specText.ts';

const inputs = {
  series: '"type": "timeseries", "columns": ["a", "b", "c"], "windowSize": 10',
  text: '"type": "text", "maxSequenceLength": 10',
  words: '"type": "text"',
  image: '"type": "image", "size": [28, 20], "channels": 3',
  rows: '"type": "image", "size": [28, 20], "channels": 3, "as": "rows"',
  pixels: '"type": "image", "size": [28, 20], "channels": 3, "as": "pixels"',
  video: '"type": "video", "frames": 4, "size": [12, 8], "channels": 1',
  vector: '"type": "vector", "columns": ["a", "b", "c", "d"]',
  covariates:
    '"type": "timeseries", "columns": ["a"], "windowSize": 10, "covariates": { "past": ["b"], "future": ["c", "d"] }, "calendar": ["dayOfWeek", "monthOfYear"]',
} as const;

type InputName = keyof typeof inputs;

function textOf(input: InputName, layers: string): string {
  return specText({ input: inputs[input], target: '"type": "number", "column": "y"', data: '"time": "t"', layers });
}

/** Shape and parameters of the last layer of the spec, as Keras 3 has them: `[batch, 5] 20` or `[batch, 5] 20 + 10`. */
async function sizesOf(input: InputName, layers: string): Promise<string> {
  const { layers: plans, problems } = await analyse(textOf(input, layers), 'x');
  const last = plans.findLast(({ specIndex }) => specIndex !== null);
  assert.ok(last !== undefined, JSON.stringify(problems));
  const more = last.nonTrainable === 0 ? '' : ` + ${String(last.nonTrainable)}`;
  return `${formatShape(last.outputShape)} ${String(last.parameters)}${more}`;
}

const token = '{ "type": "embedding", "outputDim": 6 },';
const sequence = '{ "type": "lstm", "units": 8, "returnSequences": true, "name": "s", "inputs": ["input"] },';
/** Two vectors of 4 numbers, `h` and `c`. */
const [end, otherEnd] = ['h', 'c'].map(
  (name) => `{ "type": "gru", "units": 4, "name": "${name}", "inputs": ["input"] },`,
);
const ends = `${end ?? ''} ${otherEnd ?? ''}`;

const cases: readonly (readonly [InputName, string, string])[] = [
  ['series', '{ "type": "conv1d", "filters": 4, "kernelSize": 3 }', '[batch, 8, 4] 40'],
  ['series', '{ "type": "conv1d", "filters": 4, "kernelSize": 3, "strides": 3 }', '[batch, 3, 4] 40'],
  [
    'series',
    '{ "type": "conv1d", "filters": 4, "kernelSize": 3, "padding": "same", "strides": 3 }',
    '[batch, 4, 4] 40',
  ],
  [
    'series',
    '{ "type": "conv1d", "filters": 4, "kernelSize": 3, "padding": "causal", "dilationRate": 4 }',
    '[batch, 10, 4] 40',
  ],
  [
    'series',
    '{ "type": "conv1d", "filters": 4, "kernelSize": 3, "dilationRate": 4, "useBias": false }',
    '[batch, 2, 4] 36',
  ],
  ['series', '{ "type": "conv1d", "filters": 6, "kernelSize": 2, "groups": 3 }', '[batch, 9, 6] 18'],
  ['image', '{ "type": "conv2d", "filters": 8, "kernelSize": [3, 5] }', '[batch, 26, 16, 8] 368'],
  [
    'image',
    '{ "type": "conv2d", "filters": 8, "kernelSize": [3, 5], "strides": [2, 2], "padding": "same" }',
    '[batch, 14, 10, 8] 368',
  ],
  ['series', '{ "type": "maxPooling1d" }', '[batch, 5, 3] 0'],
  ['series', '{ "type": "maxPooling1d", "poolSize": 3 }', '[batch, 3, 3] 0'],
  ['series', '{ "type": "averagePooling1d", "poolSize": 3, "padding": "same" }', '[batch, 4, 3] 0'],
  ['series', '{ "type": "averagePooling1d", "poolSize": 3, "strides": 1 }', '[batch, 8, 3] 0'],
  ['image', '{ "type": "maxPooling2d" }', '[batch, 14, 10, 3] 0'],
  ['image', '{ "type": "averagePooling2d", "poolSize": [3, 4], "strides": [1, 2] }', '[batch, 26, 9, 3] 0'],
  ['series', '{ "type": "globalMaxPooling1d" }', '[batch, 3] 0'],
  ['series', '{ "type": "globalAveragePooling1d", "keepDims": true }', '[batch, 1, 3] 0'],
  ['image', '{ "type": "globalMaxPooling2d" }', '[batch, 3] 0'],
  ['image', '{ "type": "globalAveragePooling2d", "keepDims": true }', '[batch, 1, 1, 3] 0'],
  ['series', '{ "type": "flatten" }', '[batch, 30] 0'],
  ['video', '{ "type": "flatten" }', '[batch, 384] 0'],
  ['series', '{ "type": "reshape", "targetShape": [5, 6] }', '[batch, 5, 6] 0'],
  ['series', '{ "type": "reshape", "targetShape": [2, -1, 5] }', '[batch, 2, 3, 5] 0'],
  ['vector', '{ "type": "repeatVector", "times": 7 }', '[batch, 7, 4] 0'],
  ['series', '{ "type": "spatialDropout1d", "rate": 0.2 }', '[batch, 10, 3] 0'],
  ['series', '{ "type": "masking" }', '[batch, 10, 3] 0'],
  ['series', '{ "type": "activation" }', '[batch, 10, 3] 0'],
  ['series', '{ "type": "batchNormalization" }', '[batch, 10, 3] 6 + 6'],
  ['image', '{ "type": "batchNormalization", "scale": false }', '[batch, 28, 20, 3] 3 + 6'],
  ['series', '{ "type": "layerNormalization" }', '[batch, 10, 3] 6'],
  ['series', '{ "type": "layerNormalization", "center": false, "scale": false }', '[batch, 10, 3] 0'],
  ['text', '{ "type": "embedding", "outputDim": 6 }', '[batch, 10, 6] null'],
  ['text', '{ "type": "embedding", "outputDim": 6, "inputDim": 100 }', '[batch, 10, 6] 600'],
  ['words', '{ "type": "embedding", "outputDim": 6 }', '[batch, time, 6] null'],
  ['words', `${token} { "type": "conv1d", "filters": 4, "kernelSize": 3, "strides": 2 }`, '[batch, ?, 4] 76'],
  ['words', `${token} { "type": "lstm", "units": 5 }`, '[batch, 5] 240'],
  ['words', `${token} { "type": "flatten" }, { "type": "dense", "units": 5 }`, '[batch, 5] null'],
  ['rows', '{ "type": "lstm", "units": 5 }', '[batch, 5] 1320'],
  ['pixels', '{ "type": "lstm", "units": 5, "returnSequences": true }', '[batch, 560, 5] 180'],
  ['covariates', '{ "type": "lstm", "units": 5 }', '[batch, 5] 280'],
  ['video', '{ "type": "convLstm2d", "filters": 4, "kernelSize": [3, 3] }', '[batch, 10, 6, 4] 736'],
  [
    'video',
    '{ "type": "convLstm2d", "filters": 4, "kernelSize": [3, 3], "padding": "same", "returnSequences": true }',
    '[batch, 4, 12, 8, 4] 736',
  ],
  [
    'video',
    '{ "type": "timeDistributed", "layer": { "type": "conv2d", "filters": 4, "kernelSize": [3, 3] } }',
    '[batch, 4, 10, 6, 4] 40',
  ],
  ['video', '{ "type": "timeDistributed", "layer": { "type": "flatten" } }', '[batch, 4, 96] 0'],
  ['series', '{ "type": "timeDistributed", "layer": { "type": "dense", "units": 5 } }', '[batch, 10, 5] 20'],
  ['image', '{ "type": "timeDistributed", "layer": { "type": "lstm", "units": 5 } }', '[batch, 28, 5] 180'],
  ['series', '{ "type": "attention" }', '[batch, 10, 3] 0'],
  ['series', '{ "type": "attention", "useScale": true }', '[batch, 10, 3] 1'],
  ['series', '{ "type": "attention", "score": "additive" }', '[batch, 10, 3] 3'],
  [
    'series',
    `${sequence} { "type": "lstm", "units": 8, "returnSequences": true, "name": "q", "inputs": ["input"] }, { "type": "attention", "inputs": ["q", "s"] }`,
    '[batch, 10, 8] 0',
  ],
  ['series', '{ "type": "multiHeadAttention", "numHeads": 2, "keyDim": 5 }', '[batch, 10, 3] 153'],
  [
    'series',
    '{ "type": "multiHeadAttention", "numHeads": 2, "keyDim": 5, "valueDim": 4, "useBias": false }',
    '[batch, 10, 3] 108',
  ],
  [
    'series',
    `${sequence} { "type": "transformerEncoder", "numHeads": 2, "intermediateDim": 16 }`,
    '[batch, 10, 8] 600',
  ],
  ['series', '{ "type": "positionalEmbedding" }', '[batch, 10, 3] 30'],
  ['series', '{ "type": "positionalEmbedding", "encoding": "sinusoidal" }', '[batch, 10, 3] 0'],
  ['series', `${sequence} { "type": "concatenate", "inputs": ["s", "input"] }`, '[batch, 10, 11] 0'],
  [
    'series',
    `${sequence} { "type": "lstm", "units": 8, "name": "v", "inputs": ["s"], "returnSequences": true }, { "type": "concatenate", "axis": 1, "inputs": ["s", "v"] }`,
    '[batch, 20, 8] 0',
  ],
  [
    'series',
    `${sequence} { "type": "dense", "units": 1, "name": "gate", "inputs": ["s"] }, { "type": "multiply", "inputs": ["gate", "s"] }`,
    '[batch, 10, 8] 0',
  ],
  ['series', '{ "type": "lstm", "units": 4, "numLayers": 3 }', '[batch, 4] 144'],
  ['series', `${ends} { "type": "lstm", "units": 4, "inputs": ["input", "h", "c"] }`, '[batch, 4] 128'],
  ['series', `${end ?? ''} { "type": "gru", "units": 4, "inputs": ["input", "h"] }`, '[batch, 4] 96'],
  [
    'series',
    `${ends} { "type": "simpleRNN", "units": 4, "bidirectional": true, "inputs": ["input", "h", "c"] }`,
    '[batch, 8] 64',
  ],
];

test('shape and parameters of every layer', async () => {
  for (const [input, layers, expected] of cases) assert.equal(await sizesOf(input, layers), expected, layers);
});

test('several layers in one have names of their own', async () => {
  const { layers } = await analyse(
    textOf('series', '{ "type": "gru", "units": 4, "numLayers": 2, "name": "deep" }'),
    'x',
  );
  assert.deepEqual(
    layers.slice(0, 2).map(({ name, specIndex, outputShape }) => [name, specIndex, formatShape(outputShape)]),
    [
      ['deep_below', 0, '[batch, 10, 4]'],
      ['deep', 0, '[batch, 4]'],
    ],
  );
});

const misfits: readonly (readonly [InputName, string, string, RegExp])[] = [
  [
    'series',
    '{ "type": "conv1d", "filters": 4, "kernelSize": 11 }',
    'GS1211 error 11',
    /reaches over more than the 10/,
  ],
  [
    'series',
    '{ "type": "conv1d", "filters": 4, "kernelSize": 3, "groups": 2 }',
    'GS1211 error 2',
    /must divide the 3 input features/,
  ],
  [
    'series',
    '{ "type": "conv1d", "filters": 4, "kernelSize": 3, "strides": 2, "dilationRate": 2 }',
    'GS1211 error 2',
    /cannot be combined/,
  ],
  ['series', '{ "type": "maxPooling1d", "poolSize": 11 }', 'GS1211 error 11', /reaches over more/],
  [
    'series',
    '{ "type": "conv2d", "filters": 4, "kernelSize": [3, 3] }',
    'GS1201 error "conv2d"',
    /put a "reshape" layer between, or set "as"/,
  ],
  [
    'series',
    `${end ?? ''} { "type": "lstm", "units": 4, "inputs": ["input", "h"] }`,
    'GS1209 error "inputs"',
    /from 2 states named behind it, the output and the cell state of each direction; here are 1/,
  ],
  [
    'series',
    `${ends} { "type": "gru", "units": 4, "inputs": ["input", "h", "c"] }`,
    'GS1209 error "inputs"',
    /from 1 states.*here are 2/,
  ],
  [
    'series',
    `${end ?? ''} { "type": "gru", "units": 4, "numLayers": 2, "inputs": ["input", "h"] }`,
    'GS1209 error "inputs"',
    /write the 2 layers one by one/,
  ],
  [
    'series',
    `${end ?? ''} { "type": "gru", "units": 5, "inputs": ["input", "h"] }`,
    'GS1211 error "inputs"',
    /starts from states \[batch, 5\], but gets \[batch, 4\]: put a "dense" layer of 5 units between/,
  ],
  [
    'series',
    `${sequence} { "type": "gru", "units": 8, "inputs": ["input", "s"] }`,
    'GS1201 error "gru"',
    /"gru" needs \[batch, units\].*leave returnSequences off/,
  ],
  ['image', '{ "type": "lstm", "units": 4 }', 'GS1201 error "lstm"', /set "as" of the input to "rows"/],
  [
    'video',
    '{ "type": "conv2d", "filters": 4, "kernelSize": [3, 3] }',
    'GS1201 error "conv2d"',
    /inside a "timeDistributed"/,
  ],
  [
    'vector',
    '{ "type": "lstm", "units": 4 }',
    'GS1201 error "lstm"',
    /the data gives \[batch, 4\]: put a "repeatVector"/,
  ],
  [
    'series',
    '{ "type": "repeatVector", "times": 4 }',
    'GS1201 error "repeatVector"',
    /"flatten" or a "globalAveragePooling1d"/,
  ],
  [
    'series',
    '{ "type": "reshape", "targetShape": [7, 4] }',
    'GS1211 error "targetShape"',
    /The 30 values of 10 x 3 do not fit into \[7, 4\]/,
  ],
  ['series', '{ "type": "reshape", "targetShape": [-1, 4] }', 'GS1211 error "targetShape"', /do not fit/],
  ['series', '{ "type": "reshape", "targetShape": [-1, -1] }', 'GS1211 error "targetShape"', /Only one size may be -1/],
  [
    'series',
    '{ "type": "timeDistributed", "layer": { "type": "lstm", "units": 3 } }',
    'GS1211 error "layer"',
    /"lstm" needs \[batch, time, features\] at each timestep, but gets \[batch, 3\]/,
  ],
  [
    'series',
    `${sequence} { "type": "transformerEncoder", "numHeads": 3, "intermediateDim": 16 }`,
    'GS1211 error 3',
    /share out the 8 features/,
  ],
  ['series', `${sequence} { "type": "attention", "inputs": ["s", "input"] }`, 'GS1211 error "inputs"', /same features/],
  ['series', `${sequence} { "type": "add", "inputs": ["s", "input"] }`, 'GS1211 error "inputs"', /must be equal/],
  [
    'series',
    `${sequence} { "type": "concatenate", "axis": 1, "inputs": ["s", "input"] }`,
    'GS1211 error "inputs"',
    /differ in more/,
  ],
  [
    'series',
    `${sequence} { "type": "concatenate", "axis": 0, "inputs": ["s", "input"] }`,
    'GS1211 error 0',
    /no size 0/,
  ],
  [
    'series',
    `${sequence} { "type": "lstm", "units": 3, "name": "l" }, { "type": "concatenate", "inputs": ["s", "l"] }`,
    'GS1211 error "inputs"',
    /different numbers of sizes/,
  ],
  [
    'image',
    '{ "type": "conv2d", "filters": 4, "kernelSize": [3, 3] }',
    'GS1202 error "conv2d"',
    /"globalAveragePooling2d"/,
  ],
  [
    'series',
    '{ "type": "conv1d", "filters": 4, "kernelSize": 3 }',
    'GS1202 error "conv1d"',
    /"globalAveragePooling1d"/,
  ],
];

test('what does not fit is told on the right token, with the remedy', async () => {
  for (const [input, layers, expected, message] of misfits) {
    const text = textOf(input, layers);
    const errors = (await problemsOf(text)).filter((one) => one.includes(' error '));
    assert.deepEqual(errors, [expected], layers);
    assert.match(await messagesOf(text), message);
  }
});
