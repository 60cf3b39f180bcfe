import { stat } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { DataSample } from '../../core/data/facts/dataSample.ts';
import { isColumn } from '../images/collectArrays.ts';
import type { NumberArray } from '../images/numberArray.ts';
import { parseNpy, readNpyHeader } from '../images/parseNpy.ts';
import { listNpz, type NpzEntry } from '../images/readNpz.ts';
import type { SampleRequest } from './fileEnds.ts';
import { MOST_LABEL_BYTES, sampleArrays, UNREAD } from './sampleArrays.ts';
import { unseen } from './unreadable.ts';

/** Takes a sample of an archive of arrays of pictures: their sizes from their headers, and every label. */
export async function sampleNpz({ path, source, signal }: SampleRequest): Promise<DataSample> {
  const arrays = new Map<string, NumberArray>();
  for await (const entry of listNpz(path, source)) {
    signal?.throwIfAborted();
    arrays.set(entry.name, await readArray(entry, source));
  }
  const { size, mtimeMs } = await stat(path);
  return sampleArrays(arrays, { source, bytes: size, modified: mtimeMs });
}

/** An array with its values where it says something of pictures, without them otherwise. */
async function readArray(entry: NpzEntry, source: string): Promise<NumberArray> {
  const { shape } = readNpyHeader(await entry.read(firstChunk), entry.source);
  if (!isColumn({ shape })) return { source: entry.source, shape, data: UNREAD };
  if (entry.bytes > MOST_LABEL_BYTES) throw unseen(source);
  return parseNpy(await entry.read(buffer), entry.source);
}

/** The first bytes of a stream, which is then left: they hold the header of an array. */
async function firstChunk(stream: Readable): Promise<Uint8Array> {
  const chunks: AsyncIterable<Uint8Array> = stream;
  for await (const chunk of chunks) return chunk;
  return UNREAD;
}
