import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Evaluation } from '../../../../src/contracts/evaluation.ts';
import type { EpochFigures } from '../../../../src/contracts/training.ts';
import { checkExpectations, type Achieved } from '../../../../src/core/metrics/checkExpectations.ts';
import { readAssertions } from '../../../../src/core/spec/assertions.ts';

const kept: EpochFigures = {
  train: { loss: 0.5, metrics: { mae: 2, rmse: NaN } },
  validation: { loss: 0.25, metrics: { mae: 3 } },
};

const evaluation: Evaluation = {
  validation: { rmse: 4, mase: 4 },
  test: { rmse: 2, mase: 0.5, accuracy: 0.9, f1: 0.8 },
  baselines: {
    naive: { rmse: 3, mase: 0.5 },
    drift: { rmse: 3, mase: 0.75 },
    seasonalNaive: { rmse: 3, mase: NaN },
    mean: { mae: 1 },
    majority: { accuracy: 0.8, f1: 0.4 },
  },
  forecasting: null,
  classes: null,
  warnings: [],
};

/** `found` of an expectation that is met, and with a `-` before it of one that is not. */
function check(text: string, expected: string, change: Partial<Achieved> = {}): void {
  const achieved: Achieved = { task: 'forecasting', kept, evaluation, ...change };
  const [outcome, ...others] = checkExpectations(readAssertions([text]), achieved);
  assert.ok(outcome !== undefined && others.length === 0, text);
  assert.equal(`${outcome.met ? '' : '- '}${outcome.found}`, expected, text);
  assert.equal(outcome.text, text);
}

test('figures are those of the epoch whose weights were kept', () => {
  check('loss < 0.5', '- 0.5');
  check('loss <= 0.5', '0.5');
  check('loss > 0.5', '- 0.5');
  check('loss >= 0.5', '0.5');
  check('validationLoss < 0.3', '0.25');
  check('mae < 2.5', '2');
  check('validationMae < 2.5', '- 3');
});

test('what was not measured is not met, whichever way it is compared', () => {
  check('rmse > 0', '- it was not measured');
  check('validationR2 <= 1', '- it was not measured');
  check('loss < 1', '- it was not measured', { kept: null });
  check('validationLoss < 1', '- it was not measured', { kept: { ...kept, validation: null } });
  check('beats: unigram', '- it was not measured');
  check('beats: naive', '- it was not measured', { evaluation: { ...evaluation, validation: null, test: null } });
});

test('a baseline is beaten in every metric by which it is compared, of the test split where there is one', () => {
  check('beats: drift', 'RMSE 2 against 3, MASE 0.5 against 0.75');
  check('beats: naive', '- MASE 0.5 against 0.5');
  check('beats: seasonalNaive', 'RMSE 2 against 3');
  check('beats: drift', '- RMSE 4 against 3, MASE 4 against 0.75', { evaluation: { ...evaluation, test: null } });
  check('beats: majority', 'Accuracy 0.9 against 0.8, F1 0.8 against 0.4', { task: 'classification' });
  check('beats: mean', '- nothing compares the model with the mean of the training rows');
});
