import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Forecast } from '../../../../src/contracts/evaluation.ts';
import { encodePredictions, parsePredictions } from '../../../../src/core/runs/predictionsCsv.ts';
import { createRandom } from '../../../../src/core/random.ts';

function check(forecasts: readonly Forecast[]): void {
  assert.deepEqual(parsePredictions([...encodePredictions(forecasts)].join('')), forecasts);
}

function createForecast(points: number, change: Partial<Forecast> = {}): Forecast {
  const random = createRandom(points);
  const draw = (): Float64Array => Float64Array.from({ length: points }, () => random.normal() * 1e3);
  return {
    split: 'validation',
    column: 'close',
    step: 1,
    times: Float64Array.from({ length: points }, (_, i) => Date.UTC(1969, 11, 25) + i * 86_400_000),
    rows: Float64Array.from({ length: points }, (_, i) => i + 1),
    truth: draw(),
    prediction: draw(),
    ...change,
  };
}

test('forecasts come back exactly', () => {
  check([]);
  check([createForecast(1)]);
  check([createForecast(3, { times: null })]);
  check([createForecast(2), createForecast(2, { split: 'test' }), createForecast(2, { step: 12 })]);
  check([
    createForecast(2, { truth: Float64Array.of(NaN, -Infinity), prediction: Float64Array.of(5e-324, 0.1 + 0.2) }),
  ]);
});

test('any name of a column comes back', () => {
  for (const column of ['a,b', 'say "hi"', 'two\nlines', 'two\r\nlines', ' padded ', '价格', '"', 'test', '1']) {
    check([createForecast(2, { column }), createForecast(2, { column: `${column}2` })]);
  }
});

test('a long forecast is written in pieces', () => {
  const forecast = createForecast(25_000);
  assert.equal([...encodePredictions([forecast])].length, 4);
  check([forecast]);
});

test('a file that was cut off gives the points that are whole', () => {
  const text = [...encodePredictions([createForecast(3)])].join('');
  assert.equal(parsePredictions(text.slice(0, -4))[0]?.rows.length, 2);
  assert.deepEqual(parsePredictions(''), []);
});
