import { chooseFrames } from '../core/data/images/chooseFrames.ts';
import { convertChannels } from '../core/data/images/convertChannels.ts';
import { pictureSize, type PictureShape } from '../core/data/images/pictures.ts';
import { decodeImage, ImageError, type ImageDefect } from './decodeImage.ts';
import { runOp, tf, tidyNumbers, type Tensor4D } from './tensorflow.ts';

/** One picture of the wanted shape. */
export interface FittedPicture {
  /** `[frames, rows, columns, channels]` */
  readonly data: Float32Array;
  /** Real frames; behind them the last one is repeated. */
  readonly length: number;
}

/**
 * Decodes an image (PNG, JPEG, BMP, the middle frame of a GIF), or a clip: an animated GIF, or one file a frame.
 *
 * @param files in the order of the frames; no more than `shape` has, unless the one file is a GIF
 * @throws UndecodableError where a file holds no whole picture
 */
export function decodePicture(files: readonly Uint8Array[], shape: PictureShape): FittedPicture {
  const fitted = files.map((bytes, index) => {
    try {
      return tidyNumbers(() => fitTensor(decodeImage(bytes), shape));
    } catch (error) {
      throw error instanceof ImageError ? new UndecodableError(index, error) : error;
    }
  });
  const [only] = fitted;
  if (only === undefined) throw new Error('A picture without files');
  return fitted.length === 1 ? only : joinFrames(fitted, shape);
}

/** Tells which file of a picture cannot be decoded, and why. */
export class UndecodableError extends Error {
  override readonly name = 'UndecodableError';
  /** Which of the files it is, counted from 0. */
  readonly index: number;
  readonly defect: ImageDefect;

  constructor(index: number, cause: ImageError) {
    super('A picture cannot be decoded', { cause });
    this.index = index;
    this.defect = cause.defect;
  }
}

/** Brings pixels of one picture `[frames, rows, columns, channels]` into another shape. */
export function fitPicture(data: Uint8Array | Float32Array, from: PictureShape, to: PictureShape): FittedPicture {
  const sizes: [number, number, number, number] = [from.frames, from.rows, from.columns, from.channels];
  return tidyNumbers(() => fitTensor(tf.tensor4d(Float32Array.from(data), sizes), to));
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
 * A side that becomes shorter is made of means over areas, in which nothing vanishes between two pixels; one that becomes
 * longer is interpolated linearly between the centres of pixels.
 */
function resize(frames: Tensor4D, rows: number, columns: number): Tensor4D {
  const [, oldRows, oldColumns] = frames.shape;
  const shrunk = shrink(frames, Math.min(rows, oldRows), Math.min(columns, oldColumns));
  if (oldRows >= rows && oldColumns >= columns) return shrunk;
  return tf.image.resizeBilinear(shrunk, [rows, columns], false, true);
}

function shrink(frames: Tensor4D, rows: number, columns: number): Tensor4D {
  const [count, oldRows, oldColumns, channels] = frames.shape;
  if (oldRows === rows && oldColumns === columns) return frames;
  const attributes = { types: { T: 'float32' }, booleans: { align_corners: false } } as const;
  const [resized] = runOp('ResizeArea', attributes, [frames, tf.tensor1d([rows, columns], 'int32')], 1);
  if (resized === undefined) throw new Error('ResizeArea gave nothing');
  return resized.as4D(count, rows, columns, channels);
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
