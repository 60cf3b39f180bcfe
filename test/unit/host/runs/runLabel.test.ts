import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RunManifest } from '../../../../src/contracts/run.ts';
import { describeRun, describeRunFully } from '../../../../src/host/runs/runLabel.ts';
import { sampleManifest } from '../../../fakes/runManifest.ts';
import { sampleEpoch } from '../../../fakes/trainingSamples.ts';

const now = Date.parse('2024-06-15T12:15:00.000Z');

const cases: readonly [title: string, change: Partial<RunManifest>, expected: string][] = [
  ['an ended run', {}, 'loss 0.75 · 10m ago'],
  ['a run without validation', { lastEpoch: sampleEpoch({ validation: null }) }, 'loss 0.5 · 10m ago'],
  ['a run at work', { status: 'running', endedAt: null, lastEpoch: sampleEpoch() }, 'epoch 1/3 · loss 0.75'],
  ['a run that reads its data', { status: 'running', endedAt: null, lastEpoch: null }, 'starting'],
  ['a run that failed at once', { status: 'failed', lastEpoch: null }, 'failed · 10m ago'],
  ['a run that died', { status: 'failed', lastEpoch: null, endedAt: null }, 'failed · 15m ago'],
];
for (const [title, change, expected] of cases) {
  test(`${title} reads “${expected}”`, () => {
    assert.equal(describeRun(sampleManifest(change), now, 'en'), expected);
  });
}

test('the tooltip of a run tells state, reason, figures and spec, whatever characters they hold', () => {
  const text = describeRunFully(sampleManifest({ name: 'a*b', reason: 'No [link](x)' }), 'en');
  assert.match(text, /^\*\*a\\\*b\*\*: completed\n/);
  assert.ok(text.includes('No \\[link\\]\\(x\\)'), text);
  assert.ok(text.includes('| Best epoch | 2 |'), text);
  assert.ok(text.includes('| Last validation loss | 0.75 |'), text);
  assert.ok(text.includes('| Test split | mae 1.5, rmse 2, smape 3, mase 0.5 |'), text);
  assert.ok(text.endsWith('`/specs/close.lstm.json`'), text);
});
