import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { buildModel, inference, type Model } from '../../../src/engine/buildModel.ts';
import { tf, type Tensor } from '../../../src/engine/tensorflow.ts';
import { dense, dropout, gru, lstm, modelPlan, simpleRnn, type PlainConfig } from './modelPlans.ts';
import { assertValuesClose, normalTensors } from './tensors.ts';

function withModel(layers: readonly PlainConfig[], use: (model: Model) => void, seed = 1): void {
  const before = tf.memory().numTensors;
  const model = buildModel(modelPlan(6, 3, layers), seed);
  tf.tidy(() => {
    use(model);
  });
  model.dispose();
  assert.equal(tf.memory().numTensors, before, 'tensors left behind');
}

function valuesOf(model: Model, name: string): Float32Array {
  const weight = model.weights.find((candidate) => candidate.name === name);
  assert.ok(weight !== undefined, `${name} among ${model.weights.map((each) => each.name).join(', ')}`);
  return model.parameters.dataSync<'float32'>().subarray(weight.offset, weight.offset + weight.size);
}

const chains: Readonly<Record<string, readonly PlainConfig[]>> = {
  'the stock model': [lstm({ units: 5, returnSequences: true }), lstm({ units: 4 }), dense()],
  'every kind of layer': [
    lstm({ units: 3, returnSequences: true, bidirectional: true }),
    dropout(0.5),
    gru({ units: 4, returnSequences: true, bidirectional: true, mergeMode: 'sum' }),
    simpleRnn({ units: 2, returnSequences: true }),
    dense({ units: 3, activation: 'relu' }),
    gru({ units: 2, resetAfter: true }),
    dense({ units: 6, useBias: false }),
  ],
  'peepholes and no bias': [lstm({ units: 4, peephole: true, useBias: false })],
  'a sequence at the end': [lstm({ units: 4, returnSequences: true, bidirectional: true, mergeMode: 'mul' })],
  'no recurrent layer': [dense({ units: 2 })],
};

describe('buildModel', () => {
  for (const [what, layers] of Object.entries(chains)) {
    it(`has the shapes and the number of parameters that the plan says: ${what}`, () => {
      withModel(layers, (model) => {
        const count = model.weights.reduce((sum, { size }) => sum + size, 0);
        assert.equal(count, model.plan.parameters);
        for (const layer of model.plan.layers) {
          const own = model.weights.filter((weight) => weight.layer === layer.name);
          assert.equal(
            own.reduce((sum, { size }) => sum + size, 0),
            layer.parameters,
            layer.name,
          );
        }
        const inputs = normalTensors(1).sequence(2, 6, 3);
        const seen: number[][] = [];
        const output = model.forward(
          model.parameters,
          { input: inputs, decoderInput: null },
          inference,
          (layer, value) => {
            assert.deepEqual(value.shape, [2, ...layer.outputShape.slice(1)]);
            seen.push(value.shape);
          },
        );
        assert.equal(seen.length, layers.length);
        assert.deepEqual(output.shape, [2, ...(model.plan.layers.at(-1)?.outputShape.slice(1) ?? [])]);
      });
    });
  }

  it('names weights as Keras does', () => {
    const layers = [
      lstm({ peephole: true, returnSequences: true }),
      lstm({ returnSequences: true }),
      gru({ bidirectional: true }),
      dense(),
    ];
    withModel(layers, (model) => {
      assert.deepEqual(
        model.weights.map(({ name }) => name),
        [
          ...['lstm/kernel', 'lstm/recurrent_kernel', 'lstm/bias', 'lstm/peephole'],
          ...['lstm_1/kernel', 'lstm_1/recurrent_kernel', 'lstm_1/bias'],
          ...['gru/forward_gru/kernel', 'gru/forward_gru/recurrent_kernel', 'gru/forward_gru/bias'],
          ...['gru/backward_gru/kernel', 'gru/backward_gru/recurrent_kernel', 'gru/backward_gru/bias'],
          ...['dense/kernel', 'dense/bias'],
        ],
      );
    });
  });

  it('starts the forget gate with its bias and everything else with 0', () => {
    withModel([lstm({ units: 3, forgetBias: 2 })], (model) => {
      assert.deepEqual([...valuesOf(model, 'lstm/bias')], [0, 0, 0, 2, 2, 2, 0, 0, 0, 0, 0, 0]);
    });
  });

  it('draws first weights that depend on seed and name alone', () => {
    let first = new Float32Array();
    withModel([lstm({ units: 4 }), dense()], (model) => (first = valuesOf(model, 'lstm/kernel').slice()));
    withModel([dense({ units: 3 }), lstm({ units: 4 }), dense()], (model) => {
      assert.deepEqual(valuesOf(model, 'lstm/kernel'), first);
      assert.notDeepEqual(valuesOf(model, 'dense/kernel').slice(0, 3), valuesOf(model, 'dense_1/kernel').slice(0, 3));
    });
    withModel(
      [lstm({ units: 4 })],
      (model) => {
        assert.notDeepEqual(valuesOf(model, 'lstm/kernel'), first);
      },
      2,
    );
  });

  it('refuses a plan that counts otherwise', () => {
    const plan = modelPlan(6, 3, [dense()]);
    const before = tf.memory().numTensors;
    assert.throws(() => buildModel({ ...plan, parameters: 5 }, 1), /counts 5 parameters, the model has 4/);
    assert.equal(tf.memory().numTensors, before);
  });

  it('gives one prediction for a window whatever batch it stands in', () => {
    withModel([lstm({ units: 5, returnSequences: true }), gru(), dense()], (model) => {
      const inputs = normalTensors(3).sequence(4, 6, 3);
      const predict = (input: Tensor) =>
        model.forward(model.parameters, { input, decoderInput: null }, inference).dataSync();
      const together = predict(inputs);
      const alone = [0, 1, 2, 3].flatMap((row) => [...predict(inputs.slice(row, 1))]);
      assertValuesClose(alone, together, 1e-6, 'predictions');
    });
  });

  it('records the gates of both directions in the order of the data', () => {
    withModel([lstm({ units: 2, bidirectional: true, returnSequences: true })], (model) => {
      const inputs = normalTensors(4).sequence(1, 6, 3);
      const recorded: Record<string, number[]> = {};
      const output = model.forward(
        model.parameters,
        { input: inputs, decoderInput: null },
        {
          ...inference,
          record: ({ layer, direction, signals }) => {
            assert.equal(layer, 'lstm');
            const names = ['inputGate', 'forgetGate', 'candidate', 'outputGate', 'cellState', 'output'];
            assert.deepEqual(Object.keys(signals).toSorted(), names.toSorted());
            recorded[direction] = [...(signals['output']?.dataSync() ?? [])];
          },
        },
      );
      const [forward, backward] = tf.split(output, 2, 2);
      assert.deepEqual(recorded['forward'], [...(forward?.dataSync() ?? [])]);
      assert.deepEqual(recorded['backward'], [...(backward?.dataSync() ?? [])]);
    });
  });
});
