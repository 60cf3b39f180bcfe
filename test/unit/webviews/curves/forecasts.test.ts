import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  collectChoices,
  collectErrors,
  collectForecastCharts,
  isDaily,
  pickForecast,
} from '../../../../webviews/curves/forecasts.ts';
import { forecastOf } from './fixtures.ts';

const all = (['validation', 'test'] as const).flatMap((split) =>
  ['births', 'deaths'].flatMap((column) => [1, 2].map((step) => forecastOf({ split, column, step }))),
);

describe('pickForecast', () => {
  const check = (name: string, wish: Parameters<typeof pickForecast>[1], expected: unknown): void => {
    test(name, () => {
      const picked = pickForecast(all, wish);
      assert.deepEqual([picked?.split, picked?.column, picked?.step], expected);
    });
  };
  check('as wished', { split: 'test', group: '', column: 'deaths', horizonStep: 2 }, ['test', 'deaths', 2]);
  check('an unknown column becomes the first', { split: 'test', group: '', column: '', horizonStep: 2 }, [
    'test',
    'births',
    2,
  ]);
  check('an unknown step becomes the first', { split: 'test', group: '', column: 'deaths', horizonStep: 9 }, [
    'test',
    'deaths',
    1,
  ]);

  test('a run without a test split shows its validation split', () => {
    const picked = pickForecast([forecastOf({ split: 'validation' })], {
      split: 'test',
      group: '',
      column: '',
      horizonStep: 1,
    });
    assert.equal(picked?.split, 'validation');
  });
  test('no forecast', () => {
    assert.equal(pickForecast([], { split: 'test', group: '', column: '', horizonStep: 1 }), null);
  });
});

test('choices follow from what is chosen before them', () => {
  const odd = [...all, forecastOf({ split: 'test', column: 'deaths', step: 12 })];
  assert.deepEqual(collectChoices(odd, forecastOf({ column: 'deaths' })), {
    ...{ splits: ['validation', 'test'], groups: [], columns: ['births', 'deaths'], steps: [1, 2, 12] },
  });
  assert.deepEqual(collectChoices(odd, forecastOf({ column: 'births' })).steps, [1, 2]);
});

test('of many series one is chosen, and then among its columns', () => {
  const north = [forecastOf({ group: 'north' }), forecastOf({ group: 'north', step: 2 })];
  const south = ['births', 'deaths'].map((column) => forecastOf({ group: 'south', column }));
  const many = [...north, ...south];
  const pick = (group: string, column: string): unknown => {
    const picked = pickForecast(many, { split: 'test', group, column, horizonStep: 1 });
    return [picked?.group, picked?.column];
  };
  assert.deepEqual(pick('south', 'deaths'), ['south', 'deaths']);
  assert.deepEqual(pick('north', 'deaths'), ['north', 'births']);
  assert.deepEqual(pick('', ''), ['north', 'births']);
  const [shown = forecastOf()] = south;
  const expected = { splits: ['test'], groups: ['north', 'south'], columns: ['births', 'deaths'], steps: [1] };
  assert.deepEqual(collectChoices(many, shown), expected);
  assert.equal(collectForecastCharts(shown, false)[0]?.title, 'births · south');
});

test('errors leave gaps out', () => {
  const forecast = forecastOf({ truth: Float64Array.of(10, 20, NaN) });
  assert.deepEqual(collectErrors(forecast), { mae: 1.5, rmse: Math.sqrt(2.5), bias: 0.5 });
});

describe('collectForecastCharts', () => {
  test('over time', () => {
    const [chart, ...others] = collectForecastCharts(forecastOf(), false);
    assert.deepEqual(
      chart?.curves.map((curve) => curve.label),
      ['Truth', 'Prediction'],
    );
    assert.deepEqual(Array.from(chart.curves[0]?.x ?? []), [0, 86_400_000, 172_800_000]);
    assert.equal(others.length, 0);
  });
  test('over rows, with residuals', () => {
    const charts = collectForecastCharts(forecastOf({ times: null }), true);
    assert.deepEqual(Array.from(charts[1]?.curves[0]?.x ?? []), [8, 9, 10]);
    assert.deepEqual(Array.from(charts[1]?.curves[0]?.y ?? []), [-1, 2, 0]);
  });
});

test('dates need their hour only where one is not midnight', () => {
  assert.equal(isDaily(forecastOf()), true);
  assert.equal(isDaily(forecastOf({ times: Float64Array.of(0, 3_600_000, 7_200_000) })), false);
});
