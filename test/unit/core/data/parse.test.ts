import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseNumber } from '../../../../src/core/data/parseNumber.ts';
import { createTimeParser } from '../../../../src/core/data/parseTime.ts';
import { detectDelimiter } from '../../../../src/core/data/csvHeader.ts';

test('numbers', () => {
  const check = (text: string, expected: number | RegExp): void => {
    const value = parseNumber(text);
    if (typeof expected === 'number') assert.equal(value, expected, text);
    else assert.match(String(value), expected, text);
  };
  for (const text of ['0', '-0.5', '+3', '.5', '5.', '1e5', '1E-5', '007', '0e1', ' 42 ', '\u00a07', '1455.219971']) {
    check(text, Number(text));
  }
  for (const text of ['', '  ', 'NA', 'n/a', 'NaN', 'nan', 'null', 'NULL', 'None', '?', '#N/A', '<NA>'])
    check(text, NaN);
  for (const text of ['0x1f', '0b11', ' 0o7', 'abc', '1.2.3', '$5', '5 %', '1_000', '--1', '+', '.']) {
    check(text, /is not a number\. Mend/);
  }
  for (const text of ['Infinity', '-inf', '1e400']) check(text, /not a finite number/);
  for (const text of ['1,5', '1,000', "1'000.5", '12 345']) check(text, /without thousands separators/);
});

test('times', () => {
  const day = Date.UTC(2000, 1, 29);
  const cases: readonly [string, number, boolean][] = [
    ['2000-02-29', day, true],
    ['2000/02/29', day, true],
    ['2000-2-9', Date.UTC(2000, 1, 9), true],
    ['20000229', day, true],
    ['2000-02', Date.UTC(2000, 1, 1), true],
    ['2000', Date.UTC(2000, 0, 1), true],
    ['1950', Date.UTC(1950, 0, 1), true],
    ['1900-03-01', Date.UTC(1900, 2, 1), true],
    ['2000-02-29T13:45', day + (13 * 60 + 45) * 60_000, false],
    ['2000-02-29 13:45:06', day + ((13 * 60 + 45) * 60 + 6) * 1000, false],
    ['2000-02-29T13:45:06.789Z', day + ((13 * 60 + 45) * 60 + 6) * 1000 + 789, false],
    ['2000-02-29T13:45:06,7', day + ((13 * 60 + 45) * 60 + 6) * 1000 + 700, false],
    ['2000-02-29T13:45:00+05:30', day + (8 * 60 + 15) * 60_000, false],
    ['2000-02-29T23:00:00-0200', day + 25 * 3_600_000, false],
    ['2000-02-29T13:45+01', day + (12 * 60 + 45) * 60_000, false],
    ['951782400', day, false],
    ['951782400.5', day + 500, false],
    ['1706659200', Date.UTC(2024, 0, 31), false],
    ['1706659200000', Date.UTC(2024, 0, 31), false],
    ['', NaN, true],
    ['NA', NaN, true],
  ];
  for (const [text, expected, dateOnly] of cases) {
    const parser = createTimeParser();
    assert.equal(parser.parse(text), expected, text);
    assert.equal(parser.isDateOnly(), dateOnly, text);
  }
});

test('every day of 400 years stands where the calendar puts it', () => {
  const parser = createTimeParser();
  for (let time = Date.UTC(1800, 0, 1); time < Date.UTC(2200, 0, 1); time += 86_400_000) {
    const text = new Date(time).toISOString().slice(0, 10);
    if (parser.parse(text) !== time) assert.equal(parser.parse(text), time, text);
  }
});

test('times that cannot be read for sure are refused', () => {
  const cases: readonly [string, RegExp][] = [
    ['01/02/2000', /day and which the month/],
    ['1.2.2000', /day and which the month/],
    ['13-02-00', /day and which the month/],
    ['2001-02-29', /no such time/],
    ['2000-13-01', /no such time/],
    ['2000-00-01', /no such time/],
    ['20000431', /no such time/],
    ['2000-01-01T24:00', /no such time/],
    ['2000-01-01T12:60', /no such time/],
    ['2000-01-01T12:00+15:00', /no such time/],
    ['200001', /ISO 8601/],
    ['200001311200', /ISO 8601/],
    ['Jan 1 2000', /ISO 8601/],
    ['2000-01/01', /ISO 8601/],
    ['noon', /ISO 8601/],
  ];
  for (const [text, expected] of cases) assert.match(String(createTimeParser().parse(text)), expected, text);
});

test('later times have the format of the first', () => {
  const check = (first: string, second: string, expected: number | RegExp): void => {
    const parser = createTimeParser();
    assert.equal(typeof parser.parse(first), 'number');
    const time = parser.parse(second);
    if (typeof expected === 'number') assert.equal(time, expected);
    else assert.match(String(time), expected);
  };
  check('2000-01-01', '2000-01-02T12:00', Date.UTC(2000, 0, 2, 12));
  check('999999999', '1000000000', 1e12);
  check('1706659200000', '999', 999);
  check('1706659200000', '2000-01-01', /of the form 1706659200000/);
  check('2000', '20010101', /of the form 2024,/);
  check('20000101', '2001', /of the form 20240131,/);
  check('2000-01-01', '20000102', /of the form 2024-01-31/);
});

test('delimiters', () => {
  const cases: readonly [string, string][] = [
    ['a', ','],
    ['', ','],
    ['a,b', ','],
    ['a;b', ';'],
    ['a\tb', '\t'],
    ['a,b;c', ','],
    ['a;b;c,d', ';'],
    ['"a,b,c,d";e', ';'],
    ['"a""b,c,d";e', ';'],
  ];
  for (const [line, expected] of cases) assert.equal(detectDelimiter(line), expected, line);
});
