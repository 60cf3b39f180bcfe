import type { RowPlace } from '../rowError.ts';
import type { NumberRows } from '../numberRows.ts';

/** The rows of a data file as it has them: the columns that a plan needs, and nothing else. */
export interface SeriesTable {
  readonly rows: NumberRows;
  /** Where each column of numbers stands in a row. NaN is a missing value. */
  readonly numbers: ReadonlyMap<string, number>;
  /** Where each column of words stands in a row, and what its numbers mean. NaN is a missing word. */
  readonly words: ReadonlyMap<string, WordColumn>;
  /** Where the time stamps stand, in milliseconds since 1970 UTC; `null` without a time column. */
  readonly time: number | null;
  /** Whether the times are whole days or coarser: then people need not see a time of day. */
  readonly dateOnly: boolean;
  /** Where the number of the row among those of all files stands, counted from 1 without headers. */
  readonly fileRow: number;
  /** The files in their order. */
  readonly files: readonly TableFile[];
}

export interface TableFile {
  /** As messages name it. */
  readonly source: string;
  /** Rows of all files before it. */
  readonly rowsBefore: number;
}

/** File and row that a row of the table stands in. */
export function placeOf({ rows, fileRow, files }: SeriesTable, row: number): Pick<RowPlace, 'source' | 'row'> {
  const number = rows.at(row, fileRow);
  const file = files.findLast(({ rowsBefore }) => rowsBefore < number);
  return { source: file?.source ?? '', row: number - (file?.rowsBefore ?? 0) };
}

/** Words as numbers, in the order of their first row. */
export interface WordColumn {
  readonly index: number;
  readonly words: readonly string[];
}

/** Place of a column of numbers. */
export function numberIndex(table: Pick<SeriesTable, 'numbers'>, name: string): number {
  const index = table.numbers.get(name);
  if (index === undefined) throw new Error(`The table was read without the column ${name}`);
  return index;
}

/** A column of words. */
export function wordColumn(table: Pick<SeriesTable, 'words'>, name: string): WordColumn {
  const column = table.words.get(name);
  if (column === undefined) throw new Error(`The table was read without the column ${name}`);
  return column;
}
