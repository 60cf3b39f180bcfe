import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isSameChart, withoutHidden, type ChartModel, type Curve } from '../../../../webviews/curves/chartModel.ts';

const curveOf = (id: string): Curve => ({
  ...{ id, label: id, raw: null, style: { color: 'blue', dash: [] } },
  x: Float64Array.of(1, 2),
  y: Float64Array.of(3, 4),
});
const chart: ChartModel = {
  ...{ id: 'loss', title: 'Loss', note: '', empty: '', positive: true, wide: true },
  mark: { x: 2, y: 4, label: 'best: 2', curve: 'Validation' },
  curves: [curveOf('Train'), curveOf('Validation')],
};

describe('withoutHidden', () => {
  const check = (name: string, hidden: string[], curves: string[], y: number | undefined): void => {
    test(name, () => {
      const seen = withoutHidden(chart, new Set(hidden));
      assert.deepEqual([seen.curves.map(({ id }) => id), seen.mark?.x, seen.mark?.y], [curves, 2, y]);
    });
  };
  check('a curve is hidden, the mark of another stays', ['Train'], ['Validation'], 4);
  check('the dot goes with its curve, the line of the mark stays', ['Validation'], ['Train'], NaN);
  check('all are hidden', ['Train', 'Validation'], [], NaN);
  test('nothing is hidden here', () => {
    assert.equal(withoutHidden(chart, new Set(['Truth'])), chart);
  });
});

describe('isSameChart', () => {
  const check = (name: string, other: ChartModel, expected: boolean): void => {
    test(name, () => {
      assert.equal(isSameChart(chart, other), expected);
    });
  };
  check('the same data', { ...chart, title: 'Another title' }, true);
  check('one curve less', withoutHidden(chart, new Set(['Train'])), false);
  check('another mark', { ...chart, mark: null }, false);
  const [train, validation] = chart.curves as [Curve, Curve];
  check('a curve that grew', { ...chart, curves: [train, { ...validation, y: Float64Array.of(3, 4, 5) }] }, false);

  test('a mark without a dot is the same as itself', () => {
    const lone = withoutHidden(chart, new Set(['Validation']));
    assert.equal(isSameChart(lone, { ...lone }), true);
  });
});
