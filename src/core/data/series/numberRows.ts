/** Rows of numbers `[rows, width]`, in memory or on disk. Nobody but `RowStorage` knows which. */
export interface NumberRows {
  readonly rows: number;
  /** Numbers a row. */
  readonly width: number;
  at(row: number, column: number): number;
  set(row: number, column: number, value: number): void;
  /** The rows `from … to - 1`, row-major, to be read and not to be changed: valid until the next call of anything here. */
  slice(from: number, to: number): Float64Array;
}

/** Takes rows one after the other. */
export interface RowWriter {
  /** Takes the first `width` numbers of `row`, which may be used again at once. */
  push(row: ArrayLike<number>): void;
  /** All rows pushed. Ends the writer. */
  finish(): NumberRows;
}

/** Gives room for rows. Who knows a disk gives more of it than there is memory. */
export interface RowStorage {
  /** Starts empty rows of `width` numbers each. */
  open(width: number): RowWriter;
}

/** Numbers a block, 512 KiB: little beside rows that are worth saving memory on. */
const BLOCK = 65_536;

/** Keeps every row in memory. */
export const memoryStorage: RowStorage = {
  open(width) {
    const rowsInBlock = Math.max(1, Math.floor(BLOCK / width));
    let full: Float64Array[] = [];
    let block = new Float64Array(rowsInBlock * width);
    let used = 0;
    return {
      push(row) {
        if (used === block.length) {
          full.push(block);
          block = new Float64Array(rowsInBlock * width);
          used = 0;
        }
        for (let column = 0; column < width; column++) block[used++] = row[column] ?? NaN;
      },
      finish() {
        const size = rowsInBlock * width;
        const values = new Float64Array(full.length * size + used);
        for (const [index, numbers] of full.entries()) values.set(numbers, index * size);
        values.set(block.subarray(0, used), full.length * size);
        full = [];
        return rowsInMemory(values, width);
      },
    };
  },
};

/** Rows over row-major numbers that are there already. */
export function rowsInMemory(values: Float64Array, width: number): NumberRows {
  return {
    rows: width === 0 ? 0 : values.length / width,
    width,
    at: (row, column) => values[row * width + column] ?? NaN,
    set(row, column, value) {
      values[row * width + column] = value;
    },
    slice: (from, to) => values.subarray(from * width, to * width),
  };
}

/** Rows that are read at once where all are read in their order. */
const ROWS_A_STEP = 4096;

/** Reads the rows `from … to - 1` in their order, some at a time; `use` gets the first row's number with them. */
export function readInSteps(
  rows: NumberRows,
  from: number,
  to: number,
  use: (values: Float64Array, firstRow: number) => void,
): void {
  for (let row = from; row < to; row += ROWS_A_STEP) use(rows.slice(row, Math.min(row + ROWS_A_STEP, to)), row);
}
