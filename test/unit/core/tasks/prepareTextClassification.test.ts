import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../../src/contracts/userError.ts';
import type { Dataset } from '../../../../src/core/data/dataset.ts';
import { prepareTextClassification } from '../../../../src/core/tasks/prepareTextClassification.ts';
import { fakeTextPlan, fakeTextRows } from '../../../fakes/textPlan.ts';
import type { TextPlanParts } from '../../../fakes/textPlan.ts';

const mails = [
  'buy now',
  'hello dear friend',
  'buy buy',
  'hello you',
  'dear you',
  'buy this',
  'hello',
  'now',
  'you',
  'x',
];
const labels = ['spam', 'ham', 'spam', 'ham', 'ham', 'spam', 'ham', 'spam', 'ham', 'spam'];

async function prepare(parts: TextPlanParts = {}, inputs = mails, targets = labels) {
  return prepareTextClassification(fakeTextRows(inputs, targets), await fakeTextPlan(parts));
}

async function draw(dataset: Dataset | null, ...examples: readonly number[]) {
  assert.ok(dataset !== null);
  return dataset.batch(Uint32Array.from(examples));
}

async function fails(message: string, parts: TextPlanParts, inputs = mails, targets = labels): Promise<void> {
  await assert.rejects(prepare(parts, inputs, targets), new UserError(message));
}

test('texts become tokens of the training vocabulary, labels become classes', async () => {
  const { train, validation, test: judged, fitted, sizes, rows } = await prepare();
  assert.deepEqual(fitted.input, {
    type: 'vocabulary',
    tokens: ['[PAD]', '[UNK]', 'buy', 'hello', 'dear', 'you', 'now', 'friend', 'this'],
    maxSequenceLength: 3,
  });
  assert.deepEqual(fitted.target, { type: 'labels', labels: ['ham', 'spam'] });
  assert.deepEqual(sizes, { classes: 2, vocabulary: 9, time: null });
  assert.deepEqual([rows, train.count, validation?.count, judged?.count], [10, 6, 2, 2]);
  assert.deepEqual(train.lengths, Uint8Array.of(2, 3, 2, 2, 2, 2));
  assert.deepEqual(await draw(train, 1, 0), {
    size: 2,
    input: { data: Int32Array.of(3, 4, 7, 2, 6, 0), shape: [2, 3] },
    lengths: Int32Array.of(3, 2),
    decoderInput: null,
    target: { data: Int32Array.of(0, 1), shape: [2] },
    weights: null,
  });
  assert.deepEqual((await draw(judged, 0, 1)).input, { data: Int32Array.of(5, 1), shape: [2, 1] });
});

test('weights are those of the classes, while training', async () => {
  const { train, validation } = await prepare({ data: { classWeight: { type: 'weights', weights: { spam: 3 } } } });
  assert.deepEqual((await draw(train, 0, 1)).weights, Float32Array.of(3, 1));
  assert.equal((await draw(validation, 0)).weights, null);
});

test('padding on the left, and layers that need a fixed time, pad to the longest sequence', async () => {
  const left = await prepare({ input: { padding: 'left' } });
  assert.equal(left.sizes.time, 3);
  assert.equal(left.train.lengths, null);
  const batch = await draw(left.train, 0);
  assert.deepEqual([batch.input, batch.lengths], [{ data: Int32Array.of(0, 2, 6), shape: [1, 3] }, null]);
  const flat = await prepare({
    input: { maxSequenceLength: 4 },
    layers: [{ type: 'embedding', outputDim: 2 }, { type: 'flatten' }],
  });
  assert.equal(flat.sizes.time, 4);
  assert.deepEqual((await draw(flat.train, 0)).input.shape, [1, 4]);
});

test('what was fitted before is used again', async () => {
  const { fitted } = await prepare();
  const again = prepareTextClassification(
    fakeTextRows(['new friend', 'buy', 'x', 'y', 'z'], ['spam', 'ham', 'ham', 'ham', 'ham']),
    await fakeTextPlan(),
    { earlier: fitted },
  );
  assert.equal(again.fitted.input, fitted.input);
  const batch = await draw(again.train, 0);
  assert.deepEqual([batch.input.data, batch.target.data], [Int32Array.of(1, 7), Int32Array.of(1)]);
});

test('token dropout changes training texts alone', async () => {
  const { train, validation } = await prepare({ data: { augmentation: [{ type: 'tokenDropout', rate: 1 }] } });
  assert.deepEqual((await draw(train, 1)).input.data, Int32Array.of(1, 1, 1));
  assert.deepEqual((await draw(validation, 0)).input.data, Int32Array.of(3));
});

