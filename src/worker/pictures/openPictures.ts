import { CACHE_BYTES, cachePictures, createMemorySource, fitsCache } from '../../core/data/images/cachePictures.ts';
import { pictureSize, type Pixels, type PictureShape, type PictureSource } from '../../core/data/images/pictures.ts';
import { fitPicture } from '../../engine/images.ts';
import type { PictureData, PicturePart } from '../../node/images/pictureData.ts';
import { startPictureReader } from './startPictureReader.ts';

/** Pixels that are ready to be read, and what must be closed when they are no longer. */
export interface OpenPictures {
  readonly source: PictureSource;
  readonly close: () => Promise<void>;
}

/**
 * Opens pictures in one shape. Arrays stay in memory; so do the pixels of files where all of them fit. Others are read
 * and decoded for each batch, by a thread of their own.
 *
 * @throws UserError for a file that cannot be read; where files are read batch by batch, only then
 */
export async function openPictures(
  { pixels }: Pick<PictureData, 'pixels'>,
  shape: PictureShape,
  cacheBytes = CACHE_BYTES,
): Promise<OpenPictures> {
  if (pixels.type === 'arrays') return { source: openArrays(pixels.parts, shape), close: () => Promise.resolve() };
  const reader = startPictureReader(pixels, shape);
  if (!fitsCache(reader.source, cacheBytes)) return reader;
  try {
    return { source: await cachePictures(reader.source), close: () => Promise.resolve() };
  } finally {
    await reader.close();
  }
}

function openArrays(parts: readonly PicturePart[], shape: PictureShape): PictureSource {
  const fitted = parts.map((part) => fitPart(part, shape));
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  return createMemorySource(joinPixels(fitted, shape), { count, shape });
}

function fitPart(part: PicturePart, shape: PictureShape): Pixels {
  if (isSame(part.shape, shape)) return { data: part.data, lengths: null };
  const [from, to] = [pictureSize(part.shape), pictureSize(shape)];
  const bytes = part.data instanceof Uint8Array;
  // Clamped bytes round to the nearest.
  const data = bytes ? new Uint8ClampedArray(part.count * to) : new Float32Array(part.count * to);
  for (let example = 0; example < part.count; example++) {
    const picture = part.data.subarray(example * from, (example + 1) * from);
    data.set(fitPicture(picture, part.shape, shape).data, example * to);
  }
  const short = part.shape.frames < shape.frames;
  return {
    data: data instanceof Float32Array ? data : new Uint8Array(data.buffer),
    lengths: short ? new Int32Array(part.count).fill(part.shape.frames) : null,
  };
}

function isSame(a: PictureShape, b: PictureShape): boolean {
  return a.frames === b.frames && a.rows === b.rows && a.columns === b.columns && a.channels === b.channels;
}

function joinPixels(parts: readonly Pixels[], shape: PictureShape): Pixels {
  const [only, ...others] = parts;
  if (only !== undefined && others.length === 0) return only;
  const bytes = parts.every(({ data }) => data instanceof Uint8Array);
  const length = parts.reduce((sum, { data }) => sum + data.length, 0);
  const data = bytes ? new Uint8Array(length) : new Float32Array(length);
  let at = 0;
  for (const part of parts) {
    data.set(part.data, at);
    at += part.data.length;
  }
  const size = pictureSize(shape);
  const lengths = parts.flatMap((part) =>
    part.lengths === null ? Array<number>(part.data.length / size).fill(shape.frames) : [...part.lengths],
  );
  return { data, lengths: parts.every((part) => part.lengths === null) ? null : Int32Array.from(lengths) };
}
