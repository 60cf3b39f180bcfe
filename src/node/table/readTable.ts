import type { DataPlan } from '../../contracts/dataPlan.ts';
import type { DataFingerprint } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { explainNoRows } from '../../core/data/explainNoRows.ts';
import { RowError, describeRow } from '../../core/data/rowError.ts';
import type { RowStorage } from '../../core/data/numberRows.ts';
import { createSeriesBuilder, type SeriesBuilder } from '../../core/data/series/seriesBuilder.ts';
import type { SeriesTable } from '../../core/data/series/seriesTable.ts';
import { explainFileError } from '../fileError.ts';
import type { DataFile, StartRows, TakeRow } from '../records/dataFile.ts';
import { findDataFiles, joinFingerprints } from '../records/findDataFiles.ts';
import { readJsonLines, readJsonList } from '../records/jsonRecords.ts';
import { readNpyRecords } from '../records/npyRecords.ts';
import { readParquetRecords } from '../records/parquetRecords.ts';
import { readCsv } from './readCsv.ts';

/**
 * Reads the columns that the plan needs from a table: csv, tsv, jsonl, json, parquet or npy, or several of them by a pattern,
 * one after the other in the order of their names.
 *
 * @param baseDirectory the folder of the spec
 * @throws UserError naming file, row and column for anything that the person can mend
 */
export async function readTable(
  plan: DataPlan,
  baseDirectory: string,
  storage: RowStorage,
): Promise<{ readonly table: SeriesTable; readonly fingerprint: DataFingerprint }> {
  const builder = createSeriesBuilder(plan, storage);
  const files = await findDataFiles(plan, baseDirectory);
  const fingerprints: DataFingerprint[] = [];
  for (const file of files) {
    const before = builder.rows();
    try {
      fingerprints.push(await readFile(file, builder));
    } catch (error) {
      throw explainFileError(error, file.path) ?? error;
    }
    if (builder.rows() === before) throw new UserError(explainNoRows(file.source));
  }
  return { table: builder.build(), fingerprint: joinFingerprints(files, fingerprints, plan.source) };
}

function readFile(file: DataFile, builder: SeriesBuilder): Promise<DataFingerprint> {
  switch (/\.(\w+)$/.exec(file.path)?.[1]?.toLowerCase() ?? '') {
    case 'jsonl':
    case 'ndjson':
      return readJsonLines(file, recordsInto(builder, file));
    case 'json':
      return readJsonList(file, recordsInto(builder, file));
    case 'npy':
      return readNpyRecords(file, recordsInto(builder, file));
    case 'parquet':
      return readParquetRecords(file, recordsInto(builder, file));
    default:
      return readCsv(file, builder);
  }
}

/** Adds the records of a file; what is wrong with one is told with its place. */
function recordsInto(builder: SeriesBuilder, { source }: DataFile): StartRows {
  return (header) => {
    const needed = builder.begin(header, source);
    const take: TakeRow = (cells, line) => {
      try {
        builder.add(cells);
      } catch (error) {
        if (!(error instanceof RowError)) throw error;
        const { row, column } = error;
        const place = line === null ? { source, row, column } : { source, row, line, column };
        throw new UserError(describeRow(place, error.message));
      }
    };
    return { take, needed };
  };
}
