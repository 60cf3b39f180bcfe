import { t } from '@vscode/l10n';
import type { DataPlan } from '../../../contracts/dataPlan.ts';
import { findColumns } from '../csvHeader.ts';
import { explainRagged } from '../explainRagged.ts';
import { parseNumber } from '../parseNumber.ts';
import { createTimeParser } from '../parseTime.ts';
import { RowError } from '../rowError.ts';
import { explainMissing, explainMissingWord } from './explainMissing.ts';
import { neededColumns } from './neededColumns.ts';
import type { RowStorage } from '../numberRows.ts';
import type { SeriesTable, TableFile, WordColumn } from './seriesTable.ts';

/** What a file has in one place of a row: text, or a number where the format has types; `null` for nothing. */
export type Cell = string | number | null;

/** Turns records into rows of numbers, one record at a time. */
export interface SeriesBuilder {
  /**
   * Begins a file. Its columns may stand in another order than those of the one before.
   *
   * @param header names of its columns
   * @param source the file, for messages
   * @returns places of the columns that are read
   * @throws UserError where the header lacks a column or has it twice.
   */
  begin(header: readonly string[], source: string): readonly number[];
  /**
   * Takes the cells of the next row.
   *
   * @throws RowError, counted in this file, for anything in it that the plan cannot use.
   */
  add(cells: readonly Cell[]): void;
  /** Rows of all files so far. */
  rows(): number;
  /** The table of all rows added. Ends the builder. */
  build(): SeriesTable;
}

/** Reads the cells of one column. */
interface Reader {
  readonly name: string;
  /** NaN where there is nothing. @throws RowError */
  read(cell: Cell, row: number): number;
  /** Why nothing is too little, localized; `null` where it is left for later, to be filled or dropped. */
  readonly refusal: string | null;
  /** Whether rows of the known future need it, too. */
  readonly isKnownAhead: boolean;
}

/** Starts a table with the columns that the plan needs. */
export function createSeriesBuilder(plan: DataPlan, storage: RowStorage): SeriesBuilder {
  const { numbers, words, time } = neededColumns(plan);
  const wordReaders = words.map((name) => createWordReader(name, plan));
  const clock = time === null ? null : createTimeReader(time, plan);
  const names = [...numbers, ...words, ...(time === null ? [] : [time])];
  const readers: readonly Reader[] = [
    ...numbers.map((name) => createNumberReader(name, plan)),
    ...wordReaders,
    ...(clock === null ? [] : [clock]),
  ];
  const group = plan.groupBy === null ? null : numbers.length + words.indexOf(plan.groupBy);
  const fileRow = readers.length;
  const forecast = plan.target.type === 'timeseries' ? plan.target.columns.map((name) => numbers.indexOf(name)) : [];
  const writer = storage.open('float64', fileRow + 1);
  const row = new Float64Array(fileRow + 1);
  const files: TableFile[] = [];
  let places: readonly number[] = [];
  let cellsExpected = 0;
  let count = 0;
  let inFile = 0;
  return {
    begin(header, source) {
      places = findColumns(header, names, source);
      cellsExpected = header.length;
      files.push({ source, rowsBefore: count });
      inFile = 0;
      return places;
    },
    add(cells) {
      count++;
      inFile++;
      if (cells.length !== cellsExpected) throw new RowError(inFile, null, explainRagged(cells.length, cellsExpected));
      let isComplete = true;
      for (let place = 0; place < fileRow; place++) {
        const value = readers[place]?.read(cells[places[place] ?? 0] ?? null, inFile) ?? NaN;
        row[place] = value;
        isComplete &&= !Number.isNaN(value);
      }
      if (!isComplete) checkMissing(readers, forecast, row, inFile);
      clock?.check(group === null ? 0 : (row[group] ?? 0), row[fileRow - 1] ?? NaN, inFile);
      row[fileRow] = count;
      writer.push(row);
    },
    rows: () => count,
    build: () => ({
      rows: writer.finish(),
      numbers: new Map(numbers.map((name, index) => [name, index])),
      words: new Map(
        words.map((name, order): [string, WordColumn] => [
          name,
          { index: numbers.length + order, words: wordReaders[order]?.words ?? [] },
        ]),
      ),
      time: clock === null ? null : fileRow - 1,
      dateOnly: clock?.isDateOnly() ?? false,
      fileRow,
      files,
    }),
  };
}

/** @throws RowError for the first cell that may not be empty */
function checkMissing(
  readers: readonly Reader[],
  forecast: readonly number[],
  row: Float64Array,
  inFile: number,
): void {
  // Such a row may be of the known future: whether it stands at the end is seen when all rows are there.
  const mayBeAhead = forecast.length > 0 && forecast.every((place) => Number.isNaN(row[place]));
  for (const [place, { name, refusal, isKnownAhead }] of readers.entries()) {
    if (!Number.isNaN(row[place]) || refusal === null || (mayBeAhead && !isKnownAhead)) continue;
    throw new RowError(inFile, name, refusal);
  }
}

function createNumberReader(name: string, plan: DataPlan): Reader {
  return {
    name,
    refusal: plan.missingValueStrategy.type === 'error' ? explainMissing() : null,
    isKnownAhead: false,
    read(cell, row) {
      const value = cell === null ? NaN : typeof cell === 'number' ? cell : parseNumber(cell);
      if (typeof value === 'string') throw new RowError(row, name, value);
      return value;
    },
  };
}

function createWordReader(name: string, plan: DataPlan): Reader & { readonly words: readonly string[] } {
  const numbers = new Map<string, number>();
  const words: string[] = [];
  return {
    name,
    refusal: plan.missingValueStrategy.type === 'drop_row' ? null : explainMissingWord(),
    isKnownAhead: name === plan.groupBy,
    words,
    read(cell) {
      const text = cell === null ? '' : String(cell).trim();
      if (text === '') return NaN;
      const number = numbers.get(text) ?? words.length;
      if (number === words.length) {
        numbers.set(text, number);
        words.push(text);
      }
      return number;
    },
  };
}

interface TimeReader extends Reader {
  /** @throws RowError where the row is not after the last one of its series */
  check(group: number, time: number, row: number): void;
  isDateOnly(): boolean;
}

function createTimeReader(name: string, plan: DataPlan): TimeReader {
  const parser = createTimeParser(plan.timeFormat);
  const last = new Map<number, { time: number; row: number; text: string }>();
  let text = '';
  return {
    name,
    refusal: plan.missingValueStrategy.type === 'drop_row' ? null : explainMissingTime(),
    isKnownAhead: true,
    isDateOnly: () => parser.isDateOnly(),
    read(cell, row) {
      text = cell === null ? '' : String(cell);
      const time = parser.parse(text);
      if (typeof time === 'string') throw new RowError(row, name, time);
      return time;
    },
    check(group, time, row) {
      if (Number.isNaN(time)) return;
      const before = last.get(group);
      if (before === undefined) {
        last.set(group, { time, row, text });
        return;
      }
      if (time <= before.time) throw new RowError(row, name, explainOrder(text, time === before.time, before));
      before.time = time;
      before.row = row;
      before.text = text;
    },
  };
}

function explainMissingTime(): string {
  return t('The time is missing. Mend the file, or set missingValueStrategy to drop_row.');
}

function explainOrder(text: string, same: boolean, last: { readonly row: number; readonly text: string }): string {
  return same
    ? t(
        '"{0}" is the same time as in data row {1}: keep one row a time, or set groupBy to the column that tells several series apart.',
        text,
        last.row,
      )
    : t('"{0}" is before "{1}" in data row {2}: sort the rows by time, the oldest first.', text, last.text, last.row);
}
