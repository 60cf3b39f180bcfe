import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { DecoderConfig } from '../../../../../src/contracts/layerConfigs.ts';
import { createRandom } from '../../../../../src/core/random.ts';
import { batchSignal, timeSignal } from '../../../../../src/engine/layers/signal.ts';
import { createStepMask, maskOfLengths } from '../../../../../src/engine/layers/stepMask.ts';
import { tf, type Tensor, type Tensor1D, type Tensor2D, type Tensor3D } from '../../../../../src/engine/tensorflow.ts';
import { assertClose, assertGradients, normalTensors, withoutLeak } from '../../tensors.ts';
import { decoderConfig, drawDecoder, drawTokens } from './decoders.ts';

const surroundings = { encoderSize: 6, sequence: true, vocabulary: 9 } as const;

const kinds: readonly Partial<DecoderConfig>[] = [
  { cell: 'lstm', attention: 'additive' },
  { cell: 'lstm', attention: 'dot' },
  { cell: 'lstm', attention: 'dot', units: 6 },
  { cell: 'lstm', attention: 'none' },
  { cell: 'gru', attention: 'additive' },
  { cell: 'gru', attention: 'dot' },
  { cell: 'gru', attention: 'none' },
];

/** Three rows of 3, 7 and 5 real timesteps. */
function drawEncoder() {
  return { encoder: normalTensors(8).sequence(7, 3, surroundings.encoderSize), mask: maskOfLengths([3, 7, 5], 7) };
}

