/**
 * The windows of one split, ready to be fed to a model. The engine asks for batches; where the numbers come from and
 * in which units they stood is not its business.
 */
export interface WindowDataset {
  /** Number of windows. */
  readonly count: number;
  /** `[time, features]` of one input window. */
  readonly inputShape: readonly [number, number];
  /** Values of one target, step by step of the horizon, each with all columns: `[horizon * columns]`. */
  readonly targetSize: number;
  /**
   * Writes the windows `order[from] … order[to - 1]` one after the other, in model units:
   * `inputs` is `[to - from, time, features]`, `targets` is `[to - from, horizon * columns]`, both row-major.
   */
  fillBatch(order: Uint32Array, from: number, to: number, inputs: Float32Array, targets: Float32Array): void;
}
