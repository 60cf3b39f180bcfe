import assert from 'node:assert/strict';
import { test } from 'node:test';
import { UserError } from '../../../../../src/contracts/userError.ts';
import { fitClassWeights, fitLabels } from '../../../../../src/core/data/text/labels.ts';

test('labels are sorted, numbers by size', () => {
  assert.deepEqual(fitLabels(['spam', 'ham', 'spam', 'Ham']).labels, ['Ham', 'ham', 'spam']);
  assert.deepEqual(fitLabels(['10', '9', '-1', '10']).labels, ['-1', '9', '10']);
  assert.deepEqual(fitLabels(['10', '9', 'x']).labels, ['10', '9', 'x']);
});

const labels = fitLabels(['a', 'b', 'c']);

test('balanced weights are n / (classes * count)', () => {
  const weights = fitClassWeights({ type: 'balanced' }, labels, Uint32Array.of(6, 3, 1));
  assert.deepEqual(weights, Float32Array.of(10 / 18, 10 / 9, 10 / 3));
});

test('given weights are taken, others count 1', () => {
  const weights = fitClassWeights({ type: 'weights', weights: { b: 4 } }, labels, Uint32Array.of(1, 1, 1));
  assert.deepEqual(weights, Float32Array.of(1, 4, 1));
  assert.equal(fitClassWeights(null, labels, Uint32Array.of(1, 1, 1)), null);
});

test('a weight of a label that is not there is refused', () => {
  assert.throws(
    () => fitClassWeights({ type: 'weights', weights: { spma: 4 } }, fitLabels(['ham', 'spam']), Uint32Array.of(1, 1)),
    new UserError(
      'data.classWeight has a weight for "spma", but the training rows have no such label. Did you mean "spam"? They have: "ham", "spam".',
    ),
  );
});