describe('createDecoder', () => {
  for (const given of kinds) {
    const config = decoderConfig(given);
    const kind = `${config.cell}(${String(config.units)}) with attention ${config.attention}`;

    it(`differentiates weights and encoder: ${kind}`, () => {
      withoutLeak(() => {
        const { decoder, parameters } = drawDecoder(config, surroundings);
        const { encoder, mask } = drawEncoder();
        const tokens = drawTokens(3, 4, surroundings.vocabulary);
        const weighting = normalTensors(6).sequence(4, 3, config.units);
        assertGradients(
          (weights, inputs) => {
            const own = weights as Tensor1D;
            return decoder
              .write(own, tokens, decoder.read(own, timeSignal(inputs, mask)))
              .output.mul(weighting)
              .sum();
          },
          { parameters, encoder },
          createRandom(3),
        );
      });
    });

    it(`gives a padded row what it gives the row alone: ${kind}`, () => {
      withoutLeak(() => {
        const { decoder, parameters } = drawDecoder(config, surroundings);
        const { encoder, mask } = drawEncoder();
        const tokens = drawTokens(3, 4, surroundings.vocabulary);
        const together = decoder.write(parameters, tokens, decoder.read(parameters, timeSignal(encoder, mask))).output;
        [3, 7, 5].forEach((length, row) => {
          const own = encoder.slice([0, row, 0], [length, 1, surroundings.encoderSize]);
          const reading = decoder.read(parameters, timeSignal(own));
          const alone = decoder.write(parameters, tokens.slice([row, 0], [1, 4]), reading).output;
          assertClose(together.slice([0, row, 0], [4, 1, config.units]), alone, 1e-6, `row ${String(row)}`);
        });
      });
    });

    it(`writes token by token what it writes at once: ${kind}`, () => {
      withoutLeak(() => {
        const { decoder, parameters } = drawDecoder(config, surroundings);
        const { encoder, mask } = drawEncoder();
        const tokens = drawTokens(3, 4, surroundings.vocabulary);
        const reading = decoder.read(parameters, timeSignal(encoder, mask));
        const atOnce = decoder.write(parameters, tokens, reading).output;
        let { state } = reading;
        for (let time = 0; time < 4; time++) {
          const step = decoder.write(parameters, tokens.slice([0, time], [3, 1]), { ...reading, state });
          assertClose(step.output, atOnce.slice(time, 1), 1e-6, `token ${String(time)}`);
          state = step.state();
        }
      });
    });
  }

  it('tells the gates of its cell and where it looked', () => {
    withoutLeak(() => {
      const { decoder, parameters } = drawDecoder(decoderConfig(), surroundings);
      const { encoder, mask } = drawEncoder();
      const reading = decoder.read(parameters, timeSignal(encoder, mask));
      const { signals, output } = decoder.write(parameters, drawTokens(3, 4, 9), reading);
      const { attention, outputGate, cellState, output: cellOutput } = signals();
      assert.ok(attention && outputGate && cellState && cellOutput);
      assert.deepEqual(attention.shape, [3, 4, 7]);
      assertClose(attention.sum(2), tf.ones([3, 4]), 1e-6, 'sums of the attention');
      assert.equal(attention.slice([0, 0, 3], [1, 4, 4]).max().dataSync()[0], 0, 'attention to the padding');
      assertClose(cellOutput, outputGate.mul(cellState.tanh()), 1e-6, 'output of the cell');
      const context = tf.matMul(attention, encoder.transpose<Tensor3D>([1, 0, 2]));
      const joined = tf.concat([context, cellOutput.transpose<Tensor3D>([1, 0, 2])], 2);
      const kernel = weightOf(decoder, parameters, 'attention_kernel') as Tensor2D;
      const expected = tf
        .matMul(joined.reshape<Tensor2D>([12, 11]), kernel)
        .tanh()
        .reshape([3, 4, 5]);
      assertClose(output.transpose([1, 0, 2]), expected, 1e-6, 'output');
    });
  });

  it('scores as the formulas of the two attentions say', () => {
    withoutLeak(() => {
      for (const attention of ['dot', 'additive'] as const) {
        const { decoder, parameters } = drawDecoder(decoderConfig({ attention }), surroundings);
        const { encoder } = drawEncoder();
        const signals = decoder
          .write(parameters, drawTokens(3, 4, 9), decoder.read(parameters, timeSignal(encoder)))
          .signals();
        assert.ok(signals['attention'] && signals['output']);
        const look = (row: number, target: number) => {
          const weight = (name: string) => weightOf(decoder, parameters, name);
          const key = encoder.slice([0, row, 0], [7, 1, 6]).reshape<Tensor2D>([7, 6]).matMul(weight('key_kernel'));
          const state = (signals['output'] as Tensor3D).slice([target, row, 0], [1, 1, 5]).reshape<Tensor2D>([1, 5]);
          if (attention === 'dot') return key.mul(state).sum(1);
          return key
            .add(state.matMul(weight('query_kernel')))
            .tanh()
            .mul(weight('score_kernel'))
            .sum(1);
        };
        const expected = tf.softmax(look(2, 1));
        assertClose(signals['attention'].slice([2, 1, 0], [1, 1, 7]).reshape([7]), expected, 1e-6, attention);
      }
    });
  });

  it('sees nothing of timesteps that are masked, wherever they stand', () => {
    withoutLeak(() => {
      const { decoder, parameters } = drawDecoder(decoderConfig(), surroundings);
      const encoder = normalTensors(8).sequence(6, 1, surroundings.encoderSize);
      const tokens = drawTokens(1, 4, 9);
      const mask = createStepMask(Uint8Array.from([0, 1, 0, 1, 1, 0]), 1, 6);
      const masked = decoder.write(parameters, tokens, decoder.read(parameters, timeSignal(encoder, mask)));
      const kept = tf.gather(encoder, tf.tensor1d([1, 3, 4], 'int32'));
      const without = decoder.write(parameters, tokens, decoder.read(parameters, timeSignal(kept)));
      assertClose(masked.output, without.output, 1e-6, 'output');
    });
  });

  it('starts from one vector where the encoder gives one', () => {
    withoutLeak(() => {
      const around = { encoderSize: 6, sequence: false, vocabulary: 9 };
      const { decoder, parameters } = drawDecoder(decoderConfig({ attention: 'none' }), around);
      const encoder = normalTensors(3).matrix(3, 6);
      const [output, cellState] = decoder.read(parameters, batchSignal(encoder)).state;
      assert.ok(output && cellState);
      const first = encoder.matMul(weightOf(decoder, parameters, 'bridge_kernel'));
      const sum = first.add(weightOf(decoder, parameters, 'bridge_bias'));
      assertClose(tf.concat([output, cellState], 1), sum.tanh(), 1e-6, 'state');
    });
  });
});

/** One weight of a decoder, by its name. */
function weightOf(decoder: ReturnType<typeof drawDecoder>['decoder'], parameters: Tensor1D, wanted: string): Tensor {
  let offset = 0;
  for (const { name, shape } of decoder.weights) {
    const size = shape.reduce((product, n) => product * n, 1);
    if (name === wanted) return parameters.slice(offset, size).reshape([...shape]);
    offset += size;
  }
  return assert.fail(`no weight ${wanted}`);
}
