import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyse } from '../../../src/core/spec/analyse.ts';
import { decodeSafetensors } from '../../../src/core/safetensors.ts';
import { resolveModel } from '../../../src/core/spec/resolveModel.ts';
import { buildModel, inference, type Model } from '../../../src/engine/buildModel.ts';
import { encodeWeights, loadWeights } from '../../../src/engine/checkpoint.ts';
import { createCarriedStates, onlyReading } from '../../../src/engine/layers/carriedStates.ts';
import type { Pass } from '../../../src/engine/layers/layer.ts';
import { tf, type Tensor, type Tensor1D } from '../../../src/engine/tensorflow.ts';
import { assertClose, assertValuesClose, normalTensors } from './tensors.ts';

const [batch, time, features] = [4, 6, 3];

async function planOf(layers: readonly object[]) {
  const spec = {
    version: 1,
    data: {
      source: 'a.csv',
      input: { type: 'timeseries', columns: ['a', 'b', 'c'], windowSize: time },
      target: { type: 'category', column: 'd' },
    },
    layers,
  };
  const { plan, problems } = await analyse(JSON.stringify(spec), 'a.lstm.json');
  assert.ok(plan !== null, problems.map(({ message }) => message).join('; '));
  return resolveModel(plan.model, { classes: 5 });
}

async function withModel(layers: readonly object[], use: (model: Model) => void): Promise<void> {
  const before = tf.memory().numTensors;
  const model = buildModel(await planOf(layers), 3);
  tf.tidy(() => {
    use(model);
  });
  model.dispose();
  assert.equal(tf.memory().numTensors, before, 'tensors left behind');
}

function run(model: Model, input: Tensor, pass: Partial<Pass> = {}): Tensor {
  return model.forward(model.parameters, { input, decoderInput: null }, { ...inference, ...pass });
}

/** `[batch, time, features]` */
function series(seed = 1): Tensor {
  return normalTensors(seed).sequence(batch, time, features);
}

const normalized = [{ type: 'batchNormalization', momentum: 0.9, name: 'norm' }, { type: 'flatten' }];

describe('running means', () => {
  it('follow the batches of training, and stand for them outside', async () => {
    await withModel(normalized, (model) => {
      const input = series().mul(3).add(2);
      const told: Tensor1D[] = [];
      run(model, input, { trainingStep: 0, update: (state) => told.push(state) });
      const rows = input.reshape([-1, features]);
      const { mean, variance } = tf.moments(rows, 0);
      const [state] = told;
      assert.ok(told.length === 1 && state !== undefined);
      assertClose(state, tf.concat([mean.mul(0.1), variance.mul(0.1).add(0.9)]), 1e-5, 'state');
      const before = run(model, input);
      model.replaceState(state.clone());
      const [moving, spread] = tf.split(state, 2);
      assert.ok(moving !== undefined && spread !== undefined);
      const bySight = (x: Tensor) => x.sub(moving).div(spread.add(1e-3).sqrt());
      assert.notDeepEqual(run(model, input).dataSync(), before.dataSync());
      model.forward(model.parameters, { input, decoderInput: null }, inference, ({ name }, output) => {
        if (name === 'norm') assertClose(output, bySight(input), 1e-5, 'normalized');
      });
    });
  });

  it('stay in a layer that is frozen, which goes by them while training, too', async () => {
    const input = series();
    for (const layer of [
      normalized[0],
      { type: 'timeDistributed', name: 'norm', layer: { type: 'batchNormalization' } },
    ]) {
      await withModel([{ ...layer, trainable: false }, { type: 'flatten' }], (model) => {
        model.replaceState(tf.tensor1d([1, 2, 3, 4, 5, 6]));
        const told: number[] = [];
        const update = (state: Tensor) => void told.push(...state.dataSync());
        const still = run(model, input, { trainingStep: 0, update });
        assertClose(still, run(model, input), 1e-6, 'answers');
        assert.deepEqual(told, [1, 2, 3, 4, 5, 6]);
      });
    }
  });

  it('stand in checkpoints under the names that Keras gives them', async () => {
    await withModel(normalized, (model) => {
      model.replaceState(tf.tensor1d([1, 2, 3, 4, 5, 6]));
      const bytes = encodeWeights(model);
      const saved = decodeSafetensors(bytes).filter(({ name }) => name.includes('moving'));
      assert.deepEqual(
        saved.map(({ name, values }) => [name, ...values]),
        [
          ['norm/moving_mean', 1, 2, 3],
          ['norm/moving_variance', 4, 5, 6],
        ],
      );
      model.replaceState(tf.zeros([6]));
      loadWeights(model, bytes);
      assert.deepEqual([...model.state.dataSync()], [1, 2, 3, 4, 5, 6]);
    });
  });
});

