import { t } from '@vscode/l10n';

/** A place in a data file. Rows are counted from 1 without the header. */
export interface RowPlace {
  /** The file, as the spec names it. */
  readonly source: string;
  readonly row: number;
  /** Line of the file, counted from 1 with the header, where it is known. */
  readonly line?: number;
  readonly column: string | null;
}

/**
 * Wrong data in one row, found while a file is read. Whoever reads the file knows the line and makes a `UserError`
 * of it.
 */
export class RowError extends Error {
  override readonly name = 'RowError';
  readonly row: number;
  readonly column: string | null;

  /** `row` is counted from 1 without the header; `message` is localized and says what is wrong and what to do. */
  constructor(row: number, column: string | null, message: string) {
    super(message);
    this.row = row;
    this.column = column;
  }
}

/** One sentence for people: the line, then what is wrong there. */
export function describeLine(source: string, line: number, message: string): string {
  return t('{source}, line {line}: {message}', { source, line, message });
}

/** One sentence for people: the place, then what is wrong there. */
export function describeRow({ source, row, line, column }: RowPlace, message: string): string {
  const place = line === undefined ? t('data row {0}', row) : t('data row {0} (line {1})', row, line);
  if (column === null) return t('{source}, {place}: {message}', { source, place, message });
  return t('{source}, {place}, column "{column}": {message}', { source, place, column, message });
}
