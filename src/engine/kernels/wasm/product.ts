import type { Kernels } from './kernels.ts';
import type { Lease, Room } from './workspace.ts';

/** Rows of float32 in the memory. */
export interface Rows {
  /** Of the first one, in bytes. */
  readonly address: number;
  /** From one row to the next, in bytes. */
  readonly stride: number;
}

/** A matrix laid out to be multiplied with. */
export interface Panels {
  readonly room: Room;
  readonly depth: number;
  readonly count: number;
}

/** Lays out `[depth, columns]`, a multiple of 4 both: panels of some columns, filled up with zeros. */
export function takePanels(
  { panelColumns }: Kernels,
  lease: Lease,
  matrix: Float32Array,
  depth: number,
  columns: number,
): Panels {
  const count = Math.ceil(columns / panelColumns);
  const room = lease.take(count * depth * panelColumns);
  const target = lease.view(room);
  let place = 0;
  for (let panel = 0; panel < count; panel++) {
    for (let row = 0; row < depth; row++) {
      for (let column = panel * panelColumns; column < (panel + 1) * panelColumns; column++) {
        target[place] = column < columns ? (matrix[row * columns + column] ?? NaN) : 0;
        place += 1;
      }
    }
  }
  return { room, depth, count };
}

/** `sums += factors panels` for `rows` rows. */
export function addProduct(kernels: Kernels, factors: Rows, panels: Panels, sums: Rows, rows: number): void {
  const { room, depth, count } = panels;
  kernels.multiplyAdd(factors.address, factors.stride, room.address, sums.address, sums.stride, rows, depth, count);
}

/** `sums = factors panels` for `rows` rows; a row of sums is as long as the panels. */
export function setProduct(kernels: Kernels, factors: Rows, panels: Panels, sums: Rows, rows: number): void {
  const { room, depth, count } = panels;
  kernels.multiply(factors.address, factors.stride, room.address, sums.address, sums.stride, rows, depth, count);
}

/** The transpose of `[rows, columns]`. */
export function transpose(matrix: Float32Array, rows: number, columns: number): Float32Array {
  const target = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      target[column * rows + row] = matrix[row * columns + column] ?? NaN;
  }
  return target;
}
