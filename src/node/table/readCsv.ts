import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { t } from '@vscode/l10n';
import { CsvError, parse } from 'csv-parse';
import type { Options } from 'csv-parse';
import type { DataFingerprint } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { RowError, describeRow } from '../../core/data/rowError.ts';
import type { SeriesBuilder } from '../../core/data/series/seriesBuilder.ts';
import { chooseDelimiter } from '../csvDelimiter.ts';
import { findLine, locateCsvError } from '../csvLines.ts';
import type { OpenBytes } from '../csvLines.ts';
import { csvOptions } from '../csvSyntax.ts';
import { openText } from '../records/dataFile.ts';
import type { DataFile } from '../records/dataFile.ts';

/**
 * Reads a csv file into a table of numbers, in one pass and without holding its text in memory. Only when something is
 * wrong is the file opened a second time, to find the line: counting lines on the way would cost more than the numbers.
 *
 * @throws UserError naming source, row, line and column for anything that the person can mend
 */
export async function readCsv(file: DataFile, builder: SeriesBuilder): Promise<DataFingerprint> {
  const open = (): AsyncIterable<Uint8Array> => createReadStream(file.path);
  const { bytes, fingerprint } = openText(file);
  await readCsvBytes({ ...file, bytes, open }, builder);
  return fingerprint();
}

export interface CsvBytes extends Pick<DataFile, 'source' | 'delimiter'> {
  /** Read once, from the beginning. */
  readonly bytes: AsyncIterable<Uint8Array>;
  /** The same bytes once more. */
  readonly open: OpenBytes;
}

/** Reads csv text into a table of numbers. */
export async function readCsvBytes(
  { source, delimiter, bytes, open }: CsvBytes,
  builder: SeriesBuilder,
): Promise<void> {
  const options = csvOptions(delimiter ?? (await chooseDelimiter(open, source)));
  try {
    const parser = parse(options);
    await pipeline(bytes, parser, (records: AsyncIterable<string[]>) => addRecords(records, source, builder));
  } catch (error) {
    throw await explainCsvError(error, open, { options, source });
  }
}

async function addRecords(records: AsyncIterable<string[]>, source: string, builder: SeriesBuilder): Promise<void> {
  let begun = false;
  for await (const record of records) {
    if (begun) builder.add(record);
    else builder.begin(record, source);
    begun = true;
  }
  if (!begun) throw new UserError(t('{0} is empty. Choose a file with a header line and rows.', source));
}

async function explainCsvError(
  error: unknown,
  open: OpenBytes,
  { options, source }: { readonly options: Options; readonly source: string },
): Promise<unknown> {
  if (error instanceof RowError) {
    const { row, column } = error;
    return new UserError(describeRow({ source, row, column, line: await findLine(open, options, row) }, error.message));
  }
  if (error instanceof CsvError) return locateCsvError(error, open, { options, source });
  return error;
}
