import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../../src/contracts/userError.ts';
import { prepareTranslation } from '../../../../src/core/tasks/prepareTranslation.ts';
import { fakeTextPlan, fakeTextRows } from '../../../fakes/textPlan.ts';
import type { TextPlanParts } from '../../../fakes/textPlan.ts';

const english = ['Hello', 'Open file', 'Hello file', 'Close', 'Open'];
const chinese = ['你好', '打开文件', '你好文件', '关闭', '打开'];
const target = { type: 'text', column: 'label', tokenizer: 'character' };

async function prepare(parts: TextPlanParts = {}, targets = chinese) {
  return prepareTranslation(fakeTextRows(english, targets), await fakeTextPlan({ target, ...parts }));
}

test('a decoder is shown the target behind a start, and must say it with an end', async () => {
  const { train, test: judged, fitted, sizes } = await prepare();
  assert.ok(fitted.target.type === 'vocabulary');
  assert.deepEqual(fitted.target.tokens.slice(0, 6), ['[PAD]', '[UNK]', '[START]', '[END]', '你', '好']);
  assert.equal(fitted.target.maxSequenceLength, 4);
  assert.deepEqual(sizes, { vocabulary: 5, targetVocabulary: 10, time: null, targetTime: null });
  const batch = await train.batch(Uint32Array.of(1, 0));
  // 文 and 件 stand twice, 打 and 开 once.
  assert.deepEqual(batch, {
    size: 2,
    input: { data: Int32Array.of(4, 3, 2, 0), shape: [2, 2] },
    lengths: Int32Array.of(2, 1),
    decoderInput: { data: Int32Array.of(2, 8, 9, 6, 7, 2, 4, 5, 0, 0), shape: [2, 5] },
    target: { data: Int32Array.of(8, 9, 6, 7, 3, 4, 5, 3, 0, 0), shape: [2, 5] },
    weights: Float32Array.of(1, 1, 1, 1, 1, 1, 1, 1, 0, 0),
  });
  assert.deepEqual((await judged?.batch(Uint32Array.of(0)))?.target.data, Int32Array.of(8, 9, 3));
});

test('what is longer than a target may be is cut, and ends all the same', async () => {
  const { train } = await prepare({ target: { ...target, maxSequenceLength: 2 } });
  assert.deepEqual((await train.batch(Uint32Array.of(1))).target.data, Int32Array.of(8, 9, 3));
});

test('what is judged is held against the whole truth, and written no longer than what was learned', async () => {
  const long = chinese.with(4, '你好打开文件');
  const { train, validation, test: judged, cut } = await prepare({}, long);
  assert.deepEqual(cut, { inputs: 0, targets: 1 });
  const [seen, batch] = [await train.batch(Uint32Array.of(0)), await judged?.batch(Uint32Array.of(0))];
  assert.deepEqual([seen.references, seen.maxWrittenLength], [undefined, undefined]);
  // The training's longest has four characters: the loss goes no further.
  assert.deepEqual(batch?.target.data, Int32Array.of(4, 5, 8, 9, 3));
  assert.deepEqual(batch.references, [Int32Array.of(4, 5, 8, 9, 6, 7)]);
  assert.equal(batch.references[0]?.buffer.byteLength, 4 * 6);
  // 关 and 闭 are unknown, and shorter texts are written at the same length at most.
  assert.deepEqual((await validation?.batch(Uint32Array.of(0)))?.references, [Int32Array.of(1, 1)]);
  assert.deepEqual([batch.maxWrittenLength, (await validation?.batch(Uint32Array.of(0)))?.maxWrittenLength], [4, 4]);
});

test('an empty translation is named', async () => {
  await assert.rejects(
    prepare({}, chinese.with(1, '')),
    new UserError(
      'data.csv, data row 2 (line 3), column "label": The cell is empty. Mend the file, or set missingValueStrategy to drop_row.',
    ),
  );
});
