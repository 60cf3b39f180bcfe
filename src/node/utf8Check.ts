import { isUtf8 } from 'node:buffer';
import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';

/** Watches bytes pass and refuses what is not UTF-8 text, wherever chunks begin and end. */
export interface Utf8Check {
  /** @throws UserError naming the first byte that is not UTF-8 and its line */
  add(chunk: Uint8Array): void;
  /** @throws UserError where the bytes end inside a character */
  end(): void;
}

const LINE_FEED = 0x0a;

/** Starts a check; `source` names the file in messages. */
export function createUtf8Check(source: string): Utf8Check {
  let started = false;
  /** The bytes of a character that the last chunk cut. */
  let rest: Uint8Array = new Uint8Array();
  let lineFeeds = 0;
  const reject = (bytes: Uint8Array): never => {
    throw new UserError(explainBytes(source, bytes, lineFeeds));
  };
  return {
    add(chunk) {
      const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      if (!started && bytes.length < 2) {
        rest = bytes;
        return;
      }
      if (!started && isUtf16(bytes)) throw new UserError(explainUtf16(source));
      started = true;
      const whole = bytes.length - countCutBytes(bytes);
      if (!isUtf8(bytes.subarray(0, whole))) reject(bytes);
      rest = bytes.slice(whole);
      lineFeeds += countLineFeeds(bytes, whole);
    },
    end() {
      if (!isUtf8(rest)) reject(rest);
    },
  };
}

/** A byte order mark of UTF-16, or, as every csv file begins with a few ASCII characters, a NUL among the first two. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  return (first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff) || first === 0 || second === 0;
}

/** Bytes at the end that begin a character whose other bytes are still to come: at most three. */
function countCutBytes(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return byte >= (back < 2 ? 0xc0 : back < 3 ? 0xe0 : 0xf0) ? back : 0;
  }
  return 0;
}

function countLineFeeds(bytes: Uint8Array, end: number): number {
  let count = 0;
  for (let at = bytes.indexOf(LINE_FEED); at !== -1 && at < end; at = bytes.indexOf(LINE_FEED, at + 1)) count++;
  return count;
}

function explainBytes(source: string, bytes: Uint8Array, lineFeedsBefore: number): string {
  const at = findInvalidByte(bytes);
  const byte = (bytes[at] ?? 0).toString(16).toUpperCase().padStart(2, '0');
  const line = lineFeedsBefore + countLineFeeds(bytes, at) + 1;
  return t('{source}, line {line}: byte 0x{byte} is not UTF-8. Save the file as UTF-8.', { source, line, byte });
}

/** Length of the longest valid beginning: a decoder that replaces shows where it had to. */
function findInvalidByte(bytes: Uint8Array): number {
  let valid = 0;
  let invalid = bytes.length;
  while (invalid - valid > 1) {
    const middle = Math.floor((valid + invalid) / 2);
    const head = bytes.subarray(0, middle);
    if (isUtf8(head.subarray(0, middle - countCutBytes(head)))) valid = middle;
    else invalid = middle;
  }
  return valid - countCutBytes(bytes.subarray(0, valid));
}

function explainUtf16(source: string): string {
  return t('{0} is UTF-16 text or no text at all. Save the file as UTF-8.', source);
}
