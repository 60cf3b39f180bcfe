import type { Pace } from '../contracts/training.ts';

/** Measures how fast training goes. All times in milliseconds unless said otherwise. */
export interface PaceMeter {
  startEpoch(now: number): void;
  stepDone(now: number, examples: number): void;
  /** Answers the epoch's wall time in seconds. */
  epochDone(now: number): number;
  /** With that many steps done of the epoch, counted from 1. */
  pace(epoch: number, stepsDone: number): Pace;
}

/** Steps that the median looks back on. */
const recentSteps = 64;

/** A meter for training of a known length. */
export function createPaceMeter(epochs: number, stepsPerEpoch: number): PaceMeter {
  const durations: number[] = [];
  const sizes: number[] = [];
  let epochStart = 0;
  let stepStart = 0;
  let lastEpoch: number | undefined;
  return {
    startEpoch(now) {
      epochStart = now;
      stepStart = now;
    },
    stepDone(now, examples) {
      pushRecent(durations, now - stepStart);
      pushRecent(sizes, examples);
      stepStart = now;
    },
    epochDone(now) {
      lastEpoch = now - epochStart;
      return lastEpoch / 1000;
    },
    pace(epoch, stepsDone) {
      const step = median(durations);
      const whole = lastEpoch ?? step * stepsPerEpoch;
      const left = (epochs - epoch) * whole + Math.max(0, whole * (1 - stepsDone / stepsPerEpoch));
      return {
        millisecondsPerStep: step,
        examplesPerSecond: step > 0 ? (1000 * median(sizes)) / step : 0,
        secondsLeft: left / 1000,
      };
    },
  };
}

function pushRecent(values: number[], value: number): void {
  values.push(value);
  if (values.length > recentSteps) values.shift();
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? 0;
  return Number.isInteger(middle) ? ((sorted[middle - 1] ?? 0) + upper) / 2 : upper;
}
