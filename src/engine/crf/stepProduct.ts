import { enter, rowsOf, setProduct, takePanels, takeZeros, wholePanels } from '../kernels/wasm/product.ts';
import { createWorkspace } from '../kernels/wasm/workspace.ts';

/** Rows `[rows, tags]` times one matrix `[tags, tags]`, in single precision. */
export interface StepProduct {
  /** The rows, to be filled, `[tags]` each. */
  readonly factors: readonly Float32Array[];
  /** What came of them, `[tags]` each. */
  readonly products: readonly Float32Array[];
  /** Multiplies the first `rows` rows. */
  multiply(rows: number): void;
}

/** What is multiplied is asked for at once: its room is given back with the next product. */
const workspace = createWorkspace();

/** Prepares products of at most so many rows with a matrix. The last one that was prepared can be used. */
export function createStepProduct(matrix: Float32Array, tags: number, rows: number): StepProduct {
  const lease = workspace.lease();
  // Products have depths that are multiples of 4: what is behind the tags stays zero on both sides.
  const depth = Math.ceil(tags / 4) * 4;
  const columns = wholePanels(lease, tags);
  const padded = new Float32Array(depth * tags);
  padded.set(matrix);
  const panels = takePanels(lease, rowsOf(enter(lease, padded), tags), depth, tags);
  const [given, made] = [takeZeros(lease, rows * depth), takeZeros(lease, rows * columns)];
  const viewRows = (values: Float32Array, size: number) =>
    Array.from({ length: rows }, (_, row) => values.subarray(row * size, row * size + tags));
  return {
    factors: viewRows(lease.view(given), depth),
    products: viewRows(lease.view(made), columns),
    multiply(count) {
      setProduct(lease, rowsOf(given, depth), panels, rowsOf(made, columns), count);
    },
  };
}
