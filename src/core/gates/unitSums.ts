/** Running sums of each unit of a signal. */
export interface UnitSums {
  readonly units: number;
  /** Values of each unit so far. */
  readonly count: number;
  add(values: Float32Array, offset: number): void;
  /** Mean of each unit. */
  means(): Float64Array;
  /** Sum of the squared distances of each unit's values to its mean. */
  squares(): Float64Array;
  readonly least: Float64Array;
  readonly largest: Float64Array;
  /** Smallest and largest size |x| of each unit. */
  readonly leastSize: Float64Array;
  readonly largestSize: Float64Array;
}

/**
 * Adds up the values of each unit, in memory that does not grow with their number. With s the unit's first value,
 *
 *     mean = s + Σ(x - s) / n      Σ(x - mean)² = Σ(x - s)² - (Σ(x - s))² / n
 *
 * (the shifted textbook algorithm of Chan, Golub & LeVeque 1983: what is constant has a deviation of exactly 0).
 */
export function createUnitSums(units: number): UnitSums {
  const [shifts, sums, squared] = [zeros(units), zeros(units), zeros(units)];
  const [least, largest] = [zeros(units).fill(Infinity), zeros(units).fill(-Infinity)];
  const [leastSize, largestSize] = [zeros(units).fill(Infinity), zeros(units)];
  let count = 0;
  return {
    units,
    get count() {
      return count;
    },
    add(values, offset) {
      for (let unit = 0; unit < units; unit++) {
        const value = values[offset + unit] ?? NaN;
        if (count === 0) shifts[unit] = value;
        const distance = value - (shifts[unit] ?? NaN);
        const size = Math.abs(value);
        sums[unit] = (sums[unit] ?? NaN) + distance;
        squared[unit] = (squared[unit] ?? NaN) + distance * distance;
        least[unit] = Math.min(least[unit] ?? NaN, value);
        largest[unit] = Math.max(largest[unit] ?? NaN, value);
        leastSize[unit] = Math.min(leastSize[unit] ?? NaN, size);
        largestSize[unit] = Math.max(largestSize[unit] ?? NaN, size);
      }
      count++;
    },
    means: () => shifts.map((shift, unit) => shift + (sums[unit] ?? NaN) / count),
    squares: () => squared.map((square, unit) => Math.max(0, square - (sums[unit] ?? NaN) ** 2 / count)),
    ...{ least, largest, leastSize, largestSize },
  };
}

function zeros(size: number): Float64Array {
  return new Float64Array(size);
}
