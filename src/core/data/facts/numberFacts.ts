import { parseNumber } from '../parseNumber.ts';
import type { Cell } from './columnCells.ts';
import type { NumberFacts, WrongCell } from './dataFacts.ts';

/** A column counts as one of numbers when at least this share of its values are numbers. */
const MOST = 0.8;
/** Values that are looked at before all are read: a column of texts is known by its first ones. */
const FIRST = 50;

/** What the numbers of a column are like; `null` where most of its values are none. */
export function collectNumberFacts(present: readonly Cell[]): NumberFacts | null {
  const first = present.slice(0, FIRST);
  if (first.filter(isNumber).length * 2 < first.length) return null;
  const numbers: number[] = [];
  let firstWrong: WrongCell | null = null;
  for (const { text, position } of present) {
    const value = parseNumber(text);
    if (typeof value === 'number') numbers.push(value);
    else if (position !== null) firstWrong ??= { ...position, text, reason: value };
  }
  if (numbers.length === 0 || numbers.length < MOST * present.length) return null;
  const wrong = present.length - numbers.length;
  return { ...describeNumbers(numbers), wrong, firstWrong };
}

function isNumber({ text }: Cell): boolean {
  return typeof parseNumber(text) === 'number';
}

function describeNumbers(numbers: readonly number[]): Omit<NumberFacts, 'wrong' | 'firstWrong'> {
  let minimum = Infinity;
  let maximum = -Infinity;
  let mean = 0;
  let squares = 0;
  for (const [index, value] of numbers.entries()) {
    minimum = Math.min(minimum, value);
    maximum = Math.max(maximum, value);
    // Welford 1962: sums of large values do not cancel.
    const distance = value - mean;
    mean += distance / (index + 1);
    squares += distance * (value - mean);
  }
  const standardDeviation = Math.sqrt(squares / numbers.length);
  return { minimum, maximum, mean, standardDeviation, whole: numbers.every(Number.isInteger) };
}
