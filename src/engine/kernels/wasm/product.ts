import { floatBytes, type Lease, type Room, type Rows } from './workspace.ts';

/** Rows of that many numbers, one behind the other. */
export function rowsOf({ address }: Room, size: number): Rows {
  return { address, stride: floatBytes * size };
}

/** The same rows from another one, and from another column on. */
export function moveRows({ address, stride }: Rows, by: { readonly rows?: number; readonly columns?: number }): Rows {
  return { address: address + (by.rows ?? 0) * stride + floatBytes * (by.columns ?? 0), stride };
}

/** Copies the first `size` numbers of `count` rows. */
export function copyRows({ kernels }: Lease, source: Rows, target: Rows, count: number, size: number): void {
  kernels.copyRows(source.address, source.stride, target.address, target.stride, count, size);
}

/** Numbers in a room of their own. */
export function enter(lease: Lease, values: Float32Array): Room {
  const room = lease.take(values.length);
  lease.view(room).set(values);
  return room;
}

/** Zeros in a room of their own. */
export function takeZeros(lease: Lease, size: number): Room {
  const room = lease.take(size);
  lease.view(room).fill(0);
  return room;
}

/** A matrix laid out to be multiplied with. */
export interface Panels {
  readonly room: Room;
  readonly depth: number;
  readonly count: number;
}

/** Columns of as many panels as hold these. */
export function wholePanels({ kernels: { panelColumns } }: Lease, columns: number): number {
  return Math.ceil(columns / panelColumns) * panelColumns;
}

/** Lays out `[depth, columns]`: panels of some columns, filled up with zeros. `depth` is a multiple of 4. */
export function takePanels(lease: Lease, matrix: Rows, depth: number, columns: number): Panels {
  const whole = wholePanels(lease, columns);
  const room = columns === whole ? lease.take(depth * whole) : takeZeros(lease, depth * whole);
  const panels = { room, depth, count: whole / lease.kernels.panelColumns };
  fillPanels(lease, panels, matrix, { rows: depth, columns });
  return panels;
}

/** Copies the first rows of the panels. */
export function fillPanels(
  lease: Lease,
  { room, depth, count }: Panels,
  matrix: Rows,
  { rows, columns }: Readonly<Record<'rows' | 'columns', number>>,
): void {
  const { panelColumns } = lease.kernels;
  const lines = rowsOf(room, panelColumns);
  for (let panel = 0; panel < count; panel++) {
    const first = panel * panelColumns;
    const source = moveRows(matrix, { columns: first });
    copyRows(lease, source, moveRows(lines, { rows: panel * depth }), rows, Math.min(panelColumns, columns - first));
  }
}

/** Lays out the transpose of `[rows, columns]`, a multiple of 4 both. */
export function takeTransposed(lease: Lease, matrix: Rows, rows: number, columns: number): Panels {
  const transposed = lease.take(rows * columns);
  const target = rowsOf(transposed, rows);
  lease.kernels.transpose(matrix.address, matrix.stride, target.address, target.stride, rows, columns);
  return takePanels(lease, target, columns, rows);
}

/** `sums += factors panels` for `rows` rows. */
export function addProduct({ kernels }: Lease, factors: Rows, panels: Panels, sums: Rows, rows: number): void {
  const { room, depth, count } = panels;
  kernels.multiplyAdd(factors.address, factors.stride, room.address, sums.address, sums.stride, rows, depth, count);
}

/** `sums = factors panels` for `rows` rows; a row of sums is as long as the panels. */
export function setProduct({ kernels }: Lease, factors: Rows, panels: Panels, sums: Rows, rows: number): void {
  const { room, depth, count } = panels;
  kernels.multiply(factors.address, factors.stride, room.address, sums.address, sums.stride, rows, depth, count);
}
