import { open } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { UserError } from '../../contracts/userError.ts';
import { explainEmptyFile } from '../fileError.ts';
import { createUtf8Check } from '../utf8Check.ts';
import { Unreadable } from './unreadable.ts';

/** A file to take a sample of. */
export interface SampleRequest {
  readonly path: string;
  /** The file, as the spec names it. */
  readonly source: string;
  /** The character between two cells that the spec says, if any. */
  readonly delimiter: string | null;
  /** At most so many bytes from the start of the file. */
  readonly headBytes: number;
  /** At most so many bytes from its end. */
  readonly tailBytes: number;
  readonly signal: AbortSignal | undefined;
}

/** The text at the two ends of a file. */
export interface FileEnds {
  readonly bytes: number;
  /** Milliseconds since 1970 UTC. */
  readonly modified: number;
  /** Without a byte order mark, and without a character that the end of the sample cuts. */
  readonly head: string;
  /** Bytes of the file that `head` stands for. */
  readonly headBytes: number;
  /** Whole lines; empty where `head` is all. */
  readonly tail: string;
  /** Whether `head` is the whole file. */
  readonly complete: boolean;
}

/** Reads the two ends of a text file. */
export async function readFileEnds(request: SampleRequest): Promise<FileEnds> {
  const file = await open(request.path, 'r');
  try {
    const { size, mtimeMs } = await file.stat();
    const head = await readSpan(file, 0, Math.min(size, request.headBytes), request.signal);
    const complete = head.length === size;
    const tailStart = Math.max(head.length, size - request.tailBytes);
    const tail = complete ? new Uint8Array() : await readSpan(file, tailStart, size - tailStart, request.signal);
    return {
      bytes: size,
      modified: mtimeMs,
      head: decodeHead(head, complete, request.source),
      headBytes: head.length,
      tail: wholeLines(new TextDecoder().decode(tail)),
      complete,
    };
  } finally {
    await file.close();
  }
}

async function readSpan(
  file: FileHandle,
  position: number,
  length: number,
  signal: AbortSignal | undefined,
): Promise<Uint8Array> {
  const buffer = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    signal?.throwIfAborted();
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled);
    // The file became shorter while it was read.
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

function decodeHead(bytes: Uint8Array, complete: boolean, source: string): string {
  const check = createUtf8Check(source);
  try {
    check.add(bytes);
    if (complete) check.end();
  } catch (error) {
    throw error instanceof UserError ? new Unreadable('encoding', error.message) : error;
  }
  const text = new TextDecoder().decode(bytes, { stream: true });
  if (text.trim() === '') throw new Unreadable('empty', explainEmptyFile(source));
  return text;
}

/** Without the line that the start of the sample may have cut. */
function wholeLines(text: string): string {
  const lineBreak = text.search(/\r\n|\n|\r/);
  return lineBreak < 0 ? '' : text.slice(lineBreak).trimStart();
}
