import { pictureSize, type Pixels, type PictureSource } from './pictures.ts';

/** Bytes of pixels that are kept in memory: beyond this, files are read anew in every epoch. */
export const CACHE_BYTES = 256 * 1024 * 1024;

/** Examples that are read at once. */
const PIECE = 64;

/** Whether all pixels of a source, a byte each, may be kept in memory. */
export function fitsCache({ count, shape }: Pick<PictureSource, 'count' | 'shape'>, limit = CACHE_BYTES): boolean {
  return count * pictureSize(shape) <= limit;
}

/** Reads all pixels of a source of bytes, so that whatever is wrong with a file is found before training begins. */
export async function cachePictures(source: PictureSource): Promise<PictureSource> {
  const size = pictureSize(source.shape);
  const data = new Uint8Array(source.count * size);
  const lengths = new Int32Array(source.count).fill(source.shape.frames);
  const order = Uint32Array.from({ length: source.count }, (_, example) => example);
  for (let from = 0; from < source.count; from += PIECE) {
    const pixels = await source.read(order.subarray(from, from + PIECE));
    data.set(pixels.data, from * size);
    if (pixels.lengths !== null) lengths.set(pixels.lengths, from);
  }
  return createMemorySource(
    { data, lengths: lengths.some((length) => length < source.shape.frames) ? lengths : null },
    source,
  );
}

/** Pixels of all examples that are in memory already. */
export function createMemorySource(
  pixels: Pixels,
  { count, shape }: Pick<PictureSource, 'count' | 'shape'>,
): PictureSource {
  const size = pictureSize(shape);
  return {
    count,
    shape,
    read(examples) {
      const data = emptyLike(pixels.data, examples.length * size);
      for (const [index, example] of examples.entries()) {
        data.set(pixels.data.subarray(example * size, (example + 1) * size), index * size);
      }
      return { data, lengths: pickLengths(pixels, examples, shape.frames) };
    },
  };
}

function emptyLike(data: Uint8Array | Float32Array, length: number): Uint8Array | Float32Array {
  return data instanceof Uint8Array ? new Uint8Array(length) : new Float32Array(length);
}

/** `null` where all examples have all frames. */
function pickLengths({ lengths }: Pixels, examples: Uint32Array, frames: number): Int32Array | null {
  if (lengths === null) return null;
  const picked = Int32Array.from(examples, (example) => lengths[example] ?? frames);
  return picked.some((length) => length < frames) ? picked : null;
}
