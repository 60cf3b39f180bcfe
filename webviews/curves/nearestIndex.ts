/** Index of the first entry of ascending `x` that is at least `value`; `x.length` where none is. */
export function lowerBound(x: Float64Array, value: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((x[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the entry of ascending `x` closest to `value`, the earlier one of two; -1 where `x` is empty. */
export function nearestIndex(x: Float64Array, value: number): number {
  const right = lowerBound(x, value);
  const left = right - 1;
  if (right === x.length || left < 0) return Math.min(Math.max(left, right === x.length ? left : right), x.length - 1);
  return value - (x[left] ?? NaN) <= (x[right] ?? NaN) - value ? left : right;
}
