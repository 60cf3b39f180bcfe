import type { Measure } from '../qualityTable.ts';
import { addingProblemError } from './learning/addingProblem.ts';
import { countingReach } from './learning/counting.ts';
import { embeddedReberGrowth } from './learning/embeddedReber.ts';
import { gradientRatio } from './learning/gradientAtStart.ts';
import { seeds } from './learning/learningModel.ts';
import { temporalOrderAccuracy } from './learning/temporalOrder.ts';

type Summary = (figures: readonly number[]) => number;

const mean: Summary = (figures) => figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
const median: Summary = (figures) => figures.toSorted((a, b) => a - b)[Math.floor(figures.length / 2)] ?? NaN;
const greatest: Summary = (figures) => Math.max(...figures);
const least: Summary = (figures) => Math.min(...figures);

function overSeeds(summary: Summary, measure: (seed: number) => number): Measure['measure'] {
  return () => Promise.resolve(summary(seeds.map(measure)));
}

/** Tasks with known answers, each over five seeds. */
export const measures: readonly Measure[] = [
  {
    name: 'temporal order, forget bias 1: least accuracy',
    goal: { least: 0.95 },
    measure: overSeeds(least, (seed) => temporalOrderAccuracy(1, seed)),
  },
  {
    name: 'temporal order, forget bias 0: mean accuracy',
    goal: { most: 0.4 },
    measure: overSeeds(mean, (seed) => temporalOrderAccuracy(0, seed)),
  },
  {
    name: 'adding problem: greatest mean squared error',
    goal: { most: 0.01 },
    measure: overSeeds(greatest, addingProblemError),
  },
  {
    name: 'a^n b^n without peepholes: median n reached',
    goal: { least: 15 },
    measure: overSeeds(median, (seed) => countingReach(false, seed)),
  },
  {
    name: 'a^n b^n with peepholes: median n reached',
    goal: { least: 25 },
    measure: overSeeds(median, (seed) => countingReach(true, seed)),
  },
  {
    name: 'gradient kept over 100 steps, forget bias 1 against 0: least ratio',
    goal: { least: 1e6 },
    measure: overSeeds(least, gradientRatio),
  },
  {
    name: 'embedded Reber: least growth of the cell state without a forget gate',
    goal: { least: 20 },
    measure: overSeeds(least, embeddedReberGrowth),
  },
];
