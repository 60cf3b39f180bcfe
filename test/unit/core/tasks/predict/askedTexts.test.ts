import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FittedData } from '../../../../../src/contracts/fitted.ts';
import { chooseInputColumn } from '../../../../../src/core/data/text/textColumns.ts';
import {
  createAskedTokenizer,
  emptyTextError,
  prepareAskedTexts,
} from '../../../../../src/core/tasks/predict/askedTexts.ts';
import { createAnswerReader } from '../../../../../src/core/tasks/predict/readOutput.ts';
import { fittedSizes } from '../../../../../src/core/tasks/predict/fittedSizes.ts';
import { fakeTextPlan, type TextPlanParts } from '../../../../fakes/textPlan.ts';

const fitted: FittedData = {
  input: { type: 'vocabulary', tokens: ['[PAD]', '[UNK]', 'the', 'dog', '.', ',', "n't"], maxSequenceLength: 3 },
  target: { type: 'labels', labels: ['NOUN', 'VERB'] },
};

test('typed texts are cut as the training data was, marks at the ends of unknown words off', async () => {
  const check = async (parts: TextPlanParts, areTokens: boolean, text: string, expected: string): Promise<void> => {
    const plan = await fakeTextPlan(parts);
    assert.equal(createAskedTokenizer({ plan, fitted, areTokens })(text).join('|'), expected);
  };
  const tags = { target: { type: 'tags', column: 'label' } };
  await check({}, false, 'The dog.', 'The|dog|.');
  await check(tags, false, 'the dog., "dog"', 'the|dog|.|,|"dog"');
  await check(tags, false, "dog n't .,", "dog|n't|.|,");
  await check({}, true, 'the dog.', 'the|dog|.');
  await check({ ...tags, input: { lowercase: true } }, false, 'The DOG.', 'the|dog|.');
});

test('texts are numbered by the vocabulary of the run and cut as in the training', async () => {
  const plan = await fakeTextPlan({ input: { padding: 'left' } });
  const asked = prepareAskedTexts(['the cat', 'dog dog dog dog'], {
    plan,
    fitted,
    areTokens: false,
    emptyError: () => emptyTextError(1, 1),
  });
  const { input, lengths } = asked.draw(Uint32Array.of(0, 1));
  assert.deepEqual([[...input.data], input.shape, lengths], [[0, 2, 1, 3, 3, 3], [2, 3], null]);
  assert.deepEqual(asked.tokensOf(0), [
    { token: 'the', known: true },
    { token: 'cat', known: false },
  ]);
  assert.equal(asked.tokensOf(1).length, 3);
  assert.deepEqual(fittedSizes(plan, fitted), { vocabulary: 7, time: 3, classes: 2 });
});

test('of a text to be tagged every token is read, unless the model needs a fixed length', async () => {
  const check = async (input: object, read: number): Promise<void> => {
    const plan = await fakeTextPlan({ input, target: { type: 'tags', column: 'label' } });
    const options = { plan, fitted, areTokens: true, emptyError: () => emptyTextError(1, 1) };
    const asked = prepareAskedTexts(['the dog the dog'], options);
    assert.deepEqual([asked.tokensOf(0).length, asked.draw(Uint32Array.of(0)).input.shape], [read, [1, read]]);
  };
  await check({}, 4);
  await check({ padding: 'left' }, 3);
});

test('an empty text is refused by its number', () => {
  assert.match(emptyTextError(1, 1).message, /^The text is empty/);
  assert.match(emptyTextError(2, 3).message, /^Text 2 is empty/);
});

test('the column that the model reads is found, whether the truth is there or not', () => {
  const category = { type: 'category', column: 'label' } as const;
  const check = (header: string, column: string | null, target: string | null, expected: number | RegExp): void => {
    const plan = { input: { type: 'text', column } as never, target: { ...category, column: target } };
    const choose = () => chooseInputColumn(header.split(','), plan, 'new.csv');
    if (typeof expected === 'number') assert.equal(choose(), expected);
    else assert.throws(choose, expected);
  };
  check('id,text', 'text', 'label', 1);
  check('words', 'text', 'label', 0);
  check('id,words', 'text', 'label', /new\.csv has no column "text"/);
  check('label,words', null, 'label', 1);
  check('words,label', null, null, 0);
  check('words', null, null, 0);
  check('id,words,label', null, 'label', /new\.csv has the columns "id", "words", "label"/);
});

test('probabilities become classes, the likeliest first, a single output the second class', () => {
  const read = createAnswerReader(fitted);
  const first = read({ values: Float32Array.of(0.25, 0.75, 1, 0), shape: [2, 2] }, 0);
  assert.deepEqual(first, {
    type: 'class',
    classes: [
      { label: 'VERB', probability: 0.75 },
      { label: 'NOUN', probability: 0.25 },
    ],
  });
  assert.deepEqual(read({ values: Float32Array.of(0.75), shape: [1, 1] }, 0), first);
  const scaler = { type: 'scaler', columns: ['y'], log1p: false, scale: [2], offset: [1] } as const;
  const number = createAnswerReader({ ...fitted, target: scaler })({ values: Float32Array.of(0, 7), shape: [2, 1] }, 1);
  assert.deepEqual(number, { type: 'number', value: 3 });
  const many = createAnswerReader({ ...fitted, target: { type: 'labels', labels: ['a', 'b', 'c', 'd', 'e', 'f'] } });
  const answer = many({ values: Float32Array.of(0, 0.1, 0.2, 0.3, 0.4, 0), shape: [1, 6] }, 0);
  assert.ok(answer.type === 'class');
  assert.deepEqual(answer.classes.map(({ label }) => label).join(''), 'edcba');
});
