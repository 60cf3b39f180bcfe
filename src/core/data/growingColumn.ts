const FIRST_CAPACITY = 1024;

/** A column of numbers of unknown length: 8 bytes a number, at most twice that while it grows. */
export interface GrowingColumn {
  push(value: number): void;
  /** The numbers pushed, in memory of exactly their size. Ends the column. */
  finish(): Float64Array;
}

/** Starts an empty column that doubles its memory whenever it is full. */
export function createGrowingColumn(): GrowingColumn {
  let values = new Float64Array(FIRST_CAPACITY);
  let length = 0;
  return {
    push(value) {
      if (length === values.length) {
        const larger = new Float64Array(length * 2);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    finish: () => values.slice(0, length),
  };
}
