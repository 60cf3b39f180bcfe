import { describe } from 'node:test';
import { cases, tableOf } from './dataCases.ts';
import type { SpecParts } from './specText.ts';

const withTime: SpecParts = { data: '"time": "date"' };
const DENSE = '{ "type": "dense", "units": 8 }';

describe('the known future', () => {
  /** The last rows have no `a`, and `b` only where it says. */
  const ending = (empty: number, seen = 300, groups = 1): string =>
    tableOf(300, (row, [date = '', a = '', b = '', word = '']) => [
      new Date(Date.UTC(2024, 0, 1 + Math.floor(row / groups))).toISOString().slice(0, 10) || date,
      row < 300 - empty ? a : '',
      row < seen ? b : '',
      word,
    ]);
  const spec: SpecParts = {
    input: '"type": "timeseries", "columns": ["a"], "windowSize": 20, "covariates": { "past": ["b"] }',
    target: '"type": "timeseries", "columns": ["a"]',
    data: '"time": "date"',
  };
  cases('is nothing that is missing', [
    { spec, data: ending(5), expected: [] },
    { spec, data: ending(5, 295), expected: [] },
    {
      spec,
      data: ending(5, 294),
      expected: ['valueMissing error "b" -> interpolate'],
      says: /data row 295 \(line 296\), column "b": 1 of 300 rows/,
    },
    { spec: { ...spec, data: '"time": "date", "groupBy": "word"' }, data: ending(6, 294, 2), expected: [] },
    {
      spec: { ...spec, data: '"time": "date"' },
      data: tableOf(300, (row, cells) => (row < 297 ? cells : ['', '', '', 'red'])),
      expected: ['valueMissing error "date" -> drop_row'],
    },
    {
      spec: { ...spec, data: '' },
      data: tableOf(300, (row, [date = '', a = '', ...cells]) => [date, row === 290 || row > 294 ? '' : a, ...cells]),
      expected: ['valueMissing error "a" -> interpolate', 'valueMissing error "a" -> interpolate'],
      says: /data row 291 \(line 292\), column "a": 1 of 300 rows/,
    },
  ]);
  cases('is not split', [
    {
      spec,
      data: ending(280),
      expected: ['splitTooShort error 20 -> 2'],
      says: /training split has 14 rows/,
    },
  ]);
  cases('is no row of a vector', [
    {
      spec: { input: '"type": "vector", "columns": ["b"]', target: '"type": "number", "column": "a"', layers: DENSE },
      data: ending(5),
      expected: ['valueMissing error "a" -> interpolate'],
    },
  ]);
});

describe('the spacing of rows', () => {
  const at = (moment: (row: number) => Date): string =>
    tableOf(300, (row, [, ...cells]) => [moment(row).toISOString().slice(0, 16), ...cells]);
  const day = (number: number, hour = 0): Date => new Date(Date.UTC(2024, 0, 1 + number, hour));
  const late = at((row) => day(row, row === 8 ? 7 : 0));
  cases('is even', [
    { spec: withTime, data: at((row) => day(row)), expected: [] },
    // Three absent days are found when the training begins: nothing is uneven.
    { spec: withTime, data: at((row) => day(row < 100 ? row : row + 3)), expected: [] },
    { spec: withTime, data: at((row) => new Date(Date.UTC(2000, row, 1))), expected: [] },
    // Monday to Friday, but for a week at the end of each year.
    { spec: withTime, data: at((row) => day(Math.floor(row / 5) * 7 + (row % 5) + (row > 255 ? 7 : 0))), expected: [] },
  ]);
  cases('is told where it is uneven', [
    {
      spec: withTime,
      data: late,
      expected: ['timesUneven warning "date" -> drop_row'],
      says: /data row 9 \(line 10\), column "date": 2024-01-09T07:00 is no whole number of timesteps/,
    },
    {
      spec: { data: '"time": "date", "missingValueStrategy": "interpolate"' },
      data: late,
      expected: ['timesUneven warning "date"'],
    },
    { spec: { data: '"time": "date", "missingValueStrategy": "drop_row"' }, data: late, expected: [] },
    { data: late, expected: [] },
    {
      spec: withTime,
      data: at((row) => day(Math.floor(row / 4), row % 4)),
      expected: ['timesUneven warning "date" -> drop_row'],
      says: /^More timesteps are absent than there are rows/,
    },
    {
      spec: { data: '"time": "date", "groupBy": "word"' },
      data: at((row) => day(row >> 1, row === 21 ? 5 : 0)),
      expected: ['timesUneven warning "date" -> drop_row'],
      says: /data row 22/,
    },
  ]);
});
