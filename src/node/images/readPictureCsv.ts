import { createHash } from 'node:crypto';
import { dirname, extname, resolve } from 'node:path';
import { t } from '@vscode/l10n';
import { CsvError } from 'csv-parse';
import { parse } from 'csv-parse/sync';
import { UserError } from '../../contracts/userError.ts';
import { detectDelimiter } from '../../core/data/csvHeader.ts';
import { explainNoRows } from '../../core/data/explainNoRows.ts';
import { csvOptions, explainCsvSyntax } from '../csvSyntax.ts';
import { createUtf8Check } from '../utf8Check.ts';
import { PICTURE_ENDINGS } from './findPictureFiles.ts';
import type { PictureData } from './pictureData.ts';
import { readBytes } from './readBytes.ts';

/**
 * Reads a table whose rows name images, or animated GIFs: the column with their paths, relative to the table, is the
 * first one that holds names of picture files.
 *
 * @throws UserError where there is no such column, or no row, and for a cell that names no picture
 */
export async function readPictureCsv(path: string, source: string, delimiter: string | null): Promise<PictureData> {
  const bytes = await readBytes(path);
  const [header = [], ...rows] = parseRows(bytes, source, delimiter);
  if (rows.length === 0) throw new UserError(explainNoRows(source));
  const at = header.findIndex((_, cell) => isPicture(rows[0]?.[cell]));
  if (at < 0) throw new UserError(describeNoPaths(source));
  const names = rows.map((row, index) => checkCell(row[at], { source, row: index + 1, column: header[at] ?? '' }));
  const columns = new Map(header.map((name, cell) => [name.trim(), rows.map((row) => row[cell] ?? '')]));
  const others = [...columns.keys()].filter((name) => name !== header[at]?.trim());
  return {
    table: {
      source,
      count: rows.length,
      columns,
      labelColumn: others.length === 1 ? (others[0] ?? null) : null,
      names,
    },
    pixels: { type: 'files', files: names.map((name) => resolve(dirname(path), name)) },
    fingerprint: { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') },
  };
}

function parseRows(bytes: Uint8Array, source: string, delimiter: string | null): readonly (readonly string[])[] {
  const check = createUtf8Check(source);
  check.add(bytes);
  check.end();
  const text = new TextDecoder().decode(bytes);
  const headerLine = text.split(/\r\n|\n|\r/).find((line) => line !== '') ?? '';
  try {
    return parse(text, csvOptions(delimiter ?? detectDelimiter(headerLine)));
  } catch (error) {
    throw error instanceof CsvError ? new UserError(explainCsvSyntax(error, source), { cause: error }) : error;
  }
}

function isPicture(cell: string | undefined): boolean {
  return PICTURE_ENDINGS.has(extname(cell ?? '').toLowerCase());
}

function describeNoPaths(source: string): string {
  return t(
    '{0} has no column with paths of pictures (png, jpg, bmp, gif), which images and clips are read from.',
    source,
  );
}

function checkCell(
  cell: string | undefined,
  place: { readonly source: string; readonly row: number; readonly column: string },
): string {
  if (cell !== undefined && isPicture(cell)) return cell;
  throw new UserError(
    t('{source}, data row {row}, column "{column}": "{cell}" is no path of a picture (png, jpg, bmp, gif).', {
      ...place,
      cell: cell ?? '',
    }),
  );
}
