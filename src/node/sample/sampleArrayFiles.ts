import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { UserError } from '../../contracts/userError.ts';
import type { DataSample } from '../../core/data/facts/dataSample.ts';
import { parseArrayName } from '../images/arrayName.ts';
import { isColumn } from '../images/collectArrays.ts';
import type { NumberArray } from '../images/numberArray.ts';
import { parseIdx, readIdxShape } from '../images/parseIdx.ts';
import { parseNpy, readNpyHeader } from '../images/parseNpy.ts';
import { findCompanions, findPictures } from '../images/readArrayFiles.ts';
import { readBytes, readFirstBytes } from '../images/readBytes.ts';
import type { SampleRequest } from './fileEnds.ts';
import { MOST_LABEL_BYTES, sampleArrays, UNREAD } from './sampleArrays.ts';
import { unseen } from './unreadable.ts';

/** More than the header of any array of numbers takes. */
const HEADER_BYTES = 1024;

/** Takes a sample of IDX or npy files of pictures, packed or not, whose labels lie beside them: sizes, and every label. */
export async function sampleArrayFiles(request: SampleRequest): Promise<DataSample> {
  const { path, source, signal } = request;
  const folder = dirname(path);
  const names = await readdir(folder);
  const pictures = findPictures(names, basename(path), source);
  const arrays = new Map<string, NumberArray>();
  for (const picture of pictures) {
    signal?.throwIfAborted();
    const array = await readArray(folder, picture, source);
    // A table of numbers is read when it is trained on.
    if (array.shape.length < 3) throw unseen(source);
    arrays.set(picture, array);
    for (const name of findCompanions(names, picture, () => true)) {
      const companion = await readCompanion(folder, name, { source, pictures: array });
      if (companion !== null) arrays.set(name, companion);
    }
  }
  // So are pictures without anything that is said of them.
  if (arrays.size === pictures.length) throw unseen(source);
  const stats = await Promise.all(pictures.map((name) => stat(join(folder, name))));
  return sampleArrays(arrays, {
    source,
    bytes: stats.reduce((sum, { size }) => sum + size, 0),
    modified: Math.max(...stats.map(({ mtimeMs }) => mtimeMs)),
  });
}

/**
 * What an array says of pictures. Labels belong to them, and must be right; any other that is none, or cannot be read, is
 * passed over: it may say something else.
 */
async function readCompanion(
  folder: string,
  name: string,
  { source, pictures }: { readonly source: string; readonly pictures: NumberArray },
): Promise<NumberArray | null> {
  if (parseArrayName(name).role === 'label') return readArray(folder, name, source);
  const array = await readArray(folder, name, source).catch((error: unknown) => {
    if (error instanceof UserError) return null;
    throw error;
  });
  return array !== null && isColumn(array) && array.shape[0] === pictures.shape[0] ? array : null;
}

/** An array with its values where it says something of pictures, without them otherwise. */
async function readArray(folder: string, name: string, source: string): Promise<NumberArray> {
  const path = join(folder, name);
  const isNpy = /\.npy(\.gz)?$/i.test(name);
  const head = await readFirstBytes(path, HEADER_BYTES);
  const shape = isNpy ? readNpyHeader(head, name).shape : readIdxShape(head, name);
  if (!isColumn({ shape })) return { source: name, shape, data: UNREAD };
  if ((await stat(path)).size > MOST_LABEL_BYTES) throw unseen(source);
  const bytes = await readBytes(path);
  return isNpy ? parseNpy(bytes, name) : parseIdx(bytes, name);
}
