import { t } from '@vscode/l10n';
import type { ForecastingDataPlan } from '../../contracts/dataPlan.ts';
import { findColumns } from './csvHeader.ts';
import { createGrowingColumn } from './growingColumn.ts';
import type { GrowingColumn } from './growingColumn.ts';
import { explainMissing } from './missingValues.ts';
import { parseNumber } from './parseNumber.ts';
import { createTimeParser } from './parseTime.ts';
import { RowError } from './rowError.ts';
import type { Table } from './table.ts';

/** Turns records into columns of numbers, one record at a time. */
export interface TableBuilder {
  /**
   * Takes the cells of the next row.
   *
   * @throws RowError for anything in it that the plan cannot use.
   */
  add(cells: readonly string[]): void;
  /** The table of all rows added. Ends the builder. */
  build(): Table;
}

interface NumberColumn {
  readonly name: string;
  /** Where it stands in a row. */
  readonly index: number;
  readonly values: GrowingColumn;
}

interface TimeColumn {
  readonly values: GrowingColumn;
  /** @throws RowError */
  add(text: string, row: number): void;
  isDateOnly(): boolean;
}

/**
 * Starts a table with the columns that the plan needs.
 *
 * @param header cells of the header line
 * @throws UserError where the header lacks a column or has it twice.
 */
export function createTableBuilder(header: readonly string[], plan: ForecastingDataPlan): TableBuilder {
  const names = [...new Set([...plan.input.columns, ...plan.target.columns])];
  const places = findColumns(header, names, plan.source);
  const columns = names.map((name, order): NumberColumn => ({
    name,
    index: places[order] ?? 0,
    values: createGrowingColumn(),
  }));
  const time = plan.time === null ? null : createTimeColumn(plan.time, plan);
  const [timeIndex = 0] = plan.time === null ? [] : findColumns(header, [plan.time], plan.source);
  const rejectsMissing = plan.missingValueStrategy.type === 'error';
  let rows = 0;
  return {
    add(cells) {
      rows++;
      if (cells.length !== header.length) throw new RowError(rows, null, explainRagged(cells.length, header.length));
      time?.add(cells[timeIndex] ?? '', rows);
      for (const { name, index, values } of columns) {
        const value = parseNumber(cells[index] ?? '');
        if (typeof value === 'string') throw new RowError(rows, name, value);
        if (rejectsMissing && Number.isNaN(value)) throw new RowError(rows, name, explainMissing());
        values.push(value);
      }
    },
    build: () => ({
      rows,
      times: time?.values.finish() ?? null,
      dateOnly: time?.isDateOnly() ?? false,
      columns: new Map(columns.map(({ name, values }) => [name, values.finish()])),
    }),
  };
}

function createTimeColumn(name: string, plan: ForecastingDataPlan): TimeColumn {
  const parser = createTimeParser();
  const values = createGrowingColumn();
  const mayBeMissing = plan.missingValueStrategy.type === 'drop_row';
  let last = { time: -Infinity, row: 0, text: '' };
  return {
    values,
    isDateOnly: () => parser.isDateOnly(),
    add(text, row) {
      const time = parser.parse(text);
      if (typeof time === 'string') throw new RowError(row, name, time);
      if (Number.isNaN(time) && !mayBeMissing) throw new RowError(row, name, explainMissingTime());
      if (time <= last.time) throw new RowError(row, name, explainOrder(text, time === last.time, last));
      if (!Number.isNaN(time)) last = { time, row, text };
      values.push(time);
    },
  };
}

/** What is wrong with a row that has other than as many cells as the header. */
export function explainRagged(found: number, expected: number): string {
  return found < expected
    ? t('The row has {0} cells, but the header has {1}: cells are missing.', found, expected)
    : t(
        'The row has {0} cells, but the header has {1}: put a cell that contains the delimiter in quotes.',
        found,
        expected,
      );
}

function explainMissingTime(): string {
  return t('The time is missing. Mend the file, or set missingValueStrategy to drop_row.');
}

function explainOrder(text: string, same: boolean, last: { readonly row: number; readonly text: string }): string {
  return same
    ? t('"{0}" is the same time as in data row {1}: keep one row a time, or one series a file.', text, last.row)
    : t('"{0}" is before "{1}" in data row {2}: sort the rows by time, the oldest first.', text, last.text, last.row);
}
