import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../../src/contracts/userError.ts';
import { prepareTagging } from '../../../../src/core/tasks/prepareTagging.ts';
import { fakeTextPlan, fakeTextRows } from '../../../fakes/textPlan.ts';
import type { TextPlanParts } from '../../../fakes/textPlan.ts';

const sentences = ["The dog's tail wags", 'Stop', 'The dog stops', 'The dog', 'Stop dog'];
const tags = ['DET NOUN NOUN VERB', 'VERB', 'DET NOUN VERB', 'DET NOUN', 'VERB NOUN'];

async function prepare(parts: TextPlanParts = {}, inputs = sentences, targets = tags, areTokens = true) {
  const plan = await fakeTextPlan({ target: { type: 'tags', column: 'label' }, ...parts });
  return prepareTagging(fakeTextRows(inputs, targets, { areTokens }), plan);
}

async function fails(message: string, parts: TextPlanParts, inputs = sentences, targets = tags): Promise<void> {
  await assert.rejects(prepare(parts, inputs, targets), new UserError(message));
}

test('every token has a tag, padding has none', async () => {
  const { train, fitted, sizes } = await prepare();
  assert.deepEqual(fitted.target, { type: 'labels', labels: ['DET', 'NOUN', 'VERB'] });
  assert.deepEqual(sizes, { tags: 3, vocabulary: 9, time: null });
  const batch = await train.batch(Uint32Array.of(2, 1));
  assert.deepEqual(batch, {
    size: 2,
    input: { data: Int32Array.of(2, 7, 8, 6, 0, 0), shape: [2, 3] },
    lengths: Int32Array.of(3, 1),
    decoderInput: null,
    target: { data: Int32Array.of(0, 1, 2, 2, 0, 0), shape: [2, 3] },
    weights: Float32Array.of(1, 1, 1, 1, 0, 0),
  });
});

test('filters and pools cannot tell padding from text: then every batch is as long', async () => {
  const embedding = { type: 'embedding', outputDim: 2 };
  const conv = { type: 'conv1d', filters: 3, kernelSize: 3, padding: 'same' };
  const { train, sizes } = await prepare({ layers: [embedding, conv] });
  assert.equal(sizes.time, 4);
  assert.deepEqual((await train.batch(Uint32Array.of(1))).input.shape, [1, 4]);
});

test('figures of entities are watched only where tags mark entities', async () => {
  const training = { earlyStopping: { monitor: 'validationEntityF1' } };
  await fails(
    '"earlyStopping" watches "validationEntityF1", but the tags mark no entities: those begin with B- and I-, and here are "DET", "NOUN", "VERB". Watch validationTokenAccuracy or validationLoss.',
    { training },
  );
  await prepare({ training }, sentences, ['O B-X I-X O', 'O', 'O B-X O', 'O B-X', 'O O']);
});

test('long sentences are cut together with their tags', async () => {
  const { train } = await prepare({ input: { maxSequenceLength: 2 } });
  const { input, target, lengths } = await train.batch(Uint32Array.of(0, 1));
  assert.deepEqual([input.shape, target.data, lengths], [[2, 2], Int32Array.of(0, 1, 2, 0), Int32Array.of(2, 1)]);
});

test('what is judged is read whole, where the model does not need a fixed length', async () => {
  const check = async (parts: TextPlanParts, read: number, cut: number): Promise<void> => {
    const long = [sentences.with(4, 'Stop dog stops dog'), tags.with(4, 'VERB NOUN VERB NOUN')] as const;
    const prepared = await prepare({ input: { maxSequenceLength: 2, ...parts.input } }, ...long);
    const batch = await prepared.test?.batch(Uint32Array.of(0));
    assert.equal(batch?.target.data.length, read);
    assert.deepEqual(batch.references, [Int32Array.of(2, 1, 2, 1)]);
    assert.deepEqual(prepared.cut, { inputs: cut, targets: 0 });
  };
  // Two sentences of the training split are cut.
  await check({}, 4, 2);
  await check({ input: { padding: 'left' } }, 2, 3);
});

test('padding on the left moves the tags, too', async () => {
  const { train } = await prepare({ input: { padding: 'left' } });
  const { target, weights, lengths } = await train.batch(Uint32Array.of(1));
  assert.deepEqual([target.data, weights, lengths], [Int32Array.of(0, 0, 0, 2), Float32Array.of(0, 0, 0, 1), null]);
});

test('rare tags may weigh more, while training', async () => {
  const { train, validation } = await prepare({ data: { classWeight: { type: 'balanced' } } });
  // DET 2, NOUN 3, VERB 3 of 8 tokens.
  const { weights } = await train.batch(Uint32Array.of(1, 2));
  const [det, other] = [8 / (3 * 2), 8 / (3 * 3)];
  assert.deepEqual(weights, Float32Array.of(other, 0, 0, det, other, other));
  assert.deepEqual((await validation?.batch(Uint32Array.of(0)))?.weights, Float32Array.of(1, 1));
});

test('characters of a table may have tags', async () => {
  const parts = { input: { tokenizer: 'character' } };
  const { fitted } = await prepare(
    parts,
    ['我爱 北京', '去', '好', '好', '好'],
    ['O O B I', 'O', 'O', 'O', 'O'],
    false,
  );
  assert.deepEqual(fitted.input.type === 'vocabulary' && fitted.input.tokens.slice(2), [
    '我',
    '爱',
    '北',
    '京',
    '去',
    '好',
  ]);
});

test('a sentence with other than one tag a token is named', async () => {
  await fails(
    'data.csv, data row 3 (line 4), column "label": There are 3 tokens, but 2 tags. Write one tag for each token.',
    {},
    sentences,
    tags.with(2, 'DET NOUN'),
  );
});

test('a tag that training does not have, and a single tag, are named', async () => {
  await fails(
    'data.csv, data row 4 (line 5), column "label": The validation split has the label "ADJ", which the training rows do not have (they have "DET", "NOUN", "VERB"). Use a split of type stratify, add training rows with it, or mend the label.',
    {},
    sentences,
    tags.with(3, 'ADJ NOUN'),
  );
  await fails(
    'data.csv, column "label": all training rows have the label "X". Choose a column with at least two labels, or a split of type stratify.',
    {},
    sentences,
    tags.map((row) => row.replaceAll(/\w+/g, 'X')),
  );
});
