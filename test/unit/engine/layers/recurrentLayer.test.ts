import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { RecurrentConfig } from '../../../../src/contracts/layerConfigs.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { sizeOf, type Layer, type Pass } from '../../../../src/engine/layers/layer.ts';
import { recurrentLayer } from '../../../../src/engine/layers/recurrentLayer.ts';
import { tf, type Tensor, type Tensor1D, type Rank } from '../../../../src/engine/tensorflow.ts';
import { gru, lstm, simpleRnn } from '../modelPlans.ts';
import { assertClose, assertGradients, normalTensors, withoutLeak } from '../tensors.ts';
import { applyInTime } from './applyLayer.ts';

const [time, batch, features] = [6, 4, 3];

function build(config: RecurrentConfig, seed = 1): { layer: Layer; parameters: Tensor1D } {
  const layer = recurrentLayer('layer', config, features, createRandom(seed));
  const size = layer.weights.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  return { layer, parameters: normalTensors(9).vector(size) };
}

function run(config: RecurrentConfig, inputs: Tensor, pass: Partial<Pass> = {}): Tensor {
  const { layer, parameters } = build(config);
  return applyInTime(layer, parameters, inputs, pass);
}

const variants: Readonly<Record<string, RecurrentConfig>> = {
  lstm: lstm(),
  'lstm with peepholes, sequences': lstm({ peephole: true, returnSequences: true }),
  'lstm in both directions': lstm({ bidirectional: true, returnSequences: true, peephole: true }),
  'lstm backwards, without bias': lstm({ goBackwards: true, useBias: false }),
  gru: gru(),
  'gru in both directions': gru({ bidirectional: true, returnSequences: true, mergeMode: 'mul' }),
};

const sizes = [
  { steps: 6, rows: 4 },
  { steps: 1, rows: 3 },
  { steps: 5, rows: 1 },
];

describe('recurrent layers, fused and step by step', () => {
  for (const [what, config] of Object.entries(variants)) {
    for (const { steps, rows } of sizes) {
      for (const ragged of [false, true]) {
        it(`agree in output and gradients: ${what}, ${String(steps)} steps, batch ${String(rows)}${ragged ? ', ragged' : ''}`, () => {
          withoutLeak(() => {
            const inputs = normalTensors(2).sequence(steps, rows, features);
            const lengths = ragged
              ? tf.tensor1d(
                  [steps, 1, 3, 2].slice(0, rows).map((length) => Math.min(length, steps)),
                  'int32',
                )
              : null;
            const [fused, stepwise] = (['fused', 'stepwise'] as const).map((kernel) => {
              const { layer, parameters } = build({ ...config, kernel });
              return tf.valueAndGrads((own: Tensor, x: Tensor) => {
                const output = applyInTime(layer, own as Tensor1D, x, { lengths });
                return output
                  .mul(
                    tf
                      .range(1, output.size + 1)
                      .reshape(output.shape)
                      .sin(),
                  )
                  .sum();
              })([parameters, inputs]);
            });
            assert.ok(fused !== undefined && stepwise !== undefined);
            assertClose(fused.value, stepwise.value, 1e-5, 'output');
            assertClose(fused.grads[0] as Tensor, stepwise.grads[0] as Tensor, 1e-5, 'gradient of weights');
            assertClose(fused.grads[1] as Tensor, stepwise.grads[1] as Tensor, 1e-5, 'gradient of inputs');
          });
        });
      }
    }
  }

  it('agree with differences where rows are ragged', () => {
    withoutLeak(() => {
      const lengths = tf.tensor1d([6, 1, 0, 4], 'int32');
      const { layer, parameters } = build(lstm({ bidirectional: true, peephole: true, returnSequences: true }));
      const inputs = normalTensors(2).sequence(time, batch, features);
      assertGradients(
        (own, x) =>
          applyInTime(layer, own as Tensor1D, x, { lengths })
            .square()
            .sum(),
        { weights: parameters, inputs },
        createRandom(4),
      );
    });
  });
});

