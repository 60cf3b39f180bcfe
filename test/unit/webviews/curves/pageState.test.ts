import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Predictions } from '../../../../src/contracts/predictions.ts';
import { applyEvent, applySnapshot, forecastsOf, initialState } from '../../../../webviews/curves/pageState.ts';
import { defaultViewOptions } from '../../../../webviews/curves/viewOptions.ts';
import { batchAt, epochAt, forecastOf, runWith } from './fixtures.ts';

const snapshot = { run: runWith(), epochs: [epochAt(1)], batches: [batchAt(10)], predictions: null };
const start = initialState(defaultViewOptions);

describe('page state', () => {
  test('a snapshot replaces what was known, but not what was chosen', () => {
    const options = { ...defaultViewOptions, logY: true };
    const state = applySnapshot({ ...initialState(options), failure: 'The host is gone.' }, snapshot);
    assert.equal(state.history.epochs.length, 1);
    assert.equal(state.failure, '');
    assert.equal(state.options, options);
  });

  test('a second snapshot brings what a hidden page missed, and nothing twice', () => {
    const first = applySnapshot(start, snapshot);
    const again = applySnapshot(first, { ...snapshot, epochs: [epochAt(1), epochAt(2)] });
    assert.equal(again.history.epochs.length, 2);
  });

  test('batches and epochs are added', () => {
    const state = applySnapshot(start, snapshot);
    applyEvent(state, { type: 'batch', value: batchAt(11) });
    applyEvent(state, { type: 'epoch', value: epochAt(2) });
    assert.deepEqual([state.history.batchEvents.length, state.history.epochs.length], [2, 2]);
  });

  test('the run and its predictions are replaced', () => {
    const state = applySnapshot(start, snapshot);
    assert.equal(applyEvent(state, { type: 'run', value: runWith({ status: 'stopped' }) })?.run?.status, 'stopped');
    const predictions: Predictions = { type: 'forecasts', forecasts: [forecastOf()] };
    const next = applyEvent(state, { type: 'predictions', value: predictions });
    assert.equal(next?.predictions, predictions);
    assert.deepEqual([forecastsOf(next), forecastsOf(state)], [predictions.forecasts, []]);
  });

  test('another run asks for everything', () => {
    const state = applySnapshot(start, snapshot);
    assert.equal(applyEvent(state, { type: 'run', value: runWith({ id: 'run-2' }) }), null);
  });
});
