import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { logTicks, paddedLogSpan, paddedSpan, spanOfCharts, zoomSpan } from '../../../../webviews/curves/axes.ts';
import type { ChartModel, XKind } from '../../../../webviews/curves/chartModel.ts';

describe('paddedSpan', () => {
  const check = (min: number, max: number, expected: { min: number; max: number }): void => {
    test(`${String(min)} to ${String(max)}`, () => {
      const span = paddedSpan(min, max);
      assert.ok(
        Math.abs(span.min - expected.min) < 1e-9 && Math.abs(span.max - expected.max) < 1e-9,
        JSON.stringify(span),
      );
    });
  };
  check(0.02, 1, { min: 0, max: 1.0588 });
  check(100, 200, { min: 94, max: 206 });
  check(-100, 100, { min: -112, max: 112 });
  check(0.001, 0.001, { min: 0.0009, max: 0.0011 });
  check(0, 0, { min: -1, max: 1 });
});

test('a logarithmic span stays positive', () => {
  const { min, max } = paddedLogSpan(0.001, 10);
  assert.ok(min > 0 && min < 0.001 && max > 10);
});

describe('logTicks', () => {
  const check = (min: number, max: number, expected: number[]): void => {
    test(`${String(min)} to ${String(max)}`, () => {
      assert.deepEqual(logTicks({ min, max }), expected);
    });
  };
  check(0.015, 1.1, [0.02, 0.05, 0.1, 0.2, 0.5, 1]);
  check(0.9, 1100, [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]);
  check(1e-6, 1, [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1]);
  check(210, 290, [220, 240, 260, 280]);
  check(2, 18, [2, 3, 5, 7, 10, 15]);
  test('a very long axis has room for few', () => {
    const ticks = logTicks({ min: 1e-30, max: 1e30 });
    assert.ok(ticks.length >= 3 && ticks.length <= 8, ticks.join());
  });
});

describe('spanOfCharts', () => {
  const chart = (...xs: number[][]): ChartModel => ({
    ...{ id: 'c', title: 'c', note: '', mark: null, empty: '', positive: true, wide: false },
    curves: xs.map((x, index) => ({
      ...{ id: String(index), label: '', raw: null, style: { color: 'blue', dash: [] } },
      ...{ x: Float64Array.from(x), y: new Float64Array(x.length) },
    })),
  });
  const check = (name: string, charts: ChartModel[], kind: XKind, log: boolean, expected: unknown): void => {
    test(name, () => {
      assert.deepEqual(spanOfCharts(charts, kind, log), expected);
    });
  };
  check('no charts', [], 'step', false, null);
  check('no points', [chart([])], 'epoch', false, null);
  check('all charts together', [chart([3, 8]), chart([], [2, 5])], 'epoch', false, { min: 2, max: 8 });
  check('steps begin at 0', [chart([3, 8])], 'step', false, { min: 0, max: 8 });
  check('steps end at a round one', [chart([3, 12_345])], 'step', false, { min: 0, max: 12_400 });
  check('a logarithmic axis begins at the first step', [chart([0, 4, 8])], 'step', true, { min: 4, max: 8 });
  check('one point', [chart([1])], 'epoch', false, { min: 1, max: 2 });
  check('one day', [chart([0])], 'time', false, { min: 0, max: 86_400_000 });
});

describe('zoomSpan', () => {
  const full = { min: 0, max: 100 };
  const check = (name: string, center: number, factor: number, expected: unknown): void => {
    test(name, () => {
      assert.deepEqual(zoomSpan({ min: 40, max: 60 }, full, center, factor), expected);
    });
  };
  check('the cursor stays where it is', 45, 2, { min: 42.5, max: 52.5 });
  check('back out', 50, 0.5, { min: 30, max: 70 });
  check('never beyond everything', 50, 0.01, full);
});