describe('padding', () => {
  for (const [what, config] of Object.entries({ ...variants, rnn: simpleRnn({ bidirectional: true }) })) {
    it(`changes nothing: ${what}`, () => {
      withoutLeak(() => {
        const inputs = normalTensors(3).sequence(time, batch, features);
        const lengths = [6, 2, 4, 1];
        const last = { ...config, returnSequences: false };
        const together = run(last, inputs, { lengths: tf.tensor1d(lengths, 'int32') });
        lengths.forEach((length, row) => {
          const alone = run(last, inputs.slice([0, row, 0], [length, 1, features]));
          assertClose(together.slice(row, 1), alone, 1e-6, `row ${String(row)}`);
        });
      });
    });
  }
});

describe('dropout of recurrent layers', () => {
  const ones = () => tf.ones<Rank.R3>([time, batch, features]);

  it('does nothing outside training', () => {
    withoutLeak(() => {
      const inputs = ones();
      const stepwise = lstm({ recurrentDropout: 0.5, dropout: 0.5, kernel: 'stepwise' });
      assertClose(run(stepwise, inputs), run(lstm(), inputs), 1e-6, 'output');
    });
  });

  it('drops the same inputs at every timestep, others in each row and step, and keeps the mean', () => {
    withoutLeak(() => {
      // An RNN that adds its inputs up: the output counts what came through.
      const config = simpleRnn({ units: 1, activation: 'linear', useBias: false, dropout: 0.25 });
      const layer = recurrentLayer('layer', config, 200, createRandom(5));
      const parameters = tf.ones<Rank.R1>([201]);
      const outputAt = (trainingStep: number) =>
        applyInTime(layer, parameters, tf.ones([3, 50, 200]), { trainingStep }).div(3 * 200);
      const first = outputAt(0);
      const share = first.mean().dataSync()[0] ?? NaN;
      assert.ok(Math.abs(share - 1) < 0.02, String(share));
      // Three timesteps with the same mask: each row is a multiple of 1 / (0.75 * 200).
      first
        .mul(0.75 * 200)
        .dataSync()
        .forEach((count) => {
          assert.ok(Math.abs(count - Math.round(count)) < 1e-3, String(count));
        });
      assert.ok(new Set(first.dataSync()).size > 5);
      assertClose(outputAt(0), first, 0, 'the same step');
      assert.notDeepEqual(outputAt(1).dataSync(), first.dataSync());
    });
  });

  it('drops the same recurrent units at every timestep', () => {
    withoutLeak(() => {
      // h[t] = x + mask h[t-1] with x = 1: a dropped unit stays at 1, a kept one grows by the factor 2.
      const config = simpleRnn({ units: 40, activation: 'linear', useBias: false, recurrentDropout: 0.5 });
      const layer = recurrentLayer('layer', config, 1, createRandom(5));
      const parameters = tf.concat<Tensor1D>([tf.ones([40]), tf.eye(40).reshape([1600])]);
      const output = applyInTime(layer, parameters, tf.ones([4, 3, 1]), { trainingStep: 3 });
      const values = [...new Set(output.dataSync())].toSorted((a, b) => a - b);
      assert.deepEqual(values, [1, 15]);
    });
  });

  it('differs between the two directions', () => {
    withoutLeak(() => {
      const config = lstm({ bidirectional: true, dropout: 0.5, returnSequences: true, units: 2 });
      const { layer, parameters } = build(config);
      const half = parameters.size / 2;
      const both = tf.concat([parameters.slice(0, half), parameters.slice(0, half)]);
      // One timestep and equal weights: the directions would agree but for their masks.
      const output = applyInTime(layer, both, tf.ones([1, 8, features]), { trainingStep: 0 });
      const [forward, backward] = tf.split(output, 2, 2);
      assert.notDeepEqual(forward?.dataSync(), backward?.dataSync());
    });
  });
});
