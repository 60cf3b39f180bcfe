import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeFindings } from '../../../../src/core/gates/findings.ts';
import {
  attentionTable,
  formatShare,
  formatTimesteps,
  memoryTable,
  signalTable,
} from '../../../../src/core/gates/gateTables.ts';
import { sparkline } from '../../../../src/core/gates/sparkline.ts';
import { describeSample } from '../../../../src/core/gates/signalNames.ts';
import { sampleGateReport, sampleLayerGates, sampleSignal } from '../../../fakes/gateReport.ts';
import type { LayerGates } from '../../../../src/contracts/gates.ts';

test('findings say in words what is remarkable', () => {
  const check = (given: Partial<LayerGates>, ...expected: readonly string[]): void => {
    assert.deepEqual(describeFindings(sampleGateReport([sampleLayerGates(given)])), expected);
  };
  const memory = { gate: 'forgetGate', mean: 4, shortest: 2, median: 4, longest: 9.5 } as const;
  check({});
  check(
    { signals: [sampleSignal('inputGate', { closed: [0, 1, 2], open: [5], constant: [0, 1, 7] })] },
    '3 of 50 units of lstm_1 never open their input gate.',
    '1 of 50 units of lstm_1 never close their input gate.',
    '1 of 50 units of lstm_1 never move their input gate.',
  );
  check(
    { signals: [sampleSignal('output', { constant: [4], still: [4, 5, 6] })] },
    '1 of 50 units of lstm_1 are nearly constant: the layers above learn little from them.',
    '2 of 50 units of lstm_1 hardly change from one timestep to the next.',
  );
  check(
    { signals: [sampleSignal('forgetGate', { mean: 0.5 })], memory },
    'lstm_1 remembers about 4.0 timesteps by its forget gate, its longest unit 9.5.',
  );
  check(
    { signals: [sampleSignal('forgetGate', { mean: 0.9875 })], memory: { ...memory, mean: 80 } },
    'The forget gate of lstm_1 is nearly always open: memory of about 80 timesteps.',
  );
  check(
    { signals: [sampleSignal('forgetGate', { mean: 0.05 })], memory: { ...memory, mean: 1.05 } },
    'The forget gate of lstm_1 is nearly always closed: it forgets at once what it has read.',
  );
  check(
    {
      signals: [
        sampleSignal('outputGate', { nearZero: 0.3, nearOne: 0.35 }),
        sampleSignal('candidate', { nearOne: 0.6 }),
      ],
    },
    'The output gate of lstm_1 is saturated: 65 % of its values are near 0 or 1.',
    '60 % of the values of the candidate of lstm_1 are saturated: they learn slowly.',
  );
  check({ cellNorm: { first: 0.1, middle: 2, last: 2.5, largest: 30 } });
  check({ cellNorm: { first: 1, middle: 0, last: 0, largest: 30 } });
  check(
    { cellNorm: { first: 1, middle: 10, last: 20, largest: 30 } },
    'The cell states of lstm_1 still grow at the end: their norm goes from 10 half-way to 20.',
  );
  const attention = { rows: 9, entropy: 1, evenness: 0.5, reach: 3.2, focused: 0.1 };
  check({ attention }, 'lstm_1 looks at about 3.2 timesteps at a time.');
  check({ attention: { ...attention, focused: 0.75 } }, 'lstm_1 looks at one timestep alone in 75 % of its rows.');
  check(
    { attention: { ...attention, evenness: 0.99 } },
    'lstm_1 looks at all timesteps nearly alike: its attention tells them hardly apart.',
  );
});

test('directions are named where there are two', () => {
  const closed = { signals: [sampleSignal('inputGate', { closed: [0] })] };
  const layers = [sampleLayerGates(closed), sampleLayerGates({ ...closed, direction: 'backward' })];
  assert.deepEqual(describeFindings(sampleGateReport(layers)), [
    '1 of 50 units of lstm_1, forward never open their input gate.',
    '1 of 50 units of lstm_1, backward never open their input gate.',
  ]);
});

test('tables hold every signal in the order of computation, and only what there is', () => {
  const report = sampleGateReport([
    sampleLayerGates({
      signals: [
        sampleSignal('output', { still: [1] }),
        sampleSignal('forgetGate', { nearOne: 0.001, overTime: [0, 1] }),
      ],
      memory: { gate: 'forgetGate', mean: Infinity, shortest: 1, median: 3.25, longest: Infinity },
      cellNorm: { first: 0.5, middle: 0.75, last: 1, largest: 2 },
    }),
  ]);
  assert.deepEqual(signalTable(report)?.rows.slice(1), [
    ['lstm_1', 'forget gate', '0.5', '0.2', '0 %', '<1 %', '0/50', '0/50', '▁█'],
    ['lstm_1', 'output', '0.5', '0.2', '0 %', '0 %', '0/50', '1/50', '▁▁'],
  ]);
  assert.deepEqual(memoryTable(report)?.rows.slice(1), [
    ['lstm_1', 'forget gate', '∞', '1.0', '3.3', '∞', '0.5', '1', '2'],
  ]);
  assert.equal(attentionTable(report), null);
  for (const table of [signalTable(report), memoryTable(report)]) {
    assert.ok(table?.rows.every((row) => row.length === table.rows[0]?.length));
  }
  const attention = { rows: 9, entropy: 1.25, evenness: 0.5, reach: 12.4, focused: 0 };
  assert.deepEqual(attentionTable(sampleGateReport([sampleLayerGates({ attention })]))?.rows[1], [
    ...['lstm_1', '1.25', '50 %', '12', '0 %'],
  ]);
});

test('numbers are written as people read them', () => {
  assert.deepEqual([1, 9.94, 79.6, Infinity].map(formatTimesteps), ['1.0', '9.9', '80', '∞']);
  assert.deepEqual([0, 0.001, 0.125, 1, NaN].map(formatShare), ['0 %', '<1 %', '13 %', '100 %', '–']);
  assert.equal(describeSample(sampleGateReport([])), 'Over 20 of 1000 examples of the validation split');
});

test('a series is a line of bars', () => {
  const check = (values: readonly number[], expected: string): void => {
    assert.equal(sparkline(values), expected);
  };
  check([], '');
  check([0.5, 0.5], '▁▁');
  check([0, 0.5, 1], '▁▅█');
  check(
    Array.from({ length: 240 }, (_, index) => index),
    '▁▁▁▂▂▂▃▃▃▄▄▄▅▅▅▆▆▆▇▇▇███',
  );
});
