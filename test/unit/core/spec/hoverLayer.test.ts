import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { hover } from '../../../../src/core/spec/hover.ts';
import { specText, type SpecParts } from './specText.ts';

/** The markdown over the last place where `word` stands. */
async function hoverOver(word: string, parts: SpecParts): Promise<string> {
  const text = specText(parts);
  return hover(await analyse(text, 'x'), text.lastIndexOf(word) + 1)?.markdown ?? '';
}

const number = '"type": "number", "column": "y"';

test('a layer of several tells what they make together', async () => {
  const shown = await hoverOver('"gru"', { layers: '{ "type": "gru", "units": 4, "numLayers": 3 }', target: number });
  assert.match(shown, /\[batch, 20, 2\] → \[batch, 4\]/);
  assert.match(shown, /\*\*Parameters\*\*: 300/);
});

test('a layer with several inputs tells all their shapes', async () => {
  const layers =
    '{ "type": "lstm", "units": 3, "name": "a", "returnSequences": true }, { "type": "concatenate", "inputs": ["a", "input"] }, { "type": "flatten" }';
  assert.match(
    await hoverOver('"concatenate"', { layers, target: number }),
    /\[batch, 20, 3\], \[batch, 20, 2\] → \[batch, 20, 5\]/,
  );
});

test('parameters that do not train, and those that only the data tells, are said', async () => {
  const normal = await hoverOver('"batchNormalization"', { layers: '{ "type": "batchNormalization" }' });
  assert.match(normal, /\*\*Parameters\*\*: 4\n- \*\*Not trainable\*\*: 4/);
  const still = await hoverOver('"lstm"', { layers: '{ "type": "lstm", "units": 3, "trainable": false }' });
  assert.match(still, /\*\*Parameters\*\*: 0\n- \*\*Not trainable\*\*: 72/);
  const embedding = { input: '"type": "text"', layers: '{ "type": "embedding", "outputDim": 4 }' };
  assert.match(await hoverOver('"embedding"', embedding), /\[batch, time, 4\]\n\n.*as many as the data needs/);
});

test('the layer inside another speaks for its kind only', async () => {
  const layers = '{ "type": "timeDistributed", "layer": { "type": "dense", "units": 3 } }';
  assert.match(await hoverOver('"dense"', { layers }), /^\*\*dense\*\*\n\nEvery output is a weighted sum/);
  assert.match(
    await hoverOver('"timeDistributed"', { layers }),
    /^\*\*time_distributed\*\* · \[batch, 20, 2\] → \[batch, 20, 3\]/,
  );
});

test('attention shows the equation of its score', async () => {
  assert.match(await hoverOver('"attention"', { layers: '{ "type": "attention" }' }), /score\(q, k\) = s · qᵀk/);
  const additive = await hoverOver('"attention"', { layers: '{ "type": "attention", "score": "additive" }' });
  assert.match(additive, /score\(q, k\) = wᵀ tanh\(q \+ k\)/);
  const heads = '{ "type": "multiHeadAttention", "numHeads": 2, "keyDim": 4 }';
  assert.match(await hoverOver('"multiHeadAttention"', { layers: heads }), /√keyDim\).*\n.*W\^O/);
});
