import { stat } from 'node:fs/promises';
import { t } from '@vscode/l10n';
import { asyncBufferFromFile, parquetMetadataAsync, parquetReadObjects, parquetSchema } from 'hyparquet';
import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import type { DataSample } from '../../core/data/facts/dataSample.ts';
import { toCell } from '../cellText.ts';
import { explainEmptyFile } from '../fileError.ts';
import type { SampleRequest } from './fileEnds.ts';
import { unseen, Unreadable } from './unreadable.ts';

/** Rows that are looked at. */
const MOST_ROWS = 5000;

/** Bytes of the first row group, uncompressed, beyond which a look would take too long: groups are read whole. */
const LARGEST_GROUP = 64 * 1024 * 1024;

/** Takes a sample of a parquet file: the first rows of its first row group. */
export async function sampleParquet({ path, source, signal }: SampleRequest): Promise<DataSample> {
  const { size, mtimeMs } = await stat(path);
  const file = await asyncBufferFromFile(path);
  const metadata = await readMetadata(file, source);
  const header = parquetSchema(metadata).children.map(({ element }) => element.name);
  const count = Number(metadata.num_rows);
  if (count === 0) throw new Unreadable('empty', explainEmptyFile(source));
  signal?.throwIfAborted();
  const records = await readFirst(file, metadata, source);
  return {
    kind: 'table',
    source,
    bytes: size,
    modified: mtimeMs,
    delimiter: null,
    header,
    rows: records.map((record, index) => ({ line: index + 1, cells: header.map((name) => toCell(record[name])) })),
    lastRows: [],
    count: { count, exact: records.length === count },
    imageSizes: [],
  };
}

async function readFirst(
  file: AsyncBuffer,
  metadata: FileMetaData,
  source: string,
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const [group] = metadata.row_groups;
  if (group === undefined || Number(group.total_byte_size) > LARGEST_GROUP) {
    throw unseen(source);
  }
  const rowEnd = Math.min(Number(group.num_rows), MOST_ROWS);
  return parquetReadObjects({ file, metadata, compressors, rowStart: 0, rowEnd });
}

async function readMetadata(file: AsyncBuffer, source: string): Promise<FileMetaData> {
  try {
    return await parquetMetadataAsync(file);
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    throw new Unreadable('malformed', t('{0} is no parquet file, or was cut: {1}', source, detail));
  }
}
