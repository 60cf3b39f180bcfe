import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunManifest } from '../../../../src/contracts/run.ts';
import { describeRun, describeRunFully } from '../../../../src/host/runs/runLabel.ts';
import { sampleManifest } from '../../../fakes/runManifest.ts';
import { sampleEpoch, sampleEvaluation, samplePrepared } from '../../../fakes/trainingSamples.ts';

const now = new Date(2024, 5, 15, 18).getTime();
const startedAt = new Date(2024, 5, 15, 14, 5).toISOString();
const best = { train: { loss: 0.25, metrics: {} }, validation: { loss: 0.0489, metrics: {} } };
const running = { status: 'running', endedAt: null, evaluation: null } as const;
const failed = { status: 'failed', evaluation: null } as const;

const expectations = [
  { text: 'loss < 1', met: true, found: '0.5' },
  { text: 'mae < 1', met: false, found: '1.25' },
];

const cases: readonly [title: string, change: Partial<RunManifest>, expected: string][] = [
  ['an ended run', { best }, '14:05 · MAE 1.5'],
  [
    'a run that told classes',
    { evaluation: { ...sampleEvaluation, test: { f1: 0.5, accuracy: 0.97 } } },
    '14:05 · Accuracy 0.97',
  ],
  ['a run without a test split', { evaluation: { ...sampleEvaluation, test: null } }, '14:05 · MAE 1 (validation)'],
  ['a run below its expectations', { expectations }, '14:05 · MAE 1.5 · expectations not met: 1'],
  ['a run that failed on its way', { ...failed, best }, '14:05 · best validation loss 0.0489'],
  ['one without validation', { ...failed, best: { ...best, validation: null } }, '14:05 · best training loss 0.25'],
  ['a run at work', { ...running, lastEpoch: sampleEpoch(), best }, '14:05 · epoch 1/3 · best validation loss 0.0489'],
  ['a run that reads its data', { ...running, lastEpoch: null }, '14:05 · starting'],
  ['a run that failed at once', { ...failed, lastEpoch: null }, '14:05 · failed'],
];
for (const [title, change, expected] of cases) {
  test(`${title} reads “${expected}”`, () => {
    assert.equal(describeRun(sampleManifest({ startedAt, ...change }), now, 'es'), expected);
  });
}

test('the tooltip of a run tells what is to be known of its data', () => {
  const prepared = { ...samplePrepared, notes: ['a.png is 2 x 1 pixels.'] };
  const text = describeRunFully(sampleManifest({ prepared }), 'en');
  assert.ok(text.includes('ℹ a\\.png is 2 x 1 pixels\\.'), text);
});

test('the tooltip of a run tells state, reason, figures and spec, whatever characters they hold', () => {
  const preparation = { input: null, target: null };
  const takenOver = { run: 'old*1', layers: ['lstm'], anew: [{ layer: 'head', why: 'no' }], preparation };
  const prepared = { ...samplePrepared, takenOver, notes: ['5 timesteps_were_absent'] };
  const given = { name: 'a*b', reason: 'No [link](x)', prepared, best, expectations };
  const text = describeRunFully(sampleManifest(given), 'en');
  assert.match(text, /^\*\*a\\\*b\*\*: completed\n/);
  assert.ok(text.includes('No \\[link\\]\\(x\\)'), text);
  assert.ok(text.includes('| Best epoch | 2 |'), text);
  assert.ok(text.includes('| Best validation loss | 0.0489 |'), text);
  assert.ok(text.includes('| Last validation loss | 0.75 |'), text);
  assert.ok(text.includes('| Examples | 60 to learn from, 10 to validate, 10 to test |'), text);
  assert.ok(text.includes('| Test split | MAE 1.5, RMSE 2, sMAPE 3%, MASE 0.5 |'), text);
  assert.ok(text.includes('| Seasonal naive | MAE 1 |'), text);
  assert.ok(text.includes('\n\nGoes on from old\\*1: weights of lstm') && text.includes('head begins anew: no'), text);
  assert.ok(text.includes('✓ Expectation met: loss \\< 1') && text.includes('✗ Expectation not met: mae \\< 1'), text);
  assert.ok(text.includes('5 timesteps\\_were\\_absent'), text);
  assert.ok(text.endsWith('`/specs/close.lstm.json`'), text);
});

test('the tooltip of a run tells how many texts were cut, where any were', () => {
  const check = (inputs: number, targets: number, expected: string): void => {
    const text = describeRunFully(sampleManifest({ prepared: { ...samplePrepared, cut: { inputs, targets } } }), 'en');
    assert.equal(/\| Cut texts \| (.*) \|/.exec(text)?.[1] ?? '', expected);
  };
  check(0, 0, '');
  check(1200, 0, '1,200 inputs are longer than what the model reads: their ends are cut.');
  check(0, 3, '3 targets are longer than what the model writes: their ends are judged, not learned.');
});
