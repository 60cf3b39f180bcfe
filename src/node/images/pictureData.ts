import type { DataFingerprint } from '../../contracts/training.ts';
import type { PictureShape, PictureTable } from '../../core/data/images/pictures.ts';

/** Images or clips as they were found: what is known of them, and where their pixels are. */
export interface PictureData {
  readonly table: PictureTable;
  readonly pixels: PictureArray | PictureFiles;
  readonly fingerprint: DataFingerprint;
}

/** Pixels that are in memory, in the shapes of their files: one entry a file. */
export interface PictureArray {
  readonly type: 'arrays';
  readonly parts: readonly PicturePart[];
}

/** Pixels of some examples, one after the other. */
export interface PicturePart {
  /** File or entry that they stand in, for messages. */
  readonly source: string;
  readonly count: number;
  /** `frames` is 1 for images. */
  readonly shape: PictureShape;
  /** `[count, frames, rows, columns, channels]` */
  readonly data: Uint8Array | Float32Array;
}

/** Pixels that are still in their files. */
export interface PictureFiles {
  readonly type: 'files';
  /** Absolute path of the file of each example, or of the frames of a clip in their order. */
  readonly files: readonly (string | readonly string[])[];
}
