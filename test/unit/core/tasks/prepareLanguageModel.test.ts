import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../../src/contracts/userError.ts';
import type { Dataset } from '../../../../src/core/data/dataset.ts';
import { prepareLanguageModel } from '../../../../src/core/tasks/prepareLanguageModel.ts';
import { fakeTextPlan, fakeTextRows } from '../../../fakes/textPlan.ts';
import type { TextPlanParts } from '../../../fakes/textPlan.ts';

async function prepare(lines: readonly string[], isRunning: boolean, parts: TextPlanParts = {}) {
  const input = { tokenizer: 'character', ...parts.input };
  const plan = await fakeTextPlan({ target: { type: 'next' }, ...parts, input });
  return prepareLanguageModel(fakeTextRows(lines, null, { isRunning }), plan);
}

/** Inputs and targets of all windows, as text; padding is a dot. */
async function windowsOf(dataset: Dataset | null, tokens: readonly string[]): Promise<readonly string[]> {
  if (dataset === null) return [];
  const all = await dataset.batch(Uint32Array.from({ length: dataset.count }, (_, index) => index));
  const [rows = 0, time = 0] = all.input.shape;
  const spell = (data: ArrayLike<number>, row: number): string =>
    Array.from({ length: time }, (_, step) => {
      const weight = all.weights?.[row * time + step] ?? 1;
      return weight === 0 ? '.' : (tokens[data[row * time + step] ?? 0] ?? '?').replace('[UNK]', '*');
    }).join('');
  return Array.from({ length: rows }, (_, row) => `${spell(all.input.data, row)}>${spell(all.target.data, row)}`);
}

async function check(
  task: Awaited<ReturnType<typeof prepare>>,
  expected: readonly (readonly string[])[],
): Promise<void> {
  const { fitted, train, validation, test: judged } = task;
  assert.ok(fitted.input.type === 'vocabulary');
  const { tokens } = fitted.input;
  const found = [train, validation, judged].map((dataset) => windowsOf(dataset, tokens));
  assert.deepEqual(await Promise.all(found), expected);
}

test('a running text is cut by position, and no window crosses a split', async () => {
  // With its line breaks 20 characters: 12, 4 and 4.
  const task = await prepare(['abcdefgh', 'abc', 'xabcde'], true, { input: { maxSequenceLength: 5 } });
  await check(task, [['abcde>bcdef', 'fgh\na>gh\nab', 'b....>c....'], ['\n*a>*ab'], ['cde>de\n']]);
  assert.equal(task.sizes.time, null);
  assert.deepEqual(task.fitted.target, { type: 'next' });
  assert.deepEqual(task.train.lengths, Uint8Array.of(5, 5, 1));
});

test('a gap belongs to no split', async () => {
  const split = { type: 'time', probabilities: [0.5, 0, 0.5], gap: 2 };
  await check(await prepare(['abcdabcda'], true, { split }), [['abc>bcd'], [], ['cda>da*']]);
});

test('parts of a running text may be split by chance', async () => {
  const line = 'abcdefghijklmnopqrstuvwxyz'.repeat(4);
  const task = await prepare([line], true, { input: { maxSequenceLength: 4 }, split: { type: 'random' } });
  assert.deepEqual([task.train.count, task.validation?.count, task.test?.count], [15, 3, 3]);
  const { tokens } = task.fitted.input as { readonly tokens: readonly string[] };
  const windows = await windowsOf(task.train, tokens);
  for (const window of windows.filter((text) => !text.includes('.'))) {
    const [input = '', target = ''] = window.split('>');
    assert.ok(`${line}\n`.includes(input + target.slice(-1)), window);
  }
});

test('rows of a table are texts of their own, cut into windows as long as the longest', async () => {
  const rows = ['abcd', 'ab', 'c', 'dab', 'bd'];
  await check(await prepare(rows, false), [['abc>bcd', 'a..>b..'], ['da>ab'], ['b>d']]);
  const short = await prepare(rows, false, { input: { maxSequenceLength: 2 } });
  await check(short, [['ab>bc', 'c.>d.', 'a.>b.'], ['da>ab'], ['b>d']]);
});

test('the unknown comes in, what comes next stays true', async () => {
  const task = await prepare(['abcabcabc'], true, { data: { augmentation: [{ type: 'tokenDropout', rate: 1 }] } });
  await check(task, [['*****>bcabc'], ['a>b'], ['c>*']]);
});

test('too short a text is named', async () => {
  const fails = async (message: string, lines: readonly string[], parts: TextPlanParts = {}): Promise<void> => {
    await assert.rejects(prepare(lines, true, parts), new UserError(message));
  };
  await fails(
    'data.csv: the validation split has no text with two tokens, so there is no next token to tell. Give it a larger share, or more data.',
    ['abcd'],
  );
  await fails('data.csv is one running text and has no columns. Use a split of type time or random.', ['abcd'], {
    split: { type: 'hash', column: 'x' },
  });
});
