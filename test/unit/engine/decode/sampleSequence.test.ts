import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Batch } from '../../../../src/core/data/dataset.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { resolveModel } from '../../../../src/core/spec/resolveModel.ts';
import { buildModel, type Model } from '../../../../src/engine/buildModel.ts';
import { drawToken, sampleSequence, type SamplingOptions } from '../../../../src/engine/decode/sampleSequence.ts';
import { createTrainStep } from '../../../../src/engine/trainStep.ts';

/** How often each token is drawn of 8,000 times. */
function sharesOf(logits: readonly number[], options: Partial<SamplingOptions>): number[] {
  const random = createRandom(1);
  const counts = logits.map(() => 0);
  for (let draw = 0; draw < 8_000; draw++) {
    const token = drawToken(Float32Array.from(logits), { temperature: 1, random, ...options });
    counts[token] = (counts[token] ?? 0) + 1 / 8_000;
  }
  return counts;
}

function assertShares(shares: readonly number[], weights: readonly number[]): void {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  weights.forEach((weight, token) => {
    assert.ok(Math.abs((shares[token] ?? NaN) - weight / sum) < 0.02, `token ${String(token)}: ${shares.join(' ')}`);
  });
}

describe('drawToken', () => {
  const logits = [9, 9, 0, Math.log(2), Math.log(5)];

  it('draws as likely as the model says, but never padding or the unknown token', () => {
    assertShares(sharesOf(logits, {}), [0, 0, 1, 2, 5]);
  });

  it('takes the likelier more often when it is cold, and less often when it is hot', () => {
    assertShares(sharesOf(logits, { temperature: 0.5 }), [0, 0, 1, 4, 25]);
    assertShares(sharesOf(logits, { temperature: 2 }), [0, 0, 1, Math.SQRT2, Math.sqrt(5)]);
    assertShares(sharesOf(logits, { temperature: 0 }), [0, 0, 0, 0, 1]);
  });

  it('draws from the likeliest alone where it is told to', () => {
    assertShares(sharesOf(logits, { topK: 2 }), [0, 0, 0, 2, 5]);
    assertShares(sharesOf(logits, { topK: 1 }), [0, 0, 0, 0, 1]);
  });
});

describe('sampleSequence', () => {
  /** A model that has learned the endless text 2 3 4 3 2 3 4 3 …: what follows 3 depends on what stands before it. */
  async function trainedModel(stateful = false): Promise<Model> {
    const spec = {
      version: 1,
      data: {
        source: 'text.txt',
        input: { type: 'text', tokenizer: 'character', maxSequenceLength: 8 },
        target: { type: 'next' },
        split: { type: 'time' },
      },
      layers: [
        { type: 'embedding', outputDim: 4 },
        { type: 'lstm', units: 12, returnSequences: true, stateful },
      ],
      training: { epochs: 1 },
    };
    const { plan, problems } = await analyse(JSON.stringify(spec), 'x.lstm.json');
    assert.ok(plan !== null, JSON.stringify(problems));
    const model = buildModel(resolveModel(plan.model, { vocabulary: 5, time: null }), 1);
    const limits = { clipNorm: null, clipValue: null, globalClipNorm: null, weightDecay: 0 };
    const optimizer = { type: 'adam', learningRate: 0.05, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, ...limits } as const;
    const step = createTrainStep(model, { loss: 'categoricalCrossentropy', optimizer });
    const rows = [0, 1, 2, 3].map((start) => Array.from({ length: 9 }, (_, at) => [2, 3, 4, 3][(start + at) % 4] ?? 0));
    const part = (from: number) => Int32Array.from(rows.flatMap((row) => row.slice(from, from + 8)));
    const batch: Batch = {
      size: 4,
      input: { data: part(0), shape: [4, 8] },
      target: { data: part(1), shape: [4, 8] },
      lengths: null,
      decoderInput: null,
      weights: null,
    };
    for (let update = 0; update < 100; update++) await step.run(batch, update, 0.05);
    step.dispose();
    return model;
  }

  it('goes on as the text that was learned, alike for the same seed', async () => {
    const model = await trainedModel();
    const sample = (prefix: readonly number[], seed: number, temperature = 0.5) =>
      sampleSequence(model, prefix, { temperature, length: 12, window: 8, random: createRandom(seed) }).join('');
    assert.equal(sample([2, 3], 1), '432343234323');
    assert.equal(sample([4, 3], 1), '234323432343');
    assert.equal(sample([2, 3], 7, 50), sample([2, 3], 7, 50));
    assert.notEqual(sample([2, 3], 7, 50), sample([2, 3], 8, 50));
    model.dispose();
  });

  it('pads short texts on the left where it is told to', async () => {
    const model = await trainedModel();
    const seen: number[][] = [];
    const listening: Model = {
      ...model,
      forward(parameters, inputs, pass) {
        seen.push([...inputs.input.dataSync<'int32'>()]);
        return model.forward(parameters, inputs, pass);
      },
    };
    for (const padded of [true, false]) {
      sampleSequence(listening, [2, 3, 4, 3], {
        temperature: 0,
        length: 3,
        window: 6,
        padded,
        random: createRandom(3),
      });
    }
    assert.deepEqual(seen, [
      [0, 0, 2, 3, 4, 3],
      [0, 2, 3, 4, 3, 2],
      [2, 3, 4, 3, 2, 3],
      [2, 3, 4, 3],
      [2, 3, 4, 3, 2],
      [2, 3, 4, 3, 2, 3],
    ]);
    model.dispose();
  });

  it('reads the text from its start, window by window, where states go on', async () => {
    const [stateful, plain] = [await trainedModel(true), await trainedModel()];
    const options = { temperature: 2, length: 12 };
    const sample = (model: Model, window: number, seed: number) =>
      sampleSequence(model, [2, 3, 4, 3, 2, 3, 4], { ...options, window, random: createRandom(seed) }).join('');
    const seeds = Array.from({ length: 5 }, (_, seed) => seed);
    const whole = seeds.map((seed) => sample(plain, 100, seed));
    for (const window of [1, 3, 7])
      assert.deepEqual(
        seeds.map((seed) => sample(stateful, window, seed)),
        whole,
      );
    assert.notDeepEqual(
      seeds.map((seed) => sample(plain, 1, seed)),
      whole,
    );
    plain.dispose();
    stateful.dispose();
  });

  it('sees no more than its window', async () => {
    const model = await trainedModel();
    const sample = (prefix: readonly number[]) =>
      sampleSequence(model, prefix, { temperature: 1, length: 1, window: 2, random: createRandom(3) }).join('');
    assert.equal(sample([4, 4, 4, 2, 3]), sample([2, 2, 2, 2, 3]));
    assert.throws(() => sample([]), /at least one token/);
    model.dispose();
  });
});
