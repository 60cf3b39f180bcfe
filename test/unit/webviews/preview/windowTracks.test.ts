import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { PreviewSeries, PreviewWindow } from '../../../../src/contracts/preview.ts';
import { windowTracks } from '../../../../webviews/preview/windowTracks.ts';

const window: PreviewWindow = {
  type: 'window',
  times: null,
  dateOnly: true,
  inputSteps: 3,
  targetSteps: 2,
  series: [],
};

function check(
  series: Partial<PreviewSeries>,
  input: readonly (number | null)[],
  target: readonly (number | null)[],
): void {
  const whole = { name: 'y', isInput: true, isTarget: true, values: [1, null, 3, 4, 5], ...series };
  assert.deepEqual(windowTracks(whole, window), { x: [1, 2, 3, 4, 5], input, target });
}

test('the model sees the window, and must say what comes behind it', () => {
  check({}, [1, null, 3, null, null], [null, null, null, 4, 5]);
  check({ isTarget: false }, [1, null, 3, null, null], [null, null, null, null, null]);
  check({ isInput: false }, [null, null, null, null, null], [null, null, null, 4, 5]);
});

test('the axis is time where there are times', () => {
  const series = { name: 'y', isInput: true, isTarget: true, values: [1, 2] };
  assert.deepEqual(windowTracks(series, { ...window, times: [10, 20] }).x, [10, 20]);
});
