import { addProduct, copyRows, fillPanels, moveRows, rowsOf, takeZeros, wholePanels, type Panels } from './product.ts';
import { floatBytes, type Lease, type Rows } from './workspace.ts';

/** Sums over rows of two matrices: `sums[i, j] += left[row, i] right[row, j]`, the gradient of a matrix of weights. */
export interface RowSums {
  /** `[left, columns]` */
  readonly sums: Rows;
  /** Adds what so many rows give, at most as many as were reckoned with. */
  add(left: Rows, right: Rows, rows: number): void;
}

/** Sizes of both matrices, of which the left one's is a multiple of 4, and how many rows come at once at most. */
export type RowSumSizes = Readonly<Record<'left' | 'right' | 'rows', number>>;

/** Sums of zero. */
export function takeRowSums(lease: Lease, { left, right, rows }: RowSumSizes): RowSums {
  const { kernels } = lease;
  const columns = wholePanels(lease, right);
  const sums = rowsOf(takeZeros(lease, left * columns), columns);
  // Products have depths that are multiples of 4: rows of zeros fill up what is less.
  const depth = ceilFour(rows);
  const turned = lease.take(left * depth);
  const panels: Panels = {
    room: takeZeros(lease, columns * depth),
    depth,
    count: columns / kernels.panelColumns,
  };
  const nothing: Rows = { address: takeZeros(lease, Math.max(left, columns)).address, stride: 0 };
  return {
    sums,
    add(leftRows, rightRows, count) {
      const used = { ...panels, depth: ceilFour(count) };
      const own = { address: turned.address, stride: floatBytes * used.depth };
      turn(leftRows, own, 0, count);
      fillPanels(lease, used, rightRows, { rows: count, columns: right });
      if (count < used.depth) {
        turn(nothing, own, count, used.depth - count);
        for (let panel = 0; panel < used.count; panel++) {
          const line = moveRows(rowsOf(used.room, kernels.panelColumns), { rows: panel * used.depth + count });
          copyRows(lease, nothing, line, used.depth - count, kernels.panelColumns);
        }
      }
      addProduct(lease, own, used, sums, left);
    },
  };

  function turn(source: Rows, target: Rows, from: number, count: number): void {
    const to = target.address + from * floatBytes;
    kernels.transpose(source.address, source.stride, to, target.stride, count, left);
  }
}

function ceilFour(count: number): number {
  return Math.ceil(count / 4) * 4;
}
