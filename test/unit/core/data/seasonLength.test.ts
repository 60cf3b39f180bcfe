import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inferSeasonLength } from '../../../../src/core/data/seasonLength.ts';

function integers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

test('a season follows from the spacing of the times', () => {
  const DAY = 86_400_000;
  const start = Date.UTC(2001, 0, 1);
  const every = (milliseconds: number): number[] => integers(100).map((index) => start + index * milliseconds);
  const months = (step: number): number[] => integers(60).map((index) => Date.UTC(2001, index * step, 1));
  const cases: readonly [string, number[] | null, number, number][] = [
    ['no times', null, 1, 1],
    ['seconds', every(1000), 1, 1],
    ['minutely', every(60_000), 1, 60],
    ['hourly', every(DAY / 24), 1, 24],
    ['every sixth hour', every(DAY / 4), 1, 1],
    ['daily', every(DAY), 1, 7],
    ['daily with absent days', every(DAY).filter((_, index) => index % 10 !== 3), 1, 7],
    ['business daily', every(DAY).filter((_, index) => index % 7 < 5), 1, 5],
    ['business daily with holidays', every(DAY).filter((_, index) => index % 7 < 5 && index % 31 !== 0), 1, 5],
    ['weekly', every(7 * DAY), 1, 52],
    ['monthly', months(1), 1, 12],
    ['quarterly', months(3), 1, 4],
    ['yearly', months(12), 1, 1],
    ['hourly, sampled daily', every(DAY / 24), 24, 7],
    ['daily, sampled weekly', every(DAY), 7, 52],
    ['fewer rows than one timestep', [start], 1, 1],
  ];
  for (const [name, times, samplingRate, expected] of cases) {
    assert.equal(inferSeasonLength(times === null ? null : Float64Array.from(times), samplingRate), expected, name);
  }
});
