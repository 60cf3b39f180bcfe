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
      if (length === values.length) values = resize(values, length * 2);
      values[length++] = value;
    },
    finish: () => resize(values, length),
  };
}

/** `transfer` lets the engine move the memory instead of holding old and new at once. */
function resize(values: Float64Array<ArrayBuffer>, length: number): Float64Array<ArrayBuffer> {
  return new Float64Array(values.buffer.transfer(length * Float64Array.BYTES_PER_ELEMENT));
}
