import { readBmpPalette } from '../core/data/images/bmpPalette.ts';
import { readExifTurn } from '../core/data/images/exifOrientation.ts';
import { readImageFormat } from '../core/data/images/imageHeader.ts';
import { isWholeGif } from '../core/data/images/wholeGif.ts';
import { tf, type Tensor4D } from './tensorflow.ts';

/** Why a file gives no picture: `foreign` is of a kind that is not decoded. */
export type ImageDefect = 'empty' | 'foreign' | 'damaged';

/** A file that gives no picture. */
export class ImageError extends Error {
  override readonly name = 'ImageError';
  readonly defect: ImageDefect;

  constructor(defect: ImageDefect, options?: ErrorOptions) {
    super(`A picture file is ${defect}`, options);
    this.defect = defect;
  }
}

/**
 * Decodes a PNG, JPEG, BMP or GIF as people see it: a JPEG stands upright, whichever way the camera was held, and numbers
 * of colours are colours.
 *
 * @returns `[frames, rows, columns, channels]`, 0 to 255, with the channels that the file has
 * @throws ImageError where it holds no whole picture
 */
export function decodeImage(bytes: Uint8Array): Tensor4D {
  if (bytes.length === 0) throw new ImageError('empty');
  switch (readImageFormat(bytes)) {
    case 'png':
      return decode(bytes);
    case 'jpeg':
      return turnUpright(decode(bytes), bytes);
    case 'bmp':
      return giveColours(decode(bytes), bytes);
    case 'gif':
      if (!isWholeGif(bytes)) throw new ImageError('damaged');
      return decode(bytes);
    case null:
      throw new ImageError('foreign');
  }
}

function decode(bytes: Uint8Array): Tensor4D {
  try {
    const decoded = tf.node.decodeImage(bytes, 0).toFloat();
    return decoded.rank === 4 ? (decoded as Tensor4D) : decoded.expandDims<Tensor4D>(0);
  } catch (error) {
    throw explain(error, bytes);
  }
}

/** An invalid argument is what the file gave; whatever else fails, such as memory, is no fault of its. */
function explain(error: unknown, bytes: Uint8Array): unknown {
  if (!(error instanceof Error) || !error.message.startsWith('Invalid TF_Status: 3')) return error;
  return new ImageError(hasFewBits(bytes) ? 'foreign' : 'damaged', { cause: error });
}

/** A BMP of 1, 4 or 16 bits a pixel, which is not decoded. */
function hasFewBits(bytes: Uint8Array): boolean {
  return readImageFormat(bytes) === 'bmp' && bytes[28] !== undefined && ![8, 24, 32].includes(bytes[28]);
}

function turnUpright(frames: Tensor4D, bytes: Uint8Array): Tensor4D {
  const turn = readExifTurn(bytes);
  if (turn === null) return frames;
  const turned = turn.transposed ? tf.transpose(frames, [0, 2, 1, 3]) : frames;
  return tf.reverse(turned, [...(turn.rowsReversed ? [1] : []), ...(turn.columnsReversed ? [2] : [])]);
}

function giveColours(frames: Tensor4D, bytes: Uint8Array): Tensor4D {
  const palette = readBmpPalette(bytes);
  if (palette === null) return frames;
  const [count, rows, columns] = frames.shape;
  return tf.gather(tf.tensor2d(palette, [256, 3]), frames.toInt().flatten()).as4D(count, rows, columns, 3);
}
