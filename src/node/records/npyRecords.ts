import { t } from '@vscode/l10n';
import type { DataFingerprint } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { parseNpy } from '../images/parseNpy.ts';
import { collectBytes, openBytes } from './dataFile.ts';
import type { DataFile, StartRows } from './dataFile.ts';

/**
 * Reads the rows of an array that NumPy saved, `[rows]` or `[rows, columns]`. Its columns are named 0, 1, … as pandas names
 * them; NaN is a missing value. The array is held in memory as a whole.
 *
 * @throws UserError for an array of another shape, or what is no array
 */
export async function readNpyRecords(file: DataFile, start: StartRows): Promise<DataFingerprint> {
  const { bytes, fingerprint } = openBytes(file);
  const { shape, data } = parseNpy(await collectBytes(bytes), file.source);
  const [rows = 0, columns = 1] = shape;
  if (shape.length === 0 || shape.length > 2) throw new UserError(explainShape(file.source, shape));
  const take = start(Array.from({ length: columns }, (_, column) => String(column)));
  for (let row = 0; row < rows; row++) {
    const cells = data.slice(row * columns, (row + 1) * columns);
    take(Array.from<string | number, string>(cells, writeCell), null);
  }
  return fingerprint();
}

function writeCell(value: string | number): string {
  return typeof value === 'number' && Number.isNaN(value) ? '' : String(value);
}

function explainShape(source: string, shape: readonly number[]): string {
  return t(
    '{source} is an array of shape [{shape}], but a table has rows and columns. Save it with two axes, as in array.reshape(len(array), -1).',
    { source, shape: shape.join(', ') },
  );
}
