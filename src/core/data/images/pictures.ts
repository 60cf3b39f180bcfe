/** Sizes of a picture. An image has one frame, a clip as many as the spec says. */
export interface PictureShape {
  readonly frames: number;
  /** In pixels. */
  readonly rows: number;
  readonly columns: number;
  readonly channels: number;
}

/** Pixels of some examples. */
export interface Pixels {
  /** `[examples, frames, rows, columns, channels]`, row-major: bytes from 0 to 255, or numbers as arrays hold them. */
  readonly data: Uint8Array | Float32Array;
  /** Real frames of each example `[examples]`; behind them the last one is repeated. `null`: all frames are real. */
  readonly lengths: Int32Array | null;
}

/** Where pixels come from, all of one shape: memory, or files that are read for each batch. */
export interface PictureSource {
  readonly count: number;
  readonly shape: PictureShape;
  read(examples: Uint32Array): Pixels | Promise<Pixels>;
}

/** What is known of each image or clip beside its pixels. */
export interface PictureTable {
  /** The data, as the spec names it. */
  readonly source: string;
  readonly count: number;
  /** Column name to what it says of each example `[count]`. */
  readonly columns: ReadonlyMap<string, readonly string[]>;
  /** The column with the label where the target names none, if there is one. */
  readonly labelColumn: string | null;
  /** Path of each example relative to the source `[count]`; `null` for arrays, whose examples have numbers alone. */
  readonly names: readonly string[] | null;
}

/** Values of one example: `frames · rows · columns · channels`. */
export function pictureSize({ frames, rows, columns, channels }: PictureShape): number {
  return frames * rows * columns * channels;
}
