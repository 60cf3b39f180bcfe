import { pipeline } from 'node:stream';
import { parse } from 'csv-parse';
import type { CsvError, Options } from 'csv-parse';
import { UserError } from '../contracts/userError.ts';
import { explainCsvSyntax, recordsBefore } from './csvSyntax.ts';

/** Starts reading the bytes of a file from their beginning; may be called again. */
export type OpenBytes = () => AsyncIterable<Uint8Array>;

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/**
 * Line of the file, counted from 1, that data row `row` begins in, 0 being the header: blank lines and line breaks inside
 * quotes move it.
 * Reads the file again, which is why nothing has to be counted while it is read for its numbers.
 */
export async function findLine(open: OpenBytes, options: Options, row: number): Promise<number> {
  // The header is the first record, so the record before data row n is the n-th.
  const end = row === 0 ? 0 : await findEnd(open, options, row);
  if (end === null) throw new Error(`The file has no data row ${row} any more`);
  return countLines(open, end);
}

/** Byte behind the first `count` records, whatever is wrong with those that follow; `null` where there are fewer. */
function findEnd(open: OpenBytes, options: Options, count: number): Promise<number | null> {
  return new Promise((resolve) => {
    let seen = 0;
    const parser = parse({
      ...options,
      on_record(_, { bytes }) {
        if (++seen < count) return null;
        resolve(bytes);
        throw new Error('Found: nothing else is read');
      },
    });
    parser.resume();
    pipeline(open, parser, () => {
      resolve(null);
    });
  });
}

/**
 * What a person should know about text that is not csv: of a quote that is never closed, the row that it is in tells more
 * than the end of the file.
 */
export async function locateCsvError(
  error: CsvError,
  open: OpenBytes,
  { options, source }: { readonly options: Options; readonly source: string },
): Promise<UserError> {
  const line = await findLine(open, options, recordsBefore(error));
  return new UserError(explainCsvSyntax(error, source, line), { cause: error });
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
