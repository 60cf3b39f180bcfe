import { describe } from 'node:test';
import { table } from './problemsOf.ts';
import type { SpecParts } from './specText.ts';

const embedding = '{ "type": "embedding", "outputDim": 4, "maskZero": true }';
const encoder = `${embedding}, { "type": "lstm", "units": 3, "returnSequences": true }`;

const text = '"type": "text", "column": "t"';
const tagging = (layer: string): SpecParts => ({
  input: text,
  target: '"type": "tags"',
  layers: `${embedding}, ${layer}`,
});
const language = (layer: string): SpecParts => ({
  input: text,
  target: '"type": "next"',
  layers: `${embedding}, ${layer}`,
});
const translation = (layers: string): SpecParts => ({
  input: text,
  target: '"type": "text", "column": "u"',
  layers: `${encoder}, ${layers}`,
});
const conv = (keys: string): string => `{ "type": "conv1d", "filters": 4, "kernelSize": 3, ${keys} }`;
const recurrent = (keys: string): string => `{ "type": "gru", "units": 4, "returnSequences": true, ${keys} }`;
const decoder = '{ "type": "decoder", "units": 4 }';

describe('layers where there is an answer at every timestep', () => {
  table('keep how many timesteps there are', [
    [tagging(conv('"padding": "same"'))],
    [tagging(conv('"padding": "causal", "dilationRate": 2'))],
    [tagging(conv('"padding": "valid"')), 'GS1202 error "conv1d"'],
    [tagging(conv('"padding": "same", "strides": 2')), 'GS1202 error "conv1d"'],
    [
      tagging(`{ "type": "maxPooling1d", "poolSize": 2 }, ${recurrent('"dropout": 0.1')}`),
      'GS1202 error "maxPooling1d"',
    ],
    [{ ...tagging(conv('"padding": "valid"')), input: `${text}, "maxSequenceLength": 20` }, 'GS1202 error "conv1d"'],
    [{ ...tagging(conv('"padding": "same"')), input: `${text}, "maxSequenceLength": 20` }],
    [language(conv('"padding": "valid"')), 'GS1202 error "conv1d"'],
    [translation(`${decoder}, ${conv('"padding": "causal"')}`)],
    [translation(`${decoder}, ${conv('"padding": "valid"')}`), 'GS1202 error "conv1d"'],
    [translation(`${conv('"padding": "valid"')}, ${decoder}`)],
    [
      {
        ...tagging(
          `{ "name": "all", "type": "globalAveragePooling1d", "keepDims": true },
           { "type": "attention", "inputs": ["words", "all"] }`,
        ),
        layers: `{ "name": "words", "type": "embedding", "outputDim": 4, "maskZero": true },
          { "name": "all", "type": "globalAveragePooling1d", "keepDims": true, "inputs": ["words"] },
          { "type": "attention", "inputs": ["words", "all"] }`,
      },
    ],
  ]);

  table('do not need to know how many there are behind a decoder', [
    [translation(`${decoder}, { "type": "positionalEmbedding", "encoding": "sinusoidal" }`)],
    [
      translation(`${decoder}, { "type": "positionalEmbedding", "encoding": "learned" }`),
      'GS1202 error "positionalEmbedding"',
    ],
    [translation(`{ "type": "positionalEmbedding", "encoding": "learned" }, ${decoder}`)],
    [
      translation(`${decoder}, { "type": "flatten" }, { "type": "repeatVector", "times": 3 }`),
      'GS1202 error "flatten"',
    ],
  ]);

  table('keep their order', [
    [tagging(recurrent('"goBackwards": true')), 'GS1215 warning true'],
    [tagging(recurrent('"bidirectional": true'))],
  ]);

  table('do not see what the model is to tell', [
    [language(recurrent('"dropout": 0.1'))],
    [language(recurrent('"bidirectional": true')), 'GS1216 warning true'],
    [language(recurrent('"goBackwards": true')), 'GS1216 warning true'],
    [language(conv('"padding": "causal"'))],
    [language(conv('"padding": "same"')), 'GS1216 warning "same"'],
    [language('{ "type": "conv1d", "filters": 4, "kernelSize": 1, "padding": "same" }')],
    [language('{ "type": "transformerEncoder", "numHeads": 2, "intermediateDim": 4, "causal": true }')],
    [
      language('{ "type": "transformerEncoder", "numHeads": 2, "intermediateDim": 4, "causal": false }'),
      'GS1216 warning false',
    ],
    [translation(`${decoder}, ${recurrent('"bidirectional": true')}`), 'GS1216 warning true'],
    [translation(`${recurrent('"bidirectional": true')}, ${decoder}`)],
  ]);
});
