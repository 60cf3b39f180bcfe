/** The arrays that hold each kind of number. */
interface NumberArrays {
  readonly float64: Float64Array;
  readonly int32: Int32Array;
  readonly uint8: Uint8Array;
}

export type NumberKind = keyof NumberArrays;

/** An array of any kind. */
export type NumberArray = NumberArrays[NumberKind];

/** Rows of numbers `[rows, width]`, in memory or on disk. Nobody but `RowStorage` knows which. */
export interface NumberRows<K extends NumberKind = 'float64'> {
  readonly rows: number;
  /** Numbers a row. */
  readonly width: number;
  at(row: number, column: number): number;
  set(row: number, column: number, value: number): void;
  /** The rows `from … to - 1`, row-major, to be read and not to be changed: valid until the next call of anything here. */
  slice(from: number, to: number): NumberArrays[K];
}

/** Takes rows one after the other. */
export interface RowWriter<K extends NumberKind = 'float64'> {
  /** Takes whole rows, row-major, which may be used again at once. */
  push(rows: NumberArray | readonly number[]): void;
  /** All rows pushed. Ends the writer. */
  finish(): NumberRows<K>;
}

/** Gives room for rows. Who knows a disk gives more of it than there is memory. */
export interface RowStorage {
  /** Starts empty rows of `width` numbers each. */
  open<K extends NumberKind>(kind: K, width: number): RowWriter<K>;
}

/** Numbers a block, at most 512 KiB: little beside rows that are worth saving memory on. */
const BLOCK = 65_536;

/** Keeps every row in memory. */
export const memoryStorage: RowStorage = {
  open<K extends NumberKind>(kind: K, width: number) {
    const blocks: NumberArray[] = [];
    const shape = { kind, width };
    const cutter = cutBlocks(shape, BLOCK, (block) => {
      blocks.push(block);
      return createNumbers(kind, block.length);
    });
    return {
      push: cutter.push,
      finish: () => ofKind<K>(rowsInBlocks([...blocks, cutter.rest()], shape)),
    };
  },
};

/** Rows of the kind that a storage was asked for, which the compiler cannot follow through its blocks. */
export function ofKind<K extends NumberKind>(rows: NumberRows<NumberKind>): NumberRows<K> {
  return rows as NumberRows<K>;
}

/** What rows are made of. */
export interface RowShape {
  readonly kind: NumberKind;
  /** Numbers a row. */
  readonly width: number;
}

/** An array of zeros. */
export function createNumbers(kind: NumberKind, length: number): NumberArray {
  switch (kind) {
    case 'float64':
      return new Float64Array(length);
    case 'int32':
      return new Int32Array(length);
    case 'uint8':
      return new Uint8Array(length);
  }
}

/** Rows that are cut into blocks of one size as they come. */
export interface BlockCutter {
  readonly push: (rows: NumberArray | readonly number[]) => void;
  /** What there is of the block that is not full yet. */
  readonly rest: () => NumberArray;
}

/** Below so many numbers a loop is faster than a call of `set`. */
const SHORT = 32;

/** Fills blocks of whole rows, about `numbers` numbers each. `putAway` takes a full one and gives an array for the next. */
export function cutBlocks(
  { kind, width }: RowShape,
  numbers: number,
  putAway: (block: NumberArray) => NumberArray,
): BlockCutter {
  const size = Math.max(1, Math.floor(numbers / width)) * width;
  let block: NumberArray | null = null;
  let used = 0;
  return {
    push(rows) {
      block ??= createNumbers(kind, size);
      for (let done = 0; done < rows.length;) {
        if (used === size) {
          block = putAway(block);
          used = 0;
        }
        const count = Math.min(rows.length - done, size - used);
        if (count < SHORT) for (let index = 0; index < count; index++) block[used + index] = rows[done + index] ?? NaN;
        else block.set(count === rows.length ? rows : rows.slice(done, done + count), used);
        done += count;
        used += count;
      }
    },
    rest: () => (block ?? createNumbers(kind, 0)).subarray(0, used),
  };
}

/** Rows over blocks of one size, but for the last one. */
export function rowsInBlocks(blocks: readonly NumberArray[], { kind, width }: RowShape): NumberRows<NumberKind> {
  const [first = createNumbers(kind, 0)] = blocks;
  if (blocks.length < 2) return rowsOver(first, width);
  const inBlock = first.length / width;
  const rows = ((blocks.length - 1) * first.length + (blocks.at(-1)?.length ?? 0)) / width;
  const blockOf = (row: number): NumberArray => blocks[Math.floor(row / inBlock)] ?? first;
  const slice = (from: number, to: number): NumberArray => {
    const start = from % inBlock;
    return blockOf(from).subarray(start * width, (start + to - from) * width);
  };
  return {
    rows,
    width,
    at: (row, column) => blockOf(row)[(row % inBlock) * width + column] ?? NaN,
    set(row, column, value) {
      blockOf(row)[(row % inBlock) * width + column] = value;
    },
    slice(from, to) {
      const found = slice(from, to);
      if (found.length === (to - from) * width) return found;
      const joined = createNumbers(kind, (to - from) * width);
      joined.set(found);
      for (let row = from + found.length / width; row < to;) {
        const more = slice(row, to);
        joined.set(more, (row - from) * width);
        row += more.length / width;
      }
      return joined;
    },
  };
}

/** Rows over row-major numbers that are there already. */
export function rowsInMemory(values: Float64Array, width: number): NumberRows {
  return ofKind(rowsOver(values, width));
}

function rowsOver(numbers: NumberArray, width: number): NumberRows<NumberKind> {
  return {
    rows: width === 0 ? 0 : numbers.length / width,
    width,
    at: (row, column) => numbers[row * width + column] ?? NaN,
    set(row, column, value) {
      numbers[row * width + column] = value;
    },
    slice: (from, to) => numbers.subarray(from * width, to * width),
  };
}

/** Numbers one a row, `[numbers, 1]`. */
export function storeNumbers(numbers: Iterable<number>, storage: RowStorage = memoryStorage): NumberRows {
  const writer = storage.open('float64', 1);
  for (const number of numbers) writer.push([number]);
  return writer.finish();
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
