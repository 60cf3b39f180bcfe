import { t } from '@vscode/l10n';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import type { FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { DataFingerprint } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { toCell } from '../cellText.ts';
import { fingerprintFile } from './dataFile.ts';
import type { DataFile, StartRows } from './dataFile.ts';

/** Reads the needed columns of a parquet file, one row group after the other. @throws UserError where it is no parquet file */
export async function readParquetRecords(file: DataFile, start: StartRows): Promise<DataFingerprint> {
  const fingerprint = await fingerprintFile(file);
  const buffer = await asyncBufferFromFile(file.path);
  const metadata = await readMetadata(buffer, file.source);
  const header = parquetSchema(metadata).children.map(({ element }) => element.name);
  const { take, needed } = start(header);
  const columns = needed.map((place) => header[place] ?? '');
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    const rowEnd = rowStart + Number(group.num_rows);
    const rows: readonly Readonly<Record<string, unknown>>[] = await parquetReadObjects({
      file: buffer,
      metadata,
      compressors,
      columns,
      rowStart,
      rowEnd,
    });
    for (const row of rows) {
      take(
        header.map((name) => toCell(row[name])),
        null,
      );
    }
    rowStart = rowEnd;
  }
  return fingerprint;
}

async function readMetadata(
  buffer: Awaited<ReturnType<typeof asyncBufferFromFile>>,
  source: string,
): Promise<FileMetaData> {
  try {
    return await parquetMetadataAsync(buffer);
  } catch (error) {
    // The library tells nothing apart: it was opened and read before, so that its end is not what it should be.
    const detail = error instanceof Error ? error.message : '';
    throw new UserError(t('{0} is no parquet file, or was cut: {1}', source, detail));
  }
}
