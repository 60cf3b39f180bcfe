import type { WholeNumbers } from './wholeNumbers.ts';

/** Numbers with a shape, the batch first, row-major. */
export interface Values {
  /** Tokens and classes are whole numbers (`Int32Array`), everything else is `Float32Array`. */
  readonly data: Float32Array | Int32Array;
  readonly shape: readonly number[];
}

/** Some examples, drawn up for a model. The arrays belong to whoever asked for the batch. */
export interface Batch {
  /** Number of examples. */
  readonly size: number;
  /**
   * What the model reads: series `[batch, time, features]`, tokens `[batch, time]`, images `[batch, rows, columns, channels]`
   * (as rows: `[batch, rows, columns * channels]`), videos `[batch, frames, rows, columns, channels]`, vectors `[batch, features]`.
   */
  readonly input: Values;
  /** Real timesteps of each example `[batch]`, padding stands behind them; `null`: all timesteps are real. */
  readonly lengths: Int32Array | null;
  /** What a decoder is shown: the target behind one start token, `[batch, targetTime]`; `null` without a decoder. */
  readonly decoderInput: Values | null;
  /** The truth: numbers in model units `[batch, outputs]`, or classes `[batch]` or `[batch, time]` as whole numbers. */
  readonly target: Values;
  /**
   * How much each entry of a loss counts: `[batch]`, or `[batch, time]` where there is a truth at every timestep.
   * 0 is padding: it is neither learned, nor measured, nor counted. `null`: all count 1.
   */
  readonly weights: Float32Array | null;
  /** The whole truth of each example where `target` may be cut to what the model is shown; left out: it is not cut. */
  readonly references?: readonly Int32Array[];
  /** Most tokens that a decoder writes for an example by itself, its end not counted; left out: it does not write. */
  readonly maxWrittenLength?: number;
  /** Number of the series that each example is of `[batch]`, where there are several: figures may be measured by series. */
  readonly series?: Uint32Array;
  /** 1 for each example that goes on where the same row of the batch before ended, else 0, `[batch]`; left out: none does. */
  readonly continued?: Uint8Array;
}

/** The examples of one split. Where they come from and in which units they stood is nobody's business behind this. */
export interface Dataset {
  /** Number of examples. */
  readonly count: number;
  /** Timesteps of each example, `[count]`, by which batches of like lengths are made; `null`: all have the same. */
  readonly lengths: WholeNumbers | null;
  /**
   * Whether an example begins where the one before it, by number, ended: then a state may go on from one to the other. Left
   * out: every example is a sequence of its own.
   */
  readonly continues?: (example: number) => boolean;
  /** Draws up the examples of these numbers, padded to the longest of them. A promise where files are read for it. */
  batch(examples: Uint32Array): Batch | Promise<Batch>;
}
