import type { ImageDefect } from '../../engine/decodeImage.ts';
import type { PictureShape, Pixels } from '../../core/data/images/pictures.ts';

/** What the training thread asks of the thread that reads and decodes pictures. */
export interface PictureApi {
  readonly requests: {
    readonly read: (params: ReadPictures) => Pixels | UnreadablePicture;
  };
  readonly events: Readonly<Record<string, never>>;
}

export interface ReadPictures {
  /** File of each picture, or the frames of a clip in their order. */
  readonly files: readonly (string | readonly string[])[];
  readonly shape: PictureShape;
}

/** The first file that could not be read. */
export interface UnreadablePicture {
  readonly problem: 'missing' | 'forbidden' | ImageDefect;
  readonly file: string;
}
