import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { ChartModel } from '../../../../webviews/curves/chartModel.ts';
import { announce, describeX, readChart, readPosition } from '../../../../webviews/curves/readOut.ts';

const style = { color: 'blue', dash: [] } as const;
const chart: ChartModel = {
  ...{ id: 'loss', title: 'Loss', note: '', mark: null, empty: '', positive: true, wide: true },
  curves: [
    {
      ...{ id: 'a', label: 'Train', style },
      x: Float64Array.of(1, 2, 3),
      y: Float64Array.of(5, 4, NaN),
      raw: Float64Array.of(6, 3, NaN),
    },
    { ...{ id: 'b', label: 'Validation', style }, x: Float64Array.of(2), y: Float64Array.of(7), raw: null },
  ],
};

describe('readChart', () => {
  const check = (name: string, x: number | null, expected: string[]): void => {
    test(name, () => {
      assert.deepEqual(
        readChart(chart, x).map(({ label, value, raw }) => [label, value, raw].join(' ')),
        expected,
      );
    });
  };
  check('without a cursor the last values that are numbers', null, ['Train 4 3', 'Validation 7 ']);
  check('at the cursor each curve at its nearest point', 1.2, ['Train 5 6', 'Validation 7 ']);
  check('a gap is a dash', 3, ['Train – –', 'Validation 7 ']);
});

describe('readPosition', () => {
  const check = (name: string, curves: ChartModel['curves'], x: number, expected: number): void => {
    test(name, () => {
      assert.equal(readPosition({ ...chart, curves }, x), expected);
    });
  };
  check('at a point', chart.curves, 3, 3);
  check('between the points of several curves, the nearest one', chart.curves, 2.6, 3);
  check('a curve that is measured seldom is read at its own point', chart.curves.slice(1), 40, 2);
  check('a chart without curves', [], 7, 7);
});

test('the position is said in the words of the axis', () => {
  assert.equal(describeX(120, 'row', false), 'Row 120');
  assert.equal(describeX(2, 'epoch', false), 'Epoch 2');
  assert.match(describeX(0, 'time', true), /1970/);
  assert.doesNotMatch(describeX(0, 'time', true), /00/);
});

test('a screen reader hears position and values', () => {
  assert.equal(announce(chart, 2, 'step', false), 'Loss, Step 2; Train 4; Validation 7');
});
