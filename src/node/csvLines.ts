import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import type { InfoRecord, Options } from 'csv-parse';

/** Starts reading the bytes of a file from their beginning; may be called again. */
export type OpenBytes = () => AsyncIterable<Uint8Array>;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Line of the file, counted from 1, that data row `row` begins in: blank lines and line breaks inside quotes move it.
 * Reads the file again, which is why nothing has to be counted while it is read for its numbers.
 */
export async function findLine(open: OpenBytes, options: Options, row: number): Promise<number> {
  const parser = parse({ ...options, info: true });
  // A failure reaches the loop below as the parser's error, so that there is nothing left to do about it here.
  pipeline(open, parser, () => undefined);
  const records: AsyncIterable<{ readonly info: InfoRecord }> = parser;
  let before = 0;
  for await (const { info } of records) {
    // The header is the first record, so the record before data row n is the n-th.
    if (++before === row) return countLines(open, info.bytes);
  }
  throw new Error(`The file has no data row ${row} any more`);
}

/** Line that the first byte after `offset` stands in which does not end a line. */
async function countLines(open: OpenBytes, offset: number): Promise<number> {
  let line = 1;
  let position = 0;
  let previous = 0;
  for await (const chunk of open()) {
    for (const byte of chunk) {
      const endsLine = byte === LINE_FEED || byte === CARRIAGE_RETURN;
      if (position >= offset && !endsLine) return line;
      // CR LF is one line break: its LF was counted with the CR.
      if (endsLine && !(byte === LINE_FEED && previous === CARRIAGE_RETURN)) line++;
      previous = byte;
      position++;
    }
  }
  return line;
}
