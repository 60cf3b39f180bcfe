import { createReadStream } from 'node:fs';
import { t } from '@vscode/l10n';
import type { ForecastingDataPlan } from '../contracts/dataPlan.ts';
import type { DataFingerprint } from '../contracts/training.ts';
import { UserError } from '../contracts/userError.ts';
import type { Table } from '../core/data/table.ts';
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

function explainFileError(error: unknown, path: string): UserError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UserError(
        t('There is no file {0}. Set data.source to the path of the data, relative to the spec.', path),
      );
    case 'EISDIR':
      return new UserError(t('{0} is a folder. Set data.source to a csv file in it.', path));
    case 'EACCES':
    case 'EPERM':
      return new UserError(t('The file {0} must not be read. Change its permissions.', path));
    default:
      return undefined;
  }
}
