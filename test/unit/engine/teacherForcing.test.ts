import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRandom } from '../../../src/core/random.ts';
import { toTensors } from '../../../src/engine/batchTensors.ts';
import { buildModel, type Model } from '../../../src/engine/buildModel.ts';
import { writeSequences } from '../../../src/engine/decode/writeSequences.ts';
import { createTeacher } from '../../../src/engine/teacherForcing.ts';
import { tf, tidyNumbers } from '../../../src/engine/tensorflow.ts';
import { batchOf, drawBatch, translationModel } from './decode/reversing.ts';
import { withoutLeak } from './tensors.ts';

/** A model whose head always finds token 6 likeliest. */
async function stubbornModel(teacherForcing: object): Promise<Model> {
  const layers = [
    { type: 'embedding', outputDim: 3, maskZero: true },
    { type: 'lstm', units: 4 },
    { type: 'decoder', units: 4, attention: 'none', teacherForcing },
  ];
  const model = buildModel(await translationModel(layers), 1);
  const bias = model.weights.find(({ name }) => name === 'head/bias');
  assert.ok(bias !== undefined);
  const values = new Float32Array(model.parameters.size);
  values[bias.offset + 6] = 5;
  model.replaceParameters(tf.tensor1d(values));
  return model;
}

/** Share of the tokens behind the start that are the model's own, over many batches. */
async function ownShare(teacherForcing: object, epoch: number): Promise<number> {
  const model = await stubbornModel(teacherForcing);
  const teacher = createTeacher(model, 9);
  let [own, all] = [0, 0];
  withoutLeak(() => {
    for (let step = 0; step < 20; step++) {
      // No text has the letter 6, so that its tokens are the model's.
      const letters = Array.from({ length: 40 }, () => [4, 5, 7, 8]);
      const shown = teacher(batchOf(letters), epoch, step).decoderInput;
      assert.ok(shown !== null);
      shown.data.forEach((token, place) => {
        if (place % 5 === 0) return;
        own += Number(token === 6);
        all++;
      });
    }
  });
  model.dispose();
  return own / all;
}

describe('createTeacher', () => {
  it('shows the truth where that is asked for', async () => {
    const model = await stubbornModel({ ratio: 1, decay: 1 });
    const batch = drawBatch(createRandom(1), 4);
    assert.equal(createTeacher(model, 1)(batch, 5, 7), batch);
    model.dispose();
  });

  it('shows as many of its own tokens to the model as ratio and decay say', async () => {
    const cases = [
      [{ ratio: 0.7, decay: 1 }, 1, 0.3],
      [{ ratio: 0.7, decay: 1 }, 9, 0.3],
      [{ ratio: 1, decay: 0.5 }, 1, 0],
      [{ ratio: 1, decay: 0.5 }, 2, 0.5],
      [{ ratio: 0.8, decay: 0.5 }, 3, 0.8],
      [{ ratio: 0, decay: 1 }, 1, 1],
    ] as const;
    for (const [teacherForcing, epoch, expected] of cases) {
      const share = await ownShare(teacherForcing, epoch);
      const what = `${JSON.stringify(teacherForcing)} in epoch ${String(epoch)}: ${String(share)}`;
      assert.ok(Math.abs(share - expected) < 0.03, what);
    }
  });

  it('shows a model that is left to itself what it writes by itself', async () => {
    const embedding = { type: 'embedding', outputDim: 8, maskZero: true };
    const encoder = { type: 'lstm', units: 16, returnSequences: true };
    const decoder = { type: 'decoder', units: 12, attention: 'dot', teacherForcing: { ratio: 0 } };
    for (const above of [[], [{ type: 'gru', units: 6, returnSequences: true }]]) {
      const model = buildModel(await translationModel([embedding, encoder, decoder, ...above]), 7);
      // Far from the first weights, which find all tokens about alike.
      model.replaceParameters(tf.tidy(() => tf.mul(model.parameters, 4)));
      const batch = drawBatch(createRandom(5), 20);
      const time = batch.target.shape[1] ?? 0;
      let [steps, differing] = [0, 0];
      withoutLeak(() => {
        const shown = createTeacher(model, 1)(batch, 1, 0).decoderInput?.data ?? assert.fail('nothing shown');
        const written = tidyNumbers(() => {
          const { inputs, lengths } = toTensors(batch);
          return writeSequences(model, { input: inputs.input, lengths }, { maxLength: time, beamWidth: 1 });
        });
        for (const [row, tokens] of written.entries()) {
          const truth = batch.decoderInput?.data.subarray(row * time + 1, (row + 1) * time) ?? assert.fail('no truth');
          const own = shown.subarray(row * time + 1, (row + 1) * time).filter((_, step) => truth[step] !== 0);
          const both = Math.min(own.length, tokens.length);
          assert.deepEqual(own.subarray(0, both), tokens.subarray(0, both));
          steps += both;
          differing += Number(own.some((token, step) => token !== truth[step]));
        }
      });
      // Nothing of this would be seen where texts ended at once, or where the model was right.
      assert.ok(steps > 20 && differing > 10, `${steps} steps, ${differing} texts`);
      model.dispose();
    }
  });

  it('leaves the start, the padding and the truth to be learned as they are, alike for the same seed', async () => {
    const model = await stubbornModel({ ratio: 0.5, decay: 1 });
    const batch = drawBatch(createRandom(1), 30);
    const shown = createTeacher(model, 1)(batch, 1, 3);
    const [before, after] = [batch.decoderInput, shown.decoderInput];
    assert.ok(before !== null && after !== null);
    const time = before.shape[1] ?? 0;
    before.data.forEach((token, place) => {
      const kept = token === 0 || place % time === 0;
      assert.ok(after.data[place] === token || (!kept && after.data[place] === 6));
    });
    assert.notDeepEqual(after.data, before.data);
    assert.deepEqual({ ...shown, decoderInput: before }, batch);
    assert.deepEqual(createTeacher(model, 1)(batch, 1, 3), shown);
    assert.notDeepEqual(createTeacher(model, 1)(batch, 1, 4), shown);
    assert.notDeepEqual(createTeacher(model, 2)(batch, 1, 3), shown);
    model.dispose();
  });
});
