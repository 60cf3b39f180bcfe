import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { figuresOf, History } from '../../../../webviews/curves/history.ts';
import { batchAt, epochAt } from './fixtures.ts';

describe('History', () => {
  test('what is known already is not added twice', () => {
    const history = History.from({ batches: [batchAt(1), batchAt(2)], epochs: [epochAt(1)] });
    history.addBatch(batchAt(2));
    history.addBatch(batchAt(3));
    history.addEpoch(epochAt(1));
    assert.deepEqual(Array.from(history.batches.step.values), [1, 2, 3]);
    assert.equal(history.epochs.length, 1);
    assert.equal(history.version, 4);
  });

  test('batches stand at their share of the epoch', () => {
    const history = History.from({ batches: [batchAt(5), batchAt(10), batchAt(15)], epochs: [] });
    assert.deepEqual(Array.from(history.batches.epoch.values), [0.5, 1, 1.5]);
  });

  test('a value that was not finite comes over the wire as null and is a gap', () => {
    const wire = JSON.parse(JSON.stringify(batchAt(1, { loss: NaN }))) as ReturnType<typeof batchAt>;
    const history = History.from({ batches: [wire], epochs: [] });
    assert.deepEqual(Array.from(history.batches.loss.values), [NaN]);
  });

  test('a metric that is reported late, or once not, leaves gaps', () => {
    const late = epochAt(2, { train: { loss: 1, metrics: { mae: 5, rmse: 6 } } });
    const history = History.from({ batches: [], epochs: [epochAt(1), late, epochAt(3)] });
    assert.deepEqual(Array.from(history.epochColumn('rmse').values), [NaN, 6, NaN]);
    assert.deepEqual(history.metrics, ['mae', 'rmse']);
    assert.equal(history.epochColumn('never').length, 0);
  });

  test('columns hold more than fits at first', () => {
    const history = new History();
    for (let step = 1; step <= 1000; step++) history.addBatch(batchAt(step));
    assert.equal(history.batches.step.values.length, 1000);
    assert.equal(history.batches.step.values[999], 1000);
  });
});

test('figures of an epoch bear the names of the spec', () => {
  assert.deepEqual(figuresOf(epochAt(2)), {
    ...{ epoch: 2, step: 20, loss: 0.5, mae: 5, validationLoss: 1, validationMae: 10 },
    ...{ learningRate: 0.01, gradientNorm: 2 },
  });
  assert.equal('validationLoss' in figuresOf(epochAt(1, { validation: null })), false);
});
