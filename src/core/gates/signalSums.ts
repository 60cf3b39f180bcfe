import type { SignalName, SignalStatistics } from '../../contracts/gates.ts';
import { forEachStep, type RecordedLayer, type RecordedSignal } from './recordedLayer.ts';
import { createUnitSums } from './unitSums.ts';

/** Sizes below the first are near 0, above the second near 1. */
const NEAR_ZERO = 0.1;
const NEAR_ONE = 0.9;

/** A unit whose standard deviation is smaller is nearly constant. */
const CONSTANT = 0.01;

/** A unit that changes less from one timestep to the next, on average, hardly ever changes. */
const STILL = 0.001;

/** Gathers the values of one signal, batch by batch, in memory that grows with the timesteps of one example alone. */
export interface SignalSums {
  add(recorded: RecordedLayer, signal: RecordedSignal): void;
  /** Mean of each unit. */
  means(): Float64Array;
  finish(): SignalStatistics;
}

/** A fresh accumulator of a signal. */
export function createSignalSums(name: SignalName, units: number): SignalSums {
  const values = createUnitSums(units);
  const changes = createUnitSums(units);
  const timeline = createTimeline();
  const difference = new Float32Array(units);
  let [nearZero, nearOne] = [0, 0];

  function addStep(data: Float32Array, offset: number, step: number): void {
    values.add(data, offset);
    let sum = 0;
    for (let unit = 0; unit < units; unit++) {
      const value = data[offset + unit] ?? NaN;
      const size = Math.abs(value);
      nearZero += Number(size < NEAR_ZERO);
      nearOne += Number(size > NEAR_ONE);
      sum += value;
    }
    timeline.add(step, sum / units);
  }

  function addChange(data: Float32Array, offset: number, before: number): void {
    for (let unit = 0; unit < units; unit++) {
      difference[unit] = Math.abs((data[offset + unit] ?? NaN) - (data[before + unit] ?? NaN));
    }
    changes.add(difference, 0);
  }

  return {
    add(recorded, { values: data }) {
      let before = 0;
      forEachStep(recorded, (example, step, read) => {
        const offset = (step * recorded.batch + example) * units;
        addStep(data, offset, step);
        if (read > 0) addChange(data, offset, before);
        before = offset;
      });
    },
    means: () => values.means(),
    finish() {
      const [means, squares, all] = [values.means(), values.squares(), units * values.count];
      return {
        ...{ name, units, ...pooled(means, squares, values.count) },
        least: values.least.reduce((least, value) => Math.min(least, value), Infinity),
        largest: values.largest.reduce((largest, value) => Math.max(largest, value), -Infinity),
        ...{ nearZero: nearZero / all, nearOne: nearOne / all, overTime: timeline.means() },
        closed: unitsWhere(values.largestSize, (size) => size < NEAR_ZERO),
        open: unitsWhere(values.leastSize, (size) => size > NEAR_ONE),
        constant: unitsWhere(squares, (square) => Math.sqrt(square / values.count) < CONSTANT),
        still: changes.count === 0 ? [] : unitsWhere(changes.means(), (change) => change < STILL),
      };
    },
  };
}

/**
 * Mean and standard deviation of all values from those of each unit, which have n values each:
 * `Σ(x - mean)² = Σ_units (Σ(x - mean_u)² + n (mean_u - mean)²)` (Chan, Golub & LeVeque 1983).
 */
function pooled(means: Float64Array, squares: Float64Array, count: number) {
  const mean = means.reduce((sum, each) => sum + each, 0) / means.length;
  const total = squares.reduce((sum, square, unit) => sum + square + count * ((means[unit] ?? NaN) - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(total / (count * means.length)) };
}

function unitsWhere(values: Float64Array, test: (value: number) => boolean): readonly number[] {
  return Array.from(values.keys()).filter((unit) => test(values[unit] ?? NaN));
}

/** Means at each timestep. */
function createTimeline() {
  const sums: number[] = [];
  const counts: number[] = [];
  return {
    add(step: number, value: number): void {
      sums[step] = (sums[step] ?? 0) + value;
      counts[step] = (counts[step] ?? 0) + 1;
    },
    /** Timesteps that no example has are holes in the lists, and left out. */
    means: (): number[] => counts.flatMap((count, step) => (sums[step] ?? NaN) / count),
  };
}
