import { createReadStream } from 'node:fs';
import type { ForecastingDataPlan } from '../contracts/dataPlan.ts';
import type { DataFingerprint } from '../contracts/training.ts';
import type { Table } from '../core/data/table.ts';
import { explainFileError } from './fileError.ts';
import { readCsv } from './readCsv.ts';

/** Bytes read at once: enough to keep the parser busy, little beside any table. */
const CHUNK_BYTES = 256 * 1024;

/**
 * Reads the columns that the plan needs from a csv file, in one pass and without holding its text in memory.
 *
 * @param path absolute, or relative to the working directory; messages name the file as the plan does
 * @throws UserError naming file, row and column for anything that the person can mend
 */
export async function readTable(
  path: string,
  plan: ForecastingDataPlan,
): Promise<{ readonly table: Table; readonly fingerprint: DataFingerprint }> {
  try {
    const { table, bytes, sha256 } = await readCsv(() => createReadStream(path, { highWaterMark: CHUNK_BYTES }), plan);
    return { table, fingerprint: { path, bytes, sha256 } };
  } catch (error) {
    throw explainFileError(error, path) ?? error;
  }
}
