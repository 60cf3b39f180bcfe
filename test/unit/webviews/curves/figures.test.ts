import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { collectCards, collectComparison, type ComparisonTable } from '../../../../webviews/curves/figures.ts';
import { History } from '../../../../webviews/curves/history.ts';
import { formatNumber } from '../../../../webviews/shared/formatNumber.ts';
import { epochAt, evaluationWith, runWith } from './fixtures.ts';

describe('collectCards', () => {
  const cards = (history: History): string[] =>
    collectCards(runWith(), history).map(({ label, value, detail }) => [label, value, detail].join('|'));

  test('nothing before the first epoch', () => {
    assert.deepEqual(cards(new History()), []);
  });
  test('best epoch, its losses and the latest', () => {
    const history = History.from({
      batches: [],
      epochs: [epochAt(1), epochAt(2), epochAt(4, { best: false, validation: { loss: 3, metrics: {} } })],
    });
    assert.deepEqual(cards(history), [
      'Best epoch|2|of 4 done',
      'Best validation loss|1|last 3',
      `Train loss at best epoch|${formatNumber(0.5)}|`,
      'MAE at best epoch|10|on the validation split',
    ]);
  });
  test('without a validation split the training loss counts', () => {
    const history = History.from({ batches: [], epochs: [epochAt(2, { validation: null })] });
    assert.deepEqual(cards(history).slice(1), [
      `Best train loss|${formatNumber(0.5)}|last ${formatNumber(0.5)}`,
      'MAE at best epoch|5|on the training split',
    ]);
  });
  test('the figure is that of the task', () => {
    const metrics = { f1: 0.25, accuracy: 0.5 };
    const history = History.from({ batches: [], epochs: [epochAt(1, { validation: { loss: 1, metrics } })] });
    assert.equal(cards(history).at(-1), `Accuracy at best epoch|${formatNumber(0.5)}|on the validation split`);
  });
});

const headsOf = (table: ComparisonTable): string[] => table.metrics.map(({ label, sign }) => `${label}${sign}`);

describe('collectComparison', () => {
  test('nothing was evaluated', () => {
    assert.equal(collectComparison(null), null);
    assert.equal(collectComparison(evaluationWith({ test: null, validation: null })), null);
  });

  test('the best of every metric is marked; what a baseline does not have is left empty', () => {
    const table = collectComparison(evaluationWith());
    assert.ok(table !== null);
    assert.deepEqual(headsOf(table), ['MAE', 'RMSE', 'R²', 'extra']);
    const marks = table.rows.map((row) => `${row.label}: ${row.cells.map(({ best }) => (best ? 'x' : '-')).join('')}`);
    assert.deepEqual(marks, ['Model: -xxx', 'Naive: ----', 'Seasonal naive (7): x---', 'Drift: ----']);
    assert.equal(table.title, 'Test split');
  });

  test('what every run has comes first, then what the spec asked for; percentages say so', () => {
    const row = { r2: 0.9, mape: 4, mase: 0.8, smape: 4, rmse: 3, mae: 2 };
    const table = collectComparison(
      evaluationWith({ test: row, baselines: { naive: row, seasonalNaive: row, drift: row } }),
    );
    assert.ok(table !== null);
    assert.deepEqual(headsOf(table), ['MAE', 'RMSE', 'sMAPE%', 'MASE', 'R²', 'MAPE%']);
    assert.equal(table.rows[0]?.cells[0]?.text, '2');
  });

  test('without a test split the validation split is compared', () => {
    const table = collectComparison(evaluationWith({ test: null }));
    assert.equal(table?.title, 'Validation split');
    assert.equal(table.rows[0]?.cells[0]?.text, '2');
  });

  test('a figure that is not a number is a dash and never the best', () => {
    const table = collectComparison(evaluationWith({ test: { mae: NaN, rmse: 4, r2: 1 } }));
    assert.deepEqual(table?.rows[0]?.cells[0], { text: '–', best: false });
    assert.equal(table.rows[2]?.cells[0]?.best, true);
  });
});
