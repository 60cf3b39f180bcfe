import { rowsInMemory } from '../../src/core/data/numberRows.ts';
import { numberIndex, type SeriesTable, type WordColumn } from '../../src/core/data/series/seriesTable.ts';

const DAY = 86_400_000;

/** What a table of tests holds. */
export interface FakeColumns {
  readonly numbers: Readonly<Record<string, readonly number[]>>;
  readonly words?: Readonly<Record<string, readonly string[]>>;
  /** Whole days since 1970. */
  readonly days?: readonly number[];
  /** Milliseconds since 1970 UTC. */
  readonly times?: readonly number[];
}

/** A table as if it had been read from `data.csv`. */
export function fakeTable({ numbers, words = {}, days, times }: FakeColumns): SeriesTable {
  const clock = times ?? days?.map((day) => day * DAY);
  const names = Object.keys(numbers);
  const dictionaries = Object.values(words).map((cells) => [...new Set(cells.filter((cell) => cell !== ''))]);
  const columns: (readonly number[])[] = [
    ...Object.values(numbers),
    ...Object.values(words).map((cells, order) => {
      const numbers = new Map(dictionaries[order]?.map((word, number) => [word, number]));
      return cells.map((cell) => numbers.get(cell) ?? NaN);
    }),
    ...(clock === undefined ? [] : [clock]),
  ];
  const rows = columns[0]?.length ?? 0;
  const width = columns.length + 1;
  const values = Float64Array.from({ length: rows * width }, (_, at) => {
    const [row, column] = [Math.floor(at / width), at % width];
    return column === width - 1 ? row + 1 : (columns[column]?.[row] ?? NaN);
  });
  return {
    rows: rowsInMemory(values, width),
    numbers: new Map(names.map((name, index) => [name, index])),
    words: new Map(
      Object.keys(words).map((name, order): [string, WordColumn] => [
        name,
        { index: names.length + order, words: dictionaries[order] ?? [] },
      ]),
    ),
    time: clock === undefined ? null : width - 2,
    dateOnly: true,
    fileRow: width - 1,
    files: [{ source: 'data.csv', rowsBefore: 0 }],
  };
}

/** All values of a column of numbers. */
export function columnOf(table: SeriesTable, name: string): number[] {
  return valuesAt(table, numberIndex(table, name));
}

/** The time of every row, in days since 1970. */
export function daysOf(table: SeriesTable): number[] {
  return valuesAt(table, table.time ?? NaN).map((time) => time / DAY);
}

/** The number in the file of every row. */
export function fileRowsOf(table: SeriesTable): number[] {
  return valuesAt(table, table.fileRow);
}

function valuesAt({ rows }: SeriesTable, column: number): number[] {
  return Array.from({ length: rows.rows }, (_, row) => rows.at(row, column));
}
