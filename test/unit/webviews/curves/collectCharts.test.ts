import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Task } from '../../../../src/contracts/plan.ts';
import type { ChartModel } from '../../../../webviews/curves/chartModel.ts';
import { bestEpochOf, collectCharts } from '../../../../webviews/curves/collectCharts.ts';
import { History } from '../../../../webviews/curves/history.ts';
import { SmootherCache } from '../../../../webviews/curves/smoother.ts';
import { batchAt, epochAt } from './fixtures.ts';

const steps = Array.from({ length: 20 }, (_, index) => batchAt(index + 1));
const full = History.from({ batches: steps, epochs: [epochAt(1), epochAt(2, { best: false })] });
const none = { step: 0, epoch: 0 };

function chartsOf(
  history: History,
  axis: 'step' | 'epoch',
  smoothing = none,
  task: Task = 'forecasting',
): ChartModel[] {
  return collectCharts({
    task,
    ...{ history, options: { axis, smoothing }, smoothers: new SmootherCache(), running: true },
    bestEpoch: bestEpochOf(history, 0),
  });
}

function chartOf(id: string, ...rest: Parameters<typeof chartsOf>): ChartModel {
  const chart = chartsOf(...rest).find((candidate) => candidate.id === id);
  assert.ok(chart);
  return chart;
}

describe('collectCharts', () => {
  test('loss, every metric, learning rate, gradient norm', () => {
    const ids = chartsOf(full, 'step').map((chart) => chart.id);
    assert.deepEqual(ids, ['loss', 'mae', 'learningRate', 'gradientNorm']);
  });

  test('the loss has a unit where it is of numbers', () => {
    for (const task of ['forecasting', 'regression'] as const) {
      assert.equal(chartOf('loss', full, 'step', none, task).note, 'model units');
    }
    for (const task of ['classification', 'tagging', 'translation', 'languageModel'] as const) {
      assert.equal(chartOf('loss', full, 'step', none, task).note, 'lower is better');
    }
  });

  test('by step the training loss has every batch, the validation loss every epoch', () => {
    const [train, validation] = chartOf('loss', full, 'step').curves;
    assert.equal(train?.x.length, 20);
    assert.deepEqual(Array.from(validation?.x ?? []), [10, 20]);
    assert.deepEqual(Array.from(validation?.y ?? []), [2, 1]);
  });

  test('by epoch both have one point an epoch', () => {
    const [train, validation] = chartOf('loss', full, 'epoch').curves;
    assert.deepEqual(
      [Array.from(train?.x ?? []), Array.from(train?.y ?? [])],
      [
        [1, 2],
        [1, 0.5],
      ],
    );
    assert.deepEqual(Array.from(validation?.x ?? []), [1, 2]);
  });

  test('while the first epoch runs, its batches stand in for it', () => {
    const first = History.from({ batches: steps.slice(0, 5), epochs: [] });
    const [train, ...others] = chartOf('loss', first, 'epoch').curves;
    assert.deepEqual(Array.from(train?.x ?? []), [0.1, 0.2, 0.3, 0.4, 0.5]);
    assert.equal(others.length, 0);
  });

  test('a run stored without batches shows its epochs by step', () => {
    const stored = History.from({ batches: [], epochs: [epochAt(1), epochAt(2)] });
    assert.deepEqual(Array.from(chartOf('loss', stored, 'step').curves[0]?.x ?? []), [10, 20]);
  });

  test('without a validation split there is no validation curve', () => {
    const alone = History.from({ batches: [], epochs: [epochAt(1, { validation: null })] });
    assert.deepEqual(
      chartOf('mae', alone, 'epoch').curves.map((curve) => curve.label),
      ['Train'],
    );
  });

  test('smoothing keeps what was measured behind the curve', () => {
    const [train, validation] = chartOf('loss', full, 'step', { step: 0.9, epoch: 0 }).curves;
    assert.deepEqual(train?.raw, full.batches.loss.values);
    assert.notDeepEqual(train.y, train.raw);
    assert.equal(validation?.raw, null, 'an epoch is a mean already');
  });

  test('on the epoch axis its own smoothing reaches the validation curve, but no learning rate', () => {
    const smoothing = { step: 0, epoch: 0.5 };
    assert.ok(chartOf('mae', full, 'epoch', smoothing).curves.every((curve) => curve.raw !== null));
    assert.equal(chartOf('learningRate', full, 'epoch', smoothing).curves[0]?.raw, null);
  });

  test('the best epoch is marked at the validation value', () => {
    const { mark } = chartOf('mae', full, 'step');
    assert.deepEqual([mark?.x, mark?.y], [10, 20]);
    assert.equal(chartOf('mae', full, 'epoch').mark?.x, 1);
    assert.ok(Number.isNaN(chartOf('gradientNorm', full, 'step').mark?.y));
  });

  test('no epoch, no mark', () => {
    assert.equal(chartOf('loss', History.from({ batches: steps, epochs: [] }), 'step').mark, null);
  });
});

test('the best epoch is the last one that was best when it ended, else what the run says', () => {
  assert.equal(bestEpochOf(full, 7), 1);
  assert.equal(bestEpochOf(new History(), 7), 7);
});
