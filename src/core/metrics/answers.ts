/** What a model said about one batch, in its order. */
export interface Answers {
  /**
   * Numbers in model units `[batch, outputs]`, or the probabilities of the classes `[batch, classes]` (`[batch, 1]`
   * where there is a single output). `null` where there is an answer at every timestep: those would be too many.
   */
  readonly values: Float32Array | null;
  /** The most probable class of each entry of the truth, `[batch]` or `[batch, time]`; `null` for numbers. */
  readonly classes: Int32Array | null;
  /** -ln of the probability that each entry of the truth was given, in nats, shaped like `classes`; `null` for numbers. */
  readonly logLoss: Float32Array | null;
  /** What a decoder wrote for each example, without start and end tokens; `null` unless it was asked to write. */
  readonly written: readonly Int32Array[] | null;
}
