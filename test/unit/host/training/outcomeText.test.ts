import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunManifest } from '../../../../src/contracts/run.ts';
import { describeOutcome } from '../../../../src/host/training/outcomeText.ts';
import { sampleManifest } from '../../../fakes/runManifest.ts';
import { sampleEvaluation } from '../../../fakes/trainingSamples.ts';

function check(title: string, change: Partial<RunManifest>, severity: string, text: string): void {
  test(title, () => {
    assert.deepEqual(describeOutcome(sampleManifest(change)), { severity, text });
  });
}

const evaluation = {
  ...sampleEvaluation,
  warnings: [],
  baselines: { naive: { mae: 3 }, seasonalNaive: { mae: 2.5 }, drift: { mae: Infinity } },
};

check(
  'a completed run tells its error beside the best baseline',
  { evaluation },
  'information',
  'Daily close is trained. Mean absolute error on the test split: 1.5 (repeating the last season: 2.5).',
);
check(
  'without a test split, the validation split speaks',
  { evaluation: { ...evaluation, test: null } },
  'information',
  'Daily close is trained. Mean absolute error on the validation split: 1 (repeating the last season: 2.5).',
);
check(
  'what is better the higher it is stands beside the highest baseline',
  { evaluation: { ...evaluation, test: { accuracy: 0.97 }, baselines: { majority: { accuracy: 0.7 } } } },
  'information',
  'Daily close is trained. Accuracy on the test split: 0.97 (always the most frequent class: 0.7).',
);
check(
  'a figure that no baseline has stands alone',
  { evaluation: { ...evaluation, test: { perplexity: 3.5 }, baselines: {} } },
  'information',
  'Daily close is trained. Perplexity on the test split: 3.5.',
);
check(
  'a model that beats nothing is a warning',
  { evaluation: { ...evaluation, warnings: ['It only repeats the last value.'] }, reason: 'Nothing improved.' },
  'warning',
  'Daily close is trained. Nothing improved. Mean absolute error on the test split: 1.5 (repeating the last season: 2.5). It only repeats the last value.',
);
check(
  'of several warnings the first one is told',
  { evaluation: { ...evaluation, warnings: ['One.', 'Two.', 'Three.'] } },
  'warning',
  'Daily close is trained. Mean absolute error on the test split: 1.5 (repeating the last season: 2.5). One. The training curves show more warnings.',
);
check(
  'an expectation that is not met comes first',
  {
    evaluation: { ...evaluation, test: null, validation: null, warnings: ['One.'] },
    expectations: [
      { text: 'loss < 1', met: true, found: '0.5' },
      { text: 'beats: naive', met: false, found: 'RMSE 2 against 1' },
    ],
  },
  'warning',
  'Daily close is trained. Expectation not met: beats: naive (RMSE 2 against 1). The training curves show more warnings.',
);
check('a run without evaluation says so much', { evaluation: null }, 'information', 'Daily close is trained.');
check(
  'a stopped run is no error',
  { status: 'stopped', evaluation: null },
  'information',
  'Training of Daily close was stopped.',
);
check(
  'a failed run tells the reason',
  { status: 'failed', reason: 'data.csv is empty.' },
  'error',
  'Training of Daily close failed: data.csv is empty.',
);

test('a run that has not ended has no outcome', () => {
  assert.throws(() => describeOutcome(sampleManifest({ status: 'running' })));
});
