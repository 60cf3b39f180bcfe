import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../../src/contracts/userError.ts';
import { prepareTextRegression } from '../../../../src/core/tasks/prepareTextRegression.ts';
import { fakeTextPlan, fakeTextRows } from '../../../fakes/textPlan.ts';

const texts = ['good', 'bad', 'very good', 'so bad', 'good'];
const stars = ['5', '1', '3', '100', '-100'];

async function prepare(targets: readonly string[], normalization: object = { type: 'zscore' }) {
  const plan = await fakeTextPlan({ target: { type: 'number', column: 'label', normalization } });
  return prepareTextRegression(fakeTextRows(texts, targets), plan);
}

test('numbers are scaled by the training rows alone', async () => {
  const { train, validation, fitted, sizes } = await prepare(stars);
  const deviation = Math.sqrt(8 / 3);
  assert.ok(fitted.target.type === 'scaler');
  assert.deepEqual([fitted.target.columns, fitted.target.scale[0]], [['label'], 1 / deviation]);
  assert.deepEqual(sizes, { vocabulary: 5, time: null });
  const { target } = await train.batch(Uint32Array.of(1, 0));
  assert.deepEqual(target, { data: Float32Array.of(-2 / deviation, 2 / deviation), shape: [2, 1] });
  assert.deepEqual((await validation?.batch(Uint32Array.of(0)))?.target.data, Float32Array.of(97 / deviation));
});

test('what is no number is named', async () => {
  const place = 'data.csv, data row 2 (line 3), column "label":';
  const fails = (targets: readonly string[], message: RegExp) =>
    assert.rejects(prepare(targets, { type: 'log1p' }), (error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, message);
      assert.ok(error.message.startsWith(place), error.message);
      return true;
    });
  await fails(stars.with(1, 'many'), /"many"/);
  await fails(stars.with(1, 'NA'), /The number is missing/);
  await fails(stars.with(1, '-2').with(4, '1'), /no log1p/);
});
