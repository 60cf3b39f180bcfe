// Matrices of the kernels: rows of one or several blocks, each of them whole vectors long. What stands behind a block's
// own numbers is 0 in weights and first states, and so has no effect.

/** Shape of a matrix whose rows are blocks. */
export interface Blocks {
  readonly rows: number;
  readonly blocks: number;
  /** Numbers of a block, without padding. */
  readonly size: number;
}

/** Length of a block of `size` numbers. */
export function paddedSize(size: number): number {
  return Math.ceil(size / 4) * 4;
}

/** `[rows, blocks * size]` to `[rows, blocks * paddedSize]`. */
export function pad(values: Float32Array, shape: Blocks): Float32Array<ArrayBuffer> {
  const target = new Float32Array(shape.rows * shape.blocks * paddedSize(shape.size));
  padInto(target, values, shape);
  return target;
}

/** As `pad`, into the beginning of `target`. */
export function padInto(target: Float32Array, values: Float32Array, { rows, blocks, size }: Blocks): void {
  const padded = paddedSize(size);
  if (padded === size) {
    target.set(values);
    return;
  }
  let place = 0;
  for (let block = 0; block < rows * blocks; block++) {
    for (let index = 0; index < padded; index++) {
      target[place] = index < size ? (values[block * size + index] ?? NaN) : 0;
      place += 1;
    }
  }
}

/** `[rows, blocks * paddedSize]` to `[rows, blocks * size]`. */
export function unpad(values: Float32Array, { rows, blocks, size }: Blocks): Float32Array<ArrayBuffer> {
  const padded = paddedSize(size);
  if (padded === size) return values.slice(0, rows * blocks * size);
  const target = new Float32Array(rows * blocks * size);
  let place = 0;
  for (let block = 0; block < rows * blocks; block++) {
    for (let index = block * padded; index < block * padded + size; index++) {
      target[place] = values[index] ?? NaN;
      place += 1;
    }
  }
  return target;
}

/** Columns of a matrix. */
export interface Columns {
  readonly rows: number;
  /** From one row to the next. */
  readonly stride: number;
  /** Index of the first row's first column. */
  readonly from: number;
  /** How many. */
  readonly size: number;
}

/** Some columns by themselves: `[rows, size]`. */
export function cutColumns(values: Float32Array, columns: Columns): Float32Array<ArrayBuffer> {
  const target = new Float32Array(columns.rows * columns.size);
  cutColumnsInto(target, 0, values, columns);
  return target;
}

/** As `cutColumns`, into `target` from index `to` on. */
export function cutColumnsInto(
  target: Float32Array,
  to: number,
  values: Float32Array,
  { rows, stride, from, size }: Columns,
): void {
  for (let row = 0; row < rows; row++) {
    const [start, place] = [from + row * stride, to + row * size];
    for (let column = 0; column < size; column++) target[place + column] = values[start + column] ?? NaN;
  }
}
