import { readFile } from 'node:fs/promises';
import { chooseFrames } from '../../core/data/images/chooseFrames.ts';
import { pictureSize, type Pixels, type PictureShape } from '../../core/data/images/pictures.ts';
import { decodePicture, UndecodableError } from '../../engine/images.ts';
import type { ReadPictures, UnreadablePicture } from './pictureApi.ts';

/** Pictures whose files are read ahead of the one that is decoded: enough for any disk, little memory. */
const AHEAD = 16;

/** Reads and decodes pictures, all into one shape, as bytes from 0 to 255. */
export async function readPictureFiles({ files, shape }: ReadPictures): Promise<Pixels | UnreadablePicture> {
  const size = pictureSize(shape);
  const data = new Uint8ClampedArray(files.length * size);
  const lengths = new Int32Array(files.length);
  const chosen = files.map((file) => framesOf(file, shape));
  const readings = chosen.slice(0, AHEAD).map(readAll);
  for (const [index, frames] of chosen.entries()) {
    const contents = (await readings[index]) ?? [];
    const ahead = chosen[index + AHEAD];
    if (ahead !== undefined) readings.push(readAll(ahead));
    const picture = decode(frames, contents, shape);
    if ('problem' in picture) return picture;
    // Rounds to the nearest byte.
    data.set(picture.data, index * size);
    lengths[index] = picture.length;
  }
  return {
    data: new Uint8Array(data.buffer),
    lengths: lengths.some((length) => length < shape.frames) ? lengths : null,
  };
}

/** The files that are looked at, in their order. */
function framesOf(file: string | readonly string[], { frames }: PictureShape): readonly string[] {
  if (typeof file === 'string') return [file];
  return chooseFrames(file.length, frames).map((frame) => file[frame] ?? '');
}

/** Never rejects: nobody may be left to hear it. */
async function readAll(files: readonly string[]): Promise<readonly Uint8Array[] | UnreadablePicture> {
  const readings = await Promise.allSettled(files.map((file) => readFile(file)));
  const contents: Uint8Array[] = [];
  for (const [index, reading] of readings.entries()) {
    if (reading.status === 'rejected') return explain(reading.reason, files[index] ?? '');
    contents.push(reading.value);
  }
  return contents;
}

function explain(reason: unknown, file: string): UnreadablePicture {
  const code = reason instanceof Error && 'code' in reason ? reason.code : undefined;
  return { problem: code === 'ENOENT' || code === 'ENOTDIR' ? 'missing' : 'forbidden', file };
}

function decode(
  files: readonly string[],
  contents: readonly Uint8Array[] | UnreadablePicture,
  shape: PictureShape,
): { readonly data: Float32Array; readonly length: number } | UnreadablePicture {
  if ('problem' in contents) return contents;
  try {
    return decodePicture(contents, shape);
  } catch (error) {
    if (error instanceof UndecodableError) return { problem: error.defect, file: files[error.index] ?? '' };
    throw error;
  }
}
