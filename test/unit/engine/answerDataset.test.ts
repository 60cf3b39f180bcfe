import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Dataset } from '../../../src/core/data/dataset.ts';
import { answerDataset, type AnsweredBatch } from '../../../src/engine/answerDataset.ts';
import { buildModel, type Model } from '../../../src/engine/buildModel.ts';
import { writeSequences } from '../../../src/engine/decode/writeSequences.ts';
import { createObjective } from '../../../src/engine/objective.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { batchOf, translationModel } from './decode/reversing.ts';

const texts = [
  [4, 5],
  [6, 7],
  [8, 4],
  [5, 5],
];
/** So that the length of its sources would say otherwise. */
const maxWrittenLength = 1;
const dataset: Dataset = {
  count: texts.length,
  lengths: null,
  batch: (examples) => ({
    ...batchOf(Array.from(examples, (example) => texts[example] ?? [])),
    maxWrittenLength,
  }),
};

async function answersOf(model: Model, write?: boolean): Promise<AnsweredBatch[]> {
  const told: AnsweredBatch[] = [];
  const objective = createObjective('categoricalCrossentropy', model.plan);
  const questions = { model, objective, dataset, batchSize: 3, signal: { stopped: false } };
  await answerDataset({ ...questions, ...(write !== undefined && { write }) }, (answered) => told.push(answered));
  return told;
}

describe('answerDataset', () => {
  it('lets a decoder write by itself, unless that is not wanted', async () => {
    const layers = [
      { type: 'embedding', outputDim: 4 },
      { type: 'gru', units: 5 },
      { type: 'decoder', units: 6, attention: 'none' },
    ];
    const model = buildModel(await translationModel(layers), 2);
    const before = tf.memory().numTensors;
    const written = (await answersOf(model)).flatMap(
      ({ answers }) => answers.written ?? assert.fail('nothing written'),
    );
    const quiet = await answersOf(model, false);
    assert.equal(tf.memory().numTensors, before, 'tensors left behind');
    assert.deepEqual(
      quiet.map(({ answers }) => answers.written),
      [null, null],
    );
    const input = tf.tensor2d(texts, [4, 2], 'int32');
    assert.deepEqual(written, writeSequences(model, { input, lengths: null }, { maxLength: maxWrittenLength }));
    assert.notDeepEqual(written, writeSequences(model, { input, lengths: null }, { maxLength: 24 }));
    tf.dispose(input);
    model.dispose();
  });
});