describe('stateful layers', () => {
  for (const type of ['lstm', 'gru', 'simpleRNN']) {
    it(`go on where the batch before ended: ${type}`, async () => {
      await withModel([{ type, units: 4, stateful: true }], (model) => {
        const carried = createCarriedStates();
        const whole = run(model, series());
        const [first, second] = tf.split(series(), 2, 1);
        assert.ok(first !== undefined && second !== undefined);
        const goOn = (continued: readonly number[]) => {
          carried.begin({ size: first.shape[0] });
          run(model, first, { carried });
          const size = continued.length;
          carried.begin({ size, continued: Uint8Array.from(continued) });
          return run(model, second.slice(0, size), { carried });
        };
        assertClose(goOn([1, 1, 1, 1]), whole, 1e-6, 'in two parts');
        // A smaller last batch goes on with its own rows.
        assertClose(goOn([1, 1]), whole.slice(0, 2), 1e-6, 'fewer rows');
        const anew = run(model, second);
        assertClose(goOn([0, 0, 0, 0]), anew, 0, 'begins anew');
        const mixed = tf.concat([whole.slice(0, 1), anew.slice(1, 1), whole.slice(2, 1), anew.slice(3, 1)]);
        assertClose(goOn([1, 0, 1, 0]), mixed, 1e-6, 'some rows go on');
        // What is asked beside the data neither finds other states nor leaves any.
        goOn([1, 1, 1, 1]);
        assertClose(run(model, second, { carried: onlyReading(carried) }), whole, 1e-6, 'asked again');
        carried.begin({ size: 4, continued: new Uint8Array(4).fill(1) });
        const beyond = run(model, first, { carried });
        goOn([1, 1, 1, 1]);
        run(model, first, { carried: onlyReading(carried) });
        carried.begin({ size: 4, continued: new Uint8Array(4).fill(1) });
        assertClose(run(model, first, { carried }), beyond, 0, 'nothing left behind');
        carried.dispose();
      });
    });
  }

  it('carry nothing where nobody asks for it', async () => {
    await withModel([{ type: 'lstm', units: 4, stateful: true }], (model) => {
      assertClose(run(model, series()), run(model, series()), 0, 'the same batch twice');
    });
  });
});

describe('models as graphs', () => {
  it('transpose a window once, however many recurrent layers read it', async () => {
    const layers = [
      { type: 'lstm', units: 4, returnSequences: true },
      { type: 'dropout', rate: 0.2 },
      { type: 'lstm', units: 4, returnSequences: true },
      { type: 'lstm', units: 4 },
    ];
    const model = buildModel(await planOf(layers), 1);
    const input = series();
    const profile = await tf.profile(() => run(model, input, { trainingStep: 1 }));
    assert.equal(profile.kernels.filter(({ name }) => name === 'Transpose').length, 1);
    tf.dispose([input, profile.result]);
    model.dispose();
  });

  it('give each sequence its answer, however long the padding is', async () => {
    const layers = [
      { type: 'lstm', units: 3, bidirectional: true, returnSequences: true },
      { type: 'multiHeadAttention', numHeads: 2, keyDim: 2 },
      { type: 'transformerEncoder', numHeads: 2, intermediateDim: 4 },
      { type: 'globalAveragePooling1d', name: 'mean' },
      { type: 'globalMaxPooling1d', name: 'peak', inputs: ['transformerEncoder'] },
      { type: 'concatenate', inputs: ['mean', 'peak'] },
    ].map((layer) => (layer.type === 'transformerEncoder' ? { ...layer, name: 'transformerEncoder' } : layer));
    await withModel(layers, (model) => {
      const lengths = [6, 2, 5, 1];
      const together = run(model, series(), { lengths: tf.tensor1d(lengths, 'int32') });
      lengths.forEach((length, row) => {
        const alone = run(model, series().slice([row, 0, 0], [1, length, features]));
        assertClose(together.slice(row, 1), alone, 1e-5, `row ${String(row)}`);
      });
    });
  });

  it('leave out the last softmax alone where logits are asked for', async () => {
    const layers = [{ type: 'flatten' }, { type: 'dense', units: 4, activation: 'sigmoid' }];
    await withModel(layers, (model) => {
      const logits = run(model, series(), { logits: true });
      assertClose(tf.softmax(logits), run(model, series()), 1e-6, 'shares');
    });
  });

  it('drop the same values on however many threads a batch is shared', async () => {
    const layers = [
      { type: 'spatialDropout1d', rate: 0.4 },
      { type: 'timeDistributed', layer: { type: 'dropout', rate: 0.4 } },
      { type: 'multiHeadAttention', numHeads: 2, keyDim: 2, dropout: 0.4 },
      { type: 'lstm', units: 4, dropout: 0.3, recurrentDropout: 0.3 },
      { type: 'dropout', rate: 0.4 },
    ];
    await withModel(layers, (model) => {
      const whole = run(model, series(), { trainingStep: 5 });
      const halves = [0, 2].map((from) =>
        run(model, series().slice(from, 2), { trainingStep: 5, part: { from, of: batch } }),
      );
      assertClose(tf.concat(halves), whole, 1e-6, 'answers');
    });
  });

  it('say what their regularizers weigh', async () => {
    const layers = [
      { type: 'lstm', units: 2, kernelRegularizer: { l2: 0.1 }, recurrentRegularizer: { l1: 0.2 } },
      { type: 'dense', units: 3, activation: 'relu', kernelRegularizer: { l1: 0.3, l2: 0.4 } },
    ];
    await withModel(layers, (model) => {
      const named = model.penalties.map(({ offset, size, l1, l2 }) => {
        const weight = model.weights.find((one) => one.offset === offset);
        assert.equal(weight?.size, size);
        return [weight.name, l1, l2];
      });
      assert.deepEqual(named, [
        ['lstm/kernel', 0, 0.1],
        ['lstm/recurrent_kernel', 0.2, 0],
        ['dense/kernel', 0.3, 0.4],
      ]);
    });
  });

  it('start from weights that are given', async () => {
    const plan = await planOf([{ type: 'flatten' }]);
    const given = Float32Array.from({ length: 90 }, (_, index) => index);
    const model = buildModel(plan, 1, new Map([['head/kernel', given]]));
    assertValuesClose(model.parameters.dataSync().subarray(0, 90), given, 0, 'kernel');
    model.dispose();
    assert.throws(() => buildModel(plan, 1, new Map([['head/kernel', given.subarray(1)]])), /90 values, 89 were given/);
  });
});
