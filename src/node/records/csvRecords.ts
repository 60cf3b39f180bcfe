import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { t } from '@vscode/l10n';
import { CsvError, parse } from 'csv-parse';
import type { InfoRecord } from 'csv-parse';
import type { DataFingerprint } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { describeRow } from '../../core/data/rowError.ts';
import { explainRagged } from '../../core/data/explainRagged.ts';
import { chooseDelimiter } from '../csvDelimiter.ts';
import { locateCsvError } from '../csvLines.ts';
import { csvOptions } from '../csvSyntax.ts';
import { openText } from './dataFile.ts';
import type { DataFile, StartRows, TakeRow } from './dataFile.ts';

interface ParsedRecord {
  readonly info: InfoRecord;
  readonly record: readonly string[];
}

/**
 * Reads the rows of a csv or tsv file with a header line.
 *
 * @throws UserError naming the line of a ragged row, of text that is not csv, and of bytes that are not UTF-8
 */
export async function readCsvRecords(file: DataFile, start: StartRows): Promise<DataFingerprint> {
  const open = (): AsyncIterable<Uint8Array> => createReadStream(file.path);
  const options = csvOptions(file.delimiter ?? (await chooseDelimiter(open, file.source)));
  const { bytes, fingerprint } = openText(file);
  const parser = parse({ ...options, info: true });
  try {
    await pipeline(bytes, parser, (records: AsyncIterable<ParsedRecord>) => takeRecords(records, file.source, start));
  } catch (error) {
    throw error instanceof CsvError ? await locateCsvError(error, open, { options, source: file.source }) : error;
  }
  return fingerprint();
}

async function takeRecords(records: AsyncIterable<ParsedRecord>, source: string, start: StartRows): Promise<void> {
  let take: TakeRow | undefined;
  let width = 0;
  let row = 0;
  for await (const { info, record } of records) {
    if (take === undefined) {
      ({ take } = start(record.map((cell) => cell.trim())));
      width = record.length;
      continue;
    }
    row++;
    const line = lineOf(info, record);
    if (record.length !== width) {
      throw new UserError(describeRow({ source, row, line, column: null }, explainRagged(record.length, width)));
    }
    take(record, line);
  }
  if (take === undefined) throw new UserError(t('{0} is empty. Choose a file with a header line and rows.', source));
}

/** The parser tells the line that a row ends in: line breaks inside its cells lie before. */
function lineOf({ lines }: InfoRecord, record: readonly string[]): number {
  return lines - record.reduce((sum, cell) => sum + cell.split(/\r\n|\n|\r/).length - 1, 0);
}
