import type { KerasArray } from './fixture.ts';

/** Largest difference of any number; infinite where shapes differ, a number is not one, or nothing is compared. */
export function largestDifference(actual: readonly KerasArray[], expected: readonly KerasArray[]): number {
  if (actual.length !== expected.length || expected.length === 0) return Infinity;
  return Math.max(0, ...expected.map((array, index) => differenceOf(actual[index], array)));
}

function differenceOf(actual: KerasArray | undefined, expected: KerasArray): number {
  if (actual?.shape.join() !== expected.shape.join()) return Infinity;
  return expected.data.reduce((worst, value, index) => {
    const difference = Math.abs((actual.data[index] ?? NaN) - value);
    return Number.isNaN(difference) ? Infinity : Math.max(worst, difference);
  }, 0);
}
