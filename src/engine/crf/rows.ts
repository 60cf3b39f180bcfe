/** The greater of `result[place]` and `score + others[from + place]` in each place, put into `result`. */
export function raiseTo(score: number, others: Float64Array, from: number, result: Float64Array): void {
  for (let place = 0; place < result.length; place++) {
    const sum = score + (others[from + place] ?? NaN);
    if (sum > (result[place] ?? NaN)) result[place] = sum;
  }
}

/** `values[place] += others[place]`. */
export function addTo(values: Float64Array, others: Float64Array | Float32Array): void {
  for (let place = 0; place < values.length; place++) values[place] = (values[place] ?? NaN) + (others[place] ?? NaN);
}

/** What stands at one place of `[…, tags]`: a view. */
export function rowAt<T extends Float64Array | Float32Array>(values: T, place: number, tags: number): T {
  // A part of an array is of the same kind.
  return values.subarray(place * tags, (place + 1) * tags) as T;
}

/** The greatest of some numbers. */
export function greatestOf(values: Float64Array): number {
  let greatest = -Infinity;
  for (const value of values) greatest = Math.max(greatest, value);
  return greatest;
}
