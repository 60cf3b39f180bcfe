import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Batch } from '../../../../src/core/data/dataset.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { toTensors } from '../../../../src/engine/batchTensors.ts';
import { buildModel, inference, type Model } from '../../../../src/engine/buildModel.ts';
import { writeSequences, type WritingOptions } from '../../../../src/engine/decode/writeSequences.ts';
import { tf, tidyNumbers } from '../../../../src/engine/tensorflow.ts';
import { withoutLeak } from '../tensors.ts';
import { batchOf, drawBatch, trainedModel, translationModel } from './reversing.ts';

const embedding = { type: 'embedding', outputDim: 8, maskZero: true };
const encoder = { type: 'lstm', units: 16, returnSequences: true, bidirectional: true };

function write(model: Model, batch: Batch, options: Partial<WritingOptions> = {}): number[][] {
  return tidyNumbers(() => {
    const { inputs, lengths } = toTensors(batch);
    return writeSequences(model, { input: inputs.input, lengths }, { maxLength: 8, ...options }).map((row) => [...row]);
  });
}

/** What the whole-target pass gives for a written text, `[steps, vocabulary]`: logarithms of probabilities. */
function judge(model: Model, text: readonly number[], written: readonly number[]): Float32Array[] {
  return tidyNumbers(() => {
    const { inputs, lengths } = toTensors(batchOf([text]));
    const decoderInput = tf.tensor2d([[2, ...written]], [1, written.length + 1], 'int32');
    const pass = { ...inference, lengths, logits: true };
    const output = tf.logSoftmax(model.forward(model.parameters, { input: inputs.input, decoderInput }, pass));
    return tf.unstack(output.squeeze([0])).map((step) => step.dataSync<'float32'>());
  });
}

function scoreOf(model: Model, text: readonly number[], written: readonly number[]): number {
  const steps = judge(model, text, written);
  return [...written, 3].reduce((sum, token, place) => sum + (steps[place]?.[token] ?? NaN), 0);
}

/** The likeliest token that may be written. */
function bestOf(step: Float32Array | undefined): number {
  return Array.from(step?.keys() ?? [])
    .filter((token) => token !== 0 && token !== 2)
    .reduce((best, token) => ((step?.[token] ?? 0) > (step?.[best] ?? 0) ? token : best), 1);
}

const texts = [[4, 5, 6], [7], [8, 8, 4, 5, 6], [5, 4], [6, 6, 6, 6]];

describe('writeSequences', () => {
  const kinds = [
    [embedding, encoder, { type: 'decoder', units: 12, attention: 'additive' }],
    [embedding, encoder, { type: 'decoder', units: 12, attention: 'dot', cell: 'gru' }],
    [embedding, { type: 'gru', units: 10 }, { type: 'decoder', units: 12, attention: 'none' }],
    // Layers above that look back, and one that reads beside the decoder.
    [embedding, encoder, { type: 'decoder', units: 12 }, { type: 'lstm', units: 6, returnSequences: true }],
    [
      embedding,
      { ...encoder, name: 'encoder' },
      { type: 'decoder', units: 32, name: 'decoder' },
      { type: 'attention', score: 'dot', inputs: ['decoder', 'encoder'] },
    ],
  ];
  for (const [index, layers] of kinds.entries()) {
    it(`writes at each step what the whole-target pass finds likeliest: model ${String(index)}`, async () => {
      const model = buildModel(await translationModel(layers), 7);
      // Far from the first weights, which find all tokens about alike.
      model.replaceParameters(tf.tidy(() => tf.mul(model.parameters, 4)));
      withoutLeak(() => {
        for (const [row, written] of write(model, batchOf(texts)).entries()) {
          const steps = judge(model, texts[row] ?? [], written);
          const expected = steps.map(bestOf).slice(0, 8);
          const ends = expected.indexOf(3);
          assert.deepEqual(written, ends < 0 ? expected.slice(0, written.length) : expected.slice(0, ends));
          assert.ok(ends >= 0 || written.length === 8);
        }
      });
      model.dispose();
    });

    it(`writes for a text what it writes for it alone, with a beam, too: model ${String(index)}`, async () => {
      const model = buildModel(await translationModel(layers), 7);
      model.replaceParameters(tf.tidy(() => tf.mul(model.parameters, 4)));
      withoutLeak(() => {
        const options = { beamWidth: 4, lengthPenalty: 0.7 };
        const alone = texts.flatMap((text) => write(model, batchOf([text]), options));
        assert.deepEqual(write(model, batchOf(texts), options), alone);
      });
      model.dispose();
    });
  }

  describe('after learning to turn texts around', () => {
    let model: Model;
    before(async () => {
      model = await trainedModel([embedding, encoder, { type: 'decoder', units: 24, beamWidth: 3 }], 150, 0.03);
    });
    after(() => {
      model.dispose();
    });

    it('turns new texts around', () => {
      const batch = drawBatch(createRandom(5), 64);
      const written = write(model, batch);
      const right = written.filter((row, index) => {
        const length = batch.lengths?.[index] ?? 0;
        const from = index * (batch.target.shape[1] ?? 0);
        return row.join() === [...batch.target.data.subarray(from, from + length)].join();
      });
      assert.ok(right.length >= 58, `${String(right.length)} of 64`);
    });

    it('finds sequences that are at least as likely with a beam, and takes the width of the decoder', () => {
      const narrow = write(model, batchOf(texts), { beamWidth: 1 });
      const wide = write(model, batchOf(texts), { beamWidth: 5 });
      texts.forEach((text, row) => {
        const [one, many] = [narrow, wide].map((written) => scoreOf(model, text, written[row] ?? []));
        assert.ok((many ?? NaN) >= (one ?? NaN) - 1e-4, `${text.join()}: ${String(one)}, ${String(many)}`);
      });
      assert.deepEqual(write(model, batchOf(texts)), write(model, batchOf(texts), { beamWidth: 3 }));
    });
  });

  it('is a defect to ask of a model without a decoder', async () => {
    const model = buildModel(await translationModel([embedding, encoder, { type: 'decoder', units: 4 }]), 1);
    const layers = model.plan.layers.slice(0, 2);
    const input = { input: tf.zeros([1, 2], 'int32'), lengths: null };
    assert.throws(
      () => writeSequences({ ...model, plan: { ...model.plan, layers } }, input, { maxLength: 2 }),
      /decoder/,
    );
    tf.dispose(input.input);
    model.dispose();
  });
});
