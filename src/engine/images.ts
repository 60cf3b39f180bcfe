import { chooseFrames } from '../core/data/images/chooseFrames.ts';
import { convertChannels } from '../core/data/images/convertChannels.ts';
import { pictureSize, type PictureShape } from '../core/data/images/pictures.ts';
import { runOp, tf, tidyNumbers } from './tensorflow.ts';

type Tensor4D = ReturnType<typeof tf.tensor4d>;

/** One picture of the wanted shape. */
export interface FittedPicture {
  /** `[frames, rows, columns, channels]` */
  readonly data: Float32Array;
  /** Real frames; behind them the last one is repeated. */
  readonly length: number;
}

/**
 * Decodes an image (PNG, JPEG, BMP, the first frame of a GIF), or a clip: an animated GIF, or one file a frame.
 *
 * @param files in the order of the frames; no more than `shape` has, unless the one file is a GIF
 * @throws Error where a file is damaged or no picture; `index` of `files` is told by `UndecodableError`
 */
export function decodePicture(files: readonly Uint8Array[], shape: PictureShape): FittedPicture {
  const fitted = files.map((bytes, index) => {
    try {
      return tidyNumbers(() => fitTensor(decode(bytes), shape));
    } catch (error) {
      throw new UndecodableError(index, error);
    }
  });
  const [only] = fitted;
  if (only === undefined) throw new Error('A picture without files');
  return fitted.length === 1 ? only : joinFrames(fitted, shape);
}

/** A file that holds no picture, or a damaged one. */
export class UndecodableError extends Error {
  override readonly name = 'UndecodableError';
  /** Which of the files it is, counted from 0. */
  readonly index: number;

  constructor(index: number, cause: unknown) {
    super('A picture cannot be decoded', { cause });
    this.index = index;
  }
}

/** Brings pixels of one picture `[frames, rows, columns, channels]` into another shape. */
export function fitPicture(data: Uint8Array | Float32Array, from: PictureShape, to: PictureShape): FittedPicture {
  const sizes: [number, number, number, number] = [from.frames, from.rows, from.columns, from.channels];
  return tidyNumbers(() => fitTensor(tf.tensor4d(Float32Array.from(data), sizes), to));
}

/** `[frames, rows, columns, channels]`, 0 to 255, with the channels that the file has. */
function decode(bytes: Uint8Array): Tensor4D {
  const decoded = tf.node.decodeImage(bytes, 0).toFloat();
  return decoded.rank === 4 ? (decoded as Tensor4D) : decoded.expandDims<Tensor4D>(0);
}

function fitTensor(frames: Tensor4D, shape: PictureShape): FittedPicture {
  const [available, , , channels] = frames.shape;
  const chosen = chooseFrames(available, shape.frames);
  const picked = chosen.length === available ? frames : tf.gather(frames, [...chosen]);
  const scaled = resize(picked, shape.rows, shape.columns).dataSync<'float32'>();
  const data = convertChannels(Float32Array.from(scaled), channels, shape.channels);
  return { data: repeatLast(data, shape), length: chosen.length };
}

/**
 * Smaller pictures are means over areas, in which nothing vanishes between two pixels; larger ones are interpolated
 * bilinearly between the centres of pixels.
 */
function resize(frames: Tensor4D, rows: number, columns: number): Tensor4D {
  const [, oldRows, oldColumns] = frames.shape;
  if (oldRows === rows && oldColumns === columns) return frames;
  if (oldRows < rows || oldColumns < columns) return tf.image.resizeBilinear(frames, [rows, columns], false, true);
  const attributes = { types: { T: 'float32' }, booleans: { align_corners: false } } as const;
  const [resized] = runOp('ResizeArea', attributes, [frames, tf.tensor1d([rows, columns], 'int32')], 1);
  if (resized === undefined) throw new Error('ResizeArea gave nothing');
  return resized.as4D(frames.shape[0], rows, columns, frames.shape[3]);
}

function joinFrames(frames: readonly FittedPicture[], shape: PictureShape): FittedPicture {
  const size = pictureSize(shape) / shape.frames;
  const data = new Float32Array(size * Math.min(frames.length, shape.frames));
  frames.slice(0, shape.frames).forEach((frame, index) => {
    data.set(frame.data.subarray(0, size), index * size);
  });
  return { data: repeatLast(data, shape), length: data.length / size };
}

function repeatLast(data: Float32Array, shape: PictureShape): Float32Array {
  const whole = pictureSize(shape);
  if (data.length === whole) return data;
  const size = whole / shape.frames;
  const filled = new Float32Array(whole);
  filled.set(data);
  for (let at = data.length; at < whole; at += size) filled.set(data.subarray(data.length - size), at);
  return filled;
}
