import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { AheadForecast, Answer } from '../../../../src/contracts/prediction.ts';
import { encodeAnswers, encodeForecastTable } from '../../../../src/core/predictions/encodeAnswers.ts';
import { layOutForecasts } from '../../../../src/core/predictions/forecastTable.ts';
import { formatProbability } from '../../../../src/core/predictions/formatProbability.ts';
import { formatValue } from '../../../../src/core/predictions/formatValue.ts';

const HOUR = 3_600_000;

function forecast(values: readonly number[], more: Partial<AheadForecast> = {}): AheadForecast {
  return { series: null, column: 'x', times: null, values: Float64Array.from(values), ...more };
}

test('forecasts stand side by side, a timestep a row', () => {
  const check = (forecasts: readonly AheadForecast[], expected: readonly (readonly string[])[]): void => {
    const { header, rows } = layOutForecasts(forecasts);
    assert.deepEqual([header, ...rows.map(({ cells }) => cells)], expected);
  };
  check([], [['Step']]);
  check(
    [forecast([1, 2]), forecast([3, 4.5], { column: 'y' })],
    [
      ['Step', 'x', 'y'],
      ['1', '1', '3'],
      ['2', '2', '4.5'],
    ],
  );
  const days = { times: Float64Array.of(24 * HOUR, 48 * HOUR) };
  check(
    [forecast([1, 2], days)],
    [
      ['Time', 'x'],
      ['1970-01-02', '1'],
      ['1970-01-03', '2'],
    ],
  );
  const hours = { times: Float64Array.of(HOUR) };
  check(
    [forecast([1], hours)],
    [
      ['Time', 'x'],
      ['1970-01-01T01:00:00.000Z', '1'],
    ],
  );
  check(
    [forecast([1], { times: Float64Array.of(NaN) })],
    [
      ['Time', 'x'],
      ['1', '1'],
    ],
  );
  check(
    [forecast([1], { series: 'a' }), forecast([2], { series: 'b' })],
    [
      ['Series', 'Step', 'x'],
      ['a', '1', '1'],
      ['b', '1', '2'],
    ],
  );
});

test('numbers are as precise as they are known', () => {
  assert.deepEqual([3.0000000953674316, 5234.56787, 0.1, -2e-9, 1e21].map(formatValue), [
    '3',
    '5234.568',
    '0.1',
    '-2e-9',
    '1e+21',
  ]);
});

test('probabilities are certain only where they are', () => {
  const shown = [1, 0.99999, 0.9731, 0.5, 0.0004, 0].map(formatProbability);
  assert.deepEqual(shown, ['100.0 %', '> 99.9 %', '97.3 %', '50.0 %', '< 0.1 %', '0.0 %']);
});

test('answers are a CSV file', () => {
  const answers: readonly Answer[] = [
    { row: 1, input: 'a, b', type: 'class', classes: [{ label: 'x', probability: 0.75 }] },
    { row: 2, input: '', type: 'number', value: 1.5 },
    {
      row: 3,
      input: 'I run',
      type: 'tags',
      tokens: ['PRON', 'VERB'].map((tag) => ({ tag, token: 'w', probability: 1, known: true })),
    },
    { row: 4, input: 'Hello', type: 'text', text: '你好' },
  ];
  assert.equal(
    encodeAnswers(answers),
    'row,input,prediction,probability\n1,"a, b",x,0.75\n2,,1.5,\n3,I run,PRON VERB,\n4,Hello,你好,\n',
  );
});

test('forecasts are a CSV file', () => {
  const days = { times: Float64Array.of(24 * HOUR) };
  assert.equal(
    encodeForecastTable([forecast([1], days), forecast([2], { ...days, column: 'y' })]),
    'time,x,y\n1970-01-02,1,2\n',
  );
  assert.equal(encodeForecastTable([forecast([1, 2], { series: 'a, b' })]), 'series,step,x\n"a, b",1,1\n"a, b",2,2\n');
  assert.equal(encodeForecastTable([]), 'step\n');
});
