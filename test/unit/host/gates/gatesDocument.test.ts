import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeGates } from '../../../../src/host/gates/gatesDocument.ts';
import { sampleGateReport, sampleLayerGates, sampleSignal } from '../../../fakes/gateReport.ts';

test('gates are told in words, then in tables that read well as plain text', () => {
  const signals = [sampleSignal('inputGate', { closed: [1, 2] })];
  const lines = describeGates('Wave', 'wave-1', sampleGateReport([sampleLayerGates({ signals })])).split('\n');
  assert.deepEqual(lines.slice(0, 12), [
    '# Wave',
    '',
    'Over 20 of 1000 examples of the validation split: `wave-1`',
    '',
    '## Findings',
    '',
    '- 2 of 50 units of lstm_1 never open their input gate.',
    '',
    '## Signals',
    '',
    '| Layer  | Signal     | Mean | Deviation | Near 0 | Near 1 | Constant units | Still units | Over time |',
    '| ------ | ---------- | ---: | --------: | -----: | -----: | -------------: | ----------: | --------- |',
  ]);
  assert.ok(!lines.includes('## Memory') && !lines.includes('## Attention'), 'only what there is');
  assert.ok(lines.includes('- Padding that the model masks does not count.'));
});

test('nothing remarkable leaves the words out', () => {
  const text = describeGates('Wave', 'wave-1', sampleGateReport([sampleLayerGates()]));
  assert.ok(!text.includes('## Findings'));
});
