import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Batch } from '../../../../src/core/data/dataset.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { analyse } from '../../../../src/core/spec/analyse.ts';
import { resolveModel } from '../../../../src/core/spec/resolveModel.ts';
import { askModel } from '../../../../src/engine/askModel.ts';
import { answerBatch } from '../../../../src/engine/answerDataset.ts';
import { countEntries } from '../../../../src/engine/batchTensors.ts';
import { buildModel, type Model } from '../../../../src/engine/buildModel.ts';
import { computeGradient } from '../../../../src/engine/computeGradient.ts';
import { createObjective } from '../../../../src/engine/objective.ts';
import { cutBatch } from '../../../../src/engine/shards/cutBatch.ts';
import { tf, tidyNumbers } from '../../../../src/engine/tensorflow.ts';
import { createTrainStep } from '../../../../src/engine/trainStep.ts';
import { assertValuesClose } from '../tensors.ts';

const [vocabulary, tags] = [8, 3];

/** A tagger with a CRF whose weights are all drawn, those that begin with zeros, too. */
async function drawModel({ trainable = true } = {}): Promise<Model> {
  const spec = {
    version: 1,
    data: {
      source: 's.conll',
      input: { type: 'text' },
      target: { type: 'tags', crf: true },
      split: { type: 'random' },
    },
    layers: [
      { type: 'embedding', outputDim: 4, maskZero: true },
      { type: 'lstm', units: 3, bidirectional: true, returnSequences: true, trainable },
    ],
  };
  const { plan, problems } = await analyse(JSON.stringify(spec), 'x.lstm.json');
  assert.ok(plan !== null, JSON.stringify(problems));
  const model = buildModel(resolveModel(plan.model, { vocabulary, tags, time: null }), 3);
  const random = createRandom(4);
  model.replaceParameters(tf.tensor1d(Float32Array.from({ length: model.parameters.size }, () => random.normal())));
  return model;
}

/** Sentences and their tags; some tokens weigh nothing, others more than one. */
function batchOf(lengths: readonly number[], time = Math.max(...lengths)): Batch {
  const random = createRandom(6);
  const draw = (below: number) => Math.floor(random.next() * below);
  const rows = lengths.map((length) =>
    Array.from({ length: time }, (_, step) =>
      step < length ? { token: 1 + draw(vocabulary - 1), tag: draw(tags), weight: [1, 0, 2.5][draw(3)] ?? 1 } : null,
    ),
  );
  const places = rows.flat();
  const shape = [lengths.length, time];
  return {
    size: lengths.length,
    input: { data: Int32Array.from(places, (place) => place?.token ?? 0), shape },
    lengths: Int32Array.from(lengths),
    decoderInput: null,
    target: { data: Int32Array.from(places, (place) => place?.tag ?? 0), shape },
    weights: Float32Array.from(places, (place) => place?.weight ?? 0),
  };
}

describe('a model with a CRF', () => {
  it('has its weights under names of their own', async () => {
    const model = await drawModel();
    assert.deepEqual(
      model.weights.slice(-3).map(({ name, shape }) => [name, shape]),
      [
        ['crf/transitions', [tags, tags]],
        ['crf/start', [tags]],
        ['crf/end', [tags]],
      ],
    );
    model.dispose();
  });

  it('is trained on parts of a batch as on the whole of it', async () => {
    const model = await drawModel();
    const objective = createObjective('negativeLogLikelihood', model.plan);
    const batch = batchOf([4, 1, 5, 2, 3]);
    const partOf = (from: number, to: number) => {
      const request = { model, objective, step: 0, entries: countEntries(batch) };
      const own = { batch: cutBatch(batch, { from, to }), part: { from, of: batch.size } };
      return tidyNumbers(() => {
        const { loss, gradient, answers } = computeGradient({ ...request, ...own }, model.parameters);
        return { loss: loss.dataSync()[0] ?? NaN, gradient: gradient.dataSync<'float32'>(), answers };
      });
    };
    const whole = partOf(0, 5);
    const [one, other] = [partOf(0, 2), partOf(2, 5)];
    const crf = model.weights.find(({ name }) => name === 'crf/transitions')?.offset ?? NaN;
    assert.ok(whole.gradient.subarray(crf).every((slope) => slope !== 0));
    assertValuesClose([one.loss + other.loss], [whole.loss], 1e-5, 'loss');
    const sum = one.gradient.map((slope, place) => slope + (other.gradient[place] ?? NaN));
    assertValuesClose(sum, whole.gradient, 1e-5, 'gradient');
    const classes = [...(one.answers.classes ?? []), ...(other.answers.classes ?? [])];
    assert.deepEqual(classes, [...(whole.answers.classes ?? [])]);
    model.dispose();
  });

  it('says of a sentence what it says of it in a longer batch, and when nobody knows the truth', async () => {
    const model = await drawModel();
    const before = tf.memory().numTensors;
    const objective = createObjective('negativeLogLikelihood', model.plan);
    const answersOf = (batch: Batch) => tidyNumbers(() => answerBatch({ model, objective }, batch).answers);
    const [short, long] = [answersOf(batchOf([3])), answersOf(batchOf([3, 7]))];
    assert.deepEqual(short.classes?.slice(0, 3), long.classes?.slice(0, 3));
    assertValuesClose(short.logLoss ?? [], long.logLoss?.slice(0, 3) ?? [], 1e-5, 'losses');
    const said = askModel(model, objective, batchOf([3], 5));
    assert.deepEqual(said.shape, [1, 5, tags]);
    assert.deepEqual(said.choices?.slice(0, 3), short.classes?.slice(0, 3));
    for (let step = 0; step < 5; step++) {
      const sum = said.values.subarray(step * tags, (step + 1) * tags).reduce((all, one) => all + one, 0);
      assert.ok(Math.abs(sum - (step < 3 ? 1 : 0)) < 1e-5, `step ${String(step)}: ${String(sum)}`);
    }
    assert.equal(tf.memory().numTensors, before, 'tensors left behind');
    model.dispose();
  });

  it('learns its transitions beside layers that are frozen', async () => {
    const model = await drawModel({ trainable: false });
    const limits = { clipNorm: null, clipValue: null, globalClipNorm: 1 };
    const step = createTrainStep(model, {
      loss: 'negativeLogLikelihood',
      optimizer: { type: 'sgd', learningRate: 0.1, weightDecay: 0.01, ...limits },
    });
    const losses: number[] = [];
    const first = model.parameters.dataSync<'float32'>().slice();
    for (let index = 0; index < 20; index++) losses.push((await step.run(batchOf([4, 2, 5]), index, 0.1)).loss);
    const last = model.parameters.dataSync<'float32'>();
    for (const { name, layer, offset } of model.weights) {
      assert.equal(first[offset] === last[offset], layer === 'lstm', name);
    }
    assert.ok((losses.at(-1) ?? NaN) < (losses[0] ?? NaN), losses.join(' '));
    step.dispose();
    model.dispose();
  });
});