test('rows that lack something are left out, or named', async () => {
  const inputs = mails.with(3, '  ');
  const remedy = 'Mend the file, or set missingValueStrategy to drop_row.';
  await fails(`data.csv, data row 4 (line 5), column "text": The text is empty. ${remedy}`, {}, inputs);
  await fails(
    `data.csv, data row 3 (line 4), column "label": The cell is empty. ${remedy}`,
    {},
    mails,
    labels.with(2, ''),
  );
  const { rows, train } = await prepare({ data: { missingValueStrategy: 'drop_row' } }, inputs);
  assert.deepEqual([rows, train.count], [9, 5]);
  await fails(
    'data.csv: no row has both a text and a target. Choose other columns or other data.',
    { data: { missingValueStrategy: 'drop_row' } },
    mails,
    labels.map(() => ''),
  );
});

test('a label that training does not have is named with its row', async () => {
  await fails(
    'data.csv, data row 9 (line 10), column "label": The test split has the label "odd", which the training rows do not have (they have "ham", "spam"). Use a split of type stratify, add training rows with it, or mend the label.',
    {},
    mails,
    labels.with(8, 'odd'),
  );
});

test('one label cannot be told from others', async () => {
  await fails(
    'data.csv, column "label": all training rows have the label "ham". Choose a column with at least two labels, or a split of type stratify.',
    {},
    mails,
    labels.map((_, row) => (row < 6 ? 'ham' : 'spam')),
  );
});

test('an empty split is named', async () => {
  await fails(
    'data.csv: the test split gets none of the 2 examples. Give it a larger share in data.split.probabilities (0 leaves it out), or more data.',
    { split: { type: 'random' } },
    ['a', 'b'],
    ['x', 'y'],
  );
});

test('sizes that a spec writes must fit the data', async () => {
  const lstm = { type: 'lstm', units: 2 };
  await fails(
    'The last layer "dense" has 5 units, but the training rows have 2 different answers. Set its units to 2, or leave the layer out: it follows from the target.',
    { layers: [{ type: 'embedding', outputDim: 2 }, lstm, { type: 'dense', units: 5, activation: 'softmax' }] },
  );
  await fails(
    'The embedding "embedding" has room for 6 tokens, but the vocabulary has 9. Leave inputDim out: it follows from the data; or set data.input.maxTokens to 6.',
    { layers: [{ type: 'embedding', inputDim: 6, outputDim: 2 }, lstm] },
  );
  await fails(
    'binaryCrossentropy tells two classes apart, but the training rows have 3. Leave training.loss out, or set it to categoricalCrossentropy.',
    { training: { loss: 'binaryCrossentropy' } },
    mails,
    labels.with(0, 'third'),
  );
  await fails(
    'The last layer "dense" has a single unit, which tells two classes apart, but the training rows have 3. Set its units to 3 and its activation to softmax, or leave the layer out: it follows from the target.',
    { layers: [{ type: 'embedding', outputDim: 2 }, lstm, { type: 'dense', units: 1, activation: 'sigmoid' }] },
    mails,
    labels.with(0, 'third'),
  );
  const { sizes } = await prepare({
    input: { maxTokens: 6 },
    layers: [{ type: 'embedding', inputDim: 6, outputDim: 2, maskZero: true }, lstm],
    training: { loss: 'binaryCrossentropy' },
  });
  assert.deepEqual(sizes, { classes: 2, vocabulary: 6, time: null });
  const { sizes: unmasked } = await prepare({ layers: [{ type: 'embedding', outputDim: 2 }, lstm] });
  assert.equal(unmasked.time, 3, 'padding that the model reads must not depend on the batch');
});

test('blanks around what decides about a split make no difference', async () => {
  const splitOf = async (split: object, change: (cell: string) => string) => {
    const plan = await fakeTextPlan({ split });
    const cells = ['a', 'b', 'c', 'a', 'b', 'c', 'd', 'e', 'f', 'g'].map(change);
    const more = 'column' in split ? { split: { name: 'who', cells } } : {};
    const { train } = prepareTextClassification(fakeTextRows(mails, labels.map(change), more), plan);
    return draw(train, 0, 1, 2);
  };
  for (const split of [{ type: 'stratify' }, { type: 'hash', column: 'who' }]) {
    const padded = await splitOf(split, (cell) => (cell < 'c' || cell === 'ham' ? ` ${cell}` : `${cell}\t `));
    assert.deepEqual(padded, await splitOf(split, (cell) => cell));
  }
  // The same class with and without blanks is one class.
  let count = 0;
  const mixed = await splitOf({ type: 'stratify' }, (cell) => (count++ % 3 === 0 ? ` ${cell}` : cell));
  assert.deepEqual(mixed, await splitOf({ type: 'stratify' }, (cell) => cell));
});
