import { t } from '@vscode/l10n';
import type { DataFingerprint } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { chooseNpyReader, damagedNpy, readNpyHeader, type NpyReader } from '../images/parseNpy.ts';
import { openBytes } from './dataFile.ts';
import type { DataFile, StartRows, TakeRow } from './dataFile.ts';

/** Bytes that hold the header of any array of numbers. */
const HEADER_BYTES = 64 * 1024;

/**
 * Reads the rows of an array that NumPy saved, `[rows]` or `[rows, columns]`. Its columns are named 0, 1, … as pandas names
 * them; NaN is a missing value. Of an array of any size only some rows at a time are in memory.
 *
 * @throws UserError for an array of another shape, or what is no array
 */
export async function readNpyRecords(file: DataFile, start: StartRows): Promise<DataFingerprint> {
  const { bytes, fingerprint } = openBytes(file);
  let rest: Uint8Array = new Uint8Array(0);
  let reader: RowReader | null = null;
  for await (const chunk of bytes) {
    rest = Buffer.concat([rest, chunk]);
    if (reader === null && rest.length < HEADER_BYTES) continue;
    reader ??= startRows(rest, file.source, start);
    rest = rest.subarray(reader.take(rest));
  }
  reader ??= startRows(rest, file.source, start);
  reader.take(rest);
  if (!reader.isComplete()) throw damagedNpy(file.source);
  return fingerprint();
}

/** Takes the rows of an array out of its bytes, as far as they are there. */
interface RowReader {
  /** Bytes that were used up. */
  take(bytes: Uint8Array): number;
  isComplete(): boolean;
}

function startRows(bytes: Uint8Array, source: string, start: StartRows): RowReader {
  const { shape, descr, start: header } = readNpyHeader(bytes, source);
  const reader = chooseNpyReader(descr, source);
  const [rows = 0, columns = 1] = shape;
  if (shape.length === 0 || shape.length > 2) throw new UserError(explainShape(source, shape));
  const { take } = start(Array.from({ length: columns }, (_, column) => String(column)));
  const rowBytes = columns * reader.bytesOfValue;
  let left = rows;
  let skipped = header;
  return {
    take(some) {
      const from = skipped;
      skipped = 0;
      const count = Math.min(left, rowBytes === 0 ? left : Math.floor((some.length - from) / rowBytes));
      left -= count;
      takeRows(reader, some.subarray(from, from + count * rowBytes), { count, columns }, take);
      return from + count * rowBytes;
    },
    isComplete: () => left === 0,
  };
}

function takeRows(
  { read }: NpyReader,
  bytes: Uint8Array,
  { count, columns }: { readonly count: number; readonly columns: number },
  take: TakeRow,
): void {
  const values = read(bytes);
  for (let row = 0; row < count; row++) {
    const cells = values.slice(row * columns, (row + 1) * columns);
    take(Array.from<string | number, string>(cells, writeCell), null);
  }
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
