import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { formatCount, formatNumber, formatTick } from '../../../../webviews/shared/formatNumber.ts';

// The separators are the locale's: the tests look at digits alone.
const normal = (text: string): string => {
  const separator = new Intl.NumberFormat().format(1.5).charAt(1);
  const group = new Intl.NumberFormat().format(1_000_000).replace(/\d/g, '').charAt(0);
  return text.replaceAll(group, '').replace(separator, '.');
};

describe('formatNumber', () => {
  const check = (value: number, expected: string): void => {
    test(String(value), () => {
      assert.equal(normal(formatNumber(value)), expected);
    });
  };
  check(0, '0');
  check(0.041019, '0.04102');
  check(440.347, '440.3');
  check(12345.678, '12346');
  check(-1.23456, '-1.235');
  check(0.0000123456, '1.235e-5');
  check(4.2e12, '4.2e12');
  check(NaN, '–');
  check(Infinity, '∞');
  check(-Infinity, '-∞');
});

describe('formatCount', () => {
  test('keeps every digit', () => {
    assert.equal(normal(formatCount(123456789)), '123456789');
  });
  test('rounds', () => {
    assert.equal(formatCount(1.6), '2');
  });
});

describe('formatTick', () => {
  const check = (value: number, increment: number, expected: string): void => {
    test(`${String(value)} among ticks ${String(increment)} apart`, () => {
      assert.equal(normal(formatTick(value, increment)), expected);
    });
  };
  check(0, 0.1, '0');
  check(1.25, 0.25, '1.25');
  check(10050, 50, '10050');
  check(0.00105, 0.00005, '0.00105');
  check(0.30000000000000004, 0.1, '0.3');
  check(2e-6, 1e-6, '2e-6');
  check(3e8, 1e8, '3e8');
});
