import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { resolveModel } from '../../../src/core/spec/resolveModel.ts';
import { buildModel, inference } from '../../../src/engine/buildModel.ts';
import { tf } from '../../../src/engine/tensorflow.ts';

/** Layer lists as a person writes them. */
const layerLists: readonly (readonly object[])[] = [
  [
    { type: 'lstm', units: 50, returnSequences: true },
    { type: 'lstm', units: 50 },
  ],
  [
    { type: 'lstm', units: 6, bidirectional: true, mergeMode: 'ave', peephole: true, returnSequences: true },
    { type: 'dropout', rate: 0.2 },
    { type: 'gru', units: 5, bidirectional: true, useBias: false },
  ],
  [
    { type: 'gru', units: 4, resetAfter: true, returnSequences: true },
    { type: 'gru', units: 4, resetAfter: false },
  ],
  [
    { type: 'simpleRNN', units: 3, activation: 'relu', goBackwards: true },
    { type: 'dense', units: 4, activation: 'selu' },
  ],
  [{ type: 'lstm', units: 4, recurrentDropout: 0.3, activation: 'softsign', recurrentActivation: 'hardSigmoid' }],
];

async function check(layers: readonly object[]): Promise<void> {
  const spec = {
    version: 1,
    data: {
      source: 'a.csv',
      input: { type: 'timeseries', columns: ['a', 'b'], windowSize: 9 },
      target: { type: 'timeseries', columns: ['a'], horizon: 3 },
    },
    layers,
    training: { epochs: 1 },
  };
  const { plan, problems } = await analyse(JSON.stringify(spec), 'a.lstm.json');
  assert.ok(plan !== null, problems.map(({ message }) => message).join('; '));
  const model = buildModel(resolveModel(plan.model, {}), 3);
  assert.equal(model.parameters.size, plan.model.parameters);
  tf.tidy(() => {
    const inputs = { input: tf.zeros([2, 9, 2]), decoderInput: null };
    const output = model.forward(model.parameters, inputs, inference, ({ name, outputShape }, value) => {
      assert.deepEqual(value.shape, [2, ...outputShape.slice(1)], name);
    });
    assert.deepEqual(output.shape, [2, 3]);
  });
  model.dispose();
}

describe('models of specs', () => {
  it('follow lengths that differ from batch to batch through layers that change them', async () => {
    const spec = {
      version: 1,
      data: {
        source: 'a.csv',
        input: { type: 'text', column: 'a' },
        target: { type: 'category', column: 'b' },
        split: { type: 'random' },
      },
      layers: [
        { type: 'embedding', outputDim: 4, name: 'words' },
        { type: 'dropout', rate: 0.1, name: 'some' },
        { type: 'concatenate', axis: 1, inputs: ['words', 'some'] },
        { type: 'maxPooling1d', poolSize: 2 },
        { type: 'lstm', units: 3 },
      ],
      training: { epochs: 1 },
    };
    const { plan, problems } = await analyse(JSON.stringify(spec), 'a.lstm.json');
    assert.ok(plan !== null, problems.map(({ message }) => message).join('; '));
    const known = resolveModel(plan.model, { vocabulary: 9, classes: 2, time: null });
    assert.deepEqual(
      known.layers.map(({ outputShape }) => outputShape),
      [
        [null, null, 4],
        [null, null, 4],
        [null, null, 4],
        [null, null, 4],
        [null, 3],
        [null, 2],
      ],
    );
  });

  for (const layers of layerLists) {
    it(`have the shapes and parameters that the editor shows: ${JSON.stringify(layers)}`, () => check(layers));
  }
});
