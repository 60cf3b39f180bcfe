import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { createUtf8Check } from '../utf8Check.ts';
import type { DataFingerprint } from '../../contracts/training.ts';

/** A file to read. */
export interface DataFile {
  /** Absolute, or relative to the working directory. */
  readonly path: string;
  /** The file, as the spec names it, for messages. */
  readonly source: string;
  /** The character between two cells of a csv file; `null`: what its header line uses. */
  readonly delimiter: string | null;
}

/** Takes the rows of a table one by one; `line`, counted from 1, is `null` where the format has no lines. */
export type TakeRow = (cells: readonly string[], line: number | null) => void;

/** Who takes the rows of a file. */
export interface RowTaker {
  readonly take: TakeRow;
  /** Places of the cells that are looked at: a format that has its columns apart need not read the others. */
  readonly needed: readonly number[];
}

/** Told the header once, before the rows. */
export type StartRows = (header: readonly string[]) => RowTaker;

/** The bytes of a file, and what they were once all have passed. */
export interface FileBytes {
  readonly bytes: AsyncIterable<Uint8Array>;
  readonly fingerprint: () => DataFingerprint;
}

/** Bytes read at once: enough to keep a parser busy, little beside any table. */
const CHUNK_BYTES = 256 * 1024;

/** Opens a file of any kind. */
export function openBytes({ path }: DataFile): FileBytes {
  const hash = createHash('sha256');
  let count = 0;
  async function* read(): AsyncGenerator<Uint8Array> {
    const chunks: AsyncIterable<Uint8Array> = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    for await (const chunk of chunks) {
      count += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  }
  return { bytes: read(), fingerprint: () => ({ path, bytes: count, sha256: hash.digest('hex') }) };
}

/** Opens a text file: reading it fails with a UserError that names the line of the first byte that is not UTF-8. */
export function openText(file: DataFile): FileBytes {
  const { bytes, fingerprint } = openBytes(file);
  async function* check(): AsyncGenerator<Uint8Array> {
    const utf8 = createUtf8Check(file.source);
    for await (const chunk of bytes) {
      utf8.add(chunk);
      yield chunk;
    }
    utf8.end();
  }
  return { bytes: check(), fingerprint };
}

/** What a file is, of which nothing else is read here. */
export async function fingerprintFile(file: DataFile): Promise<DataFingerprint> {
  const { bytes, fingerprint } = openBytes(file);
  const iterator = bytes[Symbol.asyncIterator]();
  while ((await iterator.next()).done !== true);
  return fingerprint();
}
