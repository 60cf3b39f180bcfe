/** Adds up metrics over a whole split; never an average of batch averages. */
export interface FigureAccumulator {
  /** `truth` and `prediction` are `[n, horizon * columns]`, row-major, in model units. */
  add(truth: Float32Array, prediction: Float32Array): void;
  /** Metric name to value, in the target's original units. */
  values(): Readonly<Record<string, number>>;
}
