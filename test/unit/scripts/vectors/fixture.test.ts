import assert from 'node:assert/strict';
import { it } from 'node:test';
import { UserError } from '../../../../src/contracts/userError.ts';
import { parseFixture } from '../../../../scripts/vectors/fixture.ts';

const array = { shape: [1, 2], data: [0.5, 1] };
const kerasCase = { name: 'Dense', config: {}, inputs: [array], weights: [], outputs: [array] };
const training = { name: 'train', x: [[1]], y: [[1]], w0: [], loss_before_each_step: [1], w20: [] };

it('a file holds cases, training runs or both', () => {
  assert.equal(parseFixture(JSON.stringify({ seed: 1, cases: [kerasCase] })).cases.length, 1);
  assert.equal(parseFixture(JSON.stringify({ cases: [kerasCase], training: [training] })).training.length, 1);
});

it('a file that is no JSON is refused: an empty one, and one with numbers that JSON does not have', () => {
  for (const text of ['', '{ "cases": [NaN] }']) {
    assert.throws(() => parseFixture(text), { name: 'UserError', message: /A file of reference values is an object/ });
  }
});

const refused: readonly (readonly [content: unknown, message: RegExp])[] = [
  [[], /^A file of reference values is an object with a list "cases"/],
  [null, /^A file of reference values is an object/],
  [{}, /at least one of them is not empty/],
  [{ cases: [], training: [] }, /at least one of them is not empty/],
  [{ Cases: [kerasCase] }, /^The file: the key "Cases" is not known/],
  [{ cases: kerasCase }, /^"cases" is no list/],
  [{ cases: [1] }, /^cases\[0\] is no object/],
  [{ cases: [{ ...kerasCase, outputs: undefined }] }, /^cases\[0\] has no "outputs"/],
  [{ cases: [kerasCase, { ...kerasCase, outputs: [] }] }, /^cases\[1\]: "outputs" is no list of arrays/],
  [{ cases: [{ ...kerasCase, outputs: [{ ...array, data: [1] }] }] }, /as many numbers as the shape says/],
  [{ cases: [{ ...kerasCase, outputs: [{ shape: [0], data: [] }] }] }, /^cases\[0\]: "outputs" needs arrays/],
  [{ cases: [{ ...kerasCase, answers: [] }] }, /^cases\[0\]: the key "answers" is not known/],
  [{ training: [{ ...training, w20: undefined }] }, /^training\[0\] has no "w20"/],
];

for (const [content, message] of refused) {
  it(`a file that holds something else is refused: ${JSON.stringify(content).slice(0, 60)}`, () => {
    assert.throws(
      () => parseFixture(JSON.stringify(content)),
      (error) => error instanceof UserError && message.test(error.message),
    );
  });
}
