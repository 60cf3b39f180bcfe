import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Forecast } from '../../../../src/contracts/evaluation.ts';
import type { ExamplePrediction, Predictions } from '../../../../src/contracts/predictions.ts';
import { encodePredictions, parsePredictions } from '../../../../src/core/runs/predictionsCsv.ts';
import { createRandom } from '../../../../src/core/random.ts';

function check(forecasts: readonly Forecast[]): void {
  checkAll({ type: 'forecasts', forecasts });
}

function checkAll(predictions: Predictions): void {
  assert.deepEqual(parsePredictions(encode(predictions)), predictions);
}

function encode(predictions: Predictions): string {
  return [...encodePredictions(predictions)].join('');
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

test('the series of a forecast comes back, whatever its name', () => {
  for (const group of ['north', 'a,b', 'say "hi"', 'two\nlines', '', 'test', '1']) {
    check([createForecast(2, { group }), createForecast(2, { group: `${group}2` })]);
    check([createForecast(2, { group, column: 'a,b' }), createForecast(2, { group, column: 'b' })]);
  }
});

test('a long forecast is written in pieces', () => {
  const forecast = createForecast(25_000);
  assert.equal([...encodePredictions({ type: 'forecasts', forecasts: [forecast] })].length, 4);
  check([forecast]);
});

test('a file that was cut off gives the points that are whole', () => {
  const text = encode({ type: 'forecasts', forecasts: [createForecast(3)] });
  const read = parsePredictions(text.slice(0, -4));
  assert.ok(read?.type === 'forecasts');
  assert.equal(read.forecasts[0]?.rows.length, 2);
});

test('a run that was not evaluated has no predictions', () => {
  assert.equal(parsePredictions(''), null);
});

function createExample(change: Partial<ExamplePrediction> = {}): ExamplePrediction {
  const texts = { input: 'Cheap watches', truth: 'spam', prediction: 'ham' };
  return { split: 'test', row: 7, ...texts, probability: 0.1 + 0.2, loss: 1.5, ...change };
}

test('examples come back exactly, whatever their texts hold', () => {
  checkAll({ type: 'examples', examples: [] });
  checkAll({ type: 'examples', examples: [createExample(), createExample({ split: 'validation', row: 1 })] });
  checkAll({ type: 'examples', examples: [createExample({ probability: null, loss: null })] });
  checkAll({ type: 'examples', examples: [createExample({ probability: NaN, loss: Infinity })] });
  for (const text of [
    '',
    'a,b',
    'say "hi"',
    '"',
    '""',
    'two\nlines',
    'two\r\nlines',
    ' padded ',
    '你好,世界',
    'test,1,',
  ]) {
    const [input, truth, prediction] = [createExample({ input: text }), createExample({ truth: text }), text];
    checkAll({ type: 'examples', examples: [input, truth, createExample({ prediction }), createExample()] });
  }
});

test('many examples are written in pieces', () => {
  const examples = Array.from({ length: 2_500 }, (_, row) => createExample({ row: row + 1 }));
  assert.equal([...encodePredictions({ type: 'examples', examples })].length, 4);
  checkAll({ type: 'examples', examples });
});

test('a table of examples is read by any program', () => {
  const text = encode({ type: 'examples', examples: [createExample({ input: 'Hello, "you"', probability: 0.25 })] });
  assert.equal(text, 'split,row,input,truth,prediction,probability,loss\ntest,7,"Hello, ""you""",spam,ham,0.25,1.5\n');
});

test('a table of examples that was cut off gives those that are whole', () => {
  const text = encode({ type: 'examples', examples: [createExample(), createExample({ row: 8 })] });
  const read = parsePredictions(text.slice(0, -2));
  assert.deepEqual(read, { type: 'examples', examples: [createExample()] });
});
