import { t } from '@vscode/l10n';
import type { DataPlan } from '../../../contracts/dataPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import { explainNoRows } from '../explainNoRows.ts';
import { memoryStorage, type NumberRows, type RowStorage } from '../numberRows.ts';
import { describeRow } from '../rowError.ts';
import { pickFrom, type Texts } from './texts.ts';

/** The cells of one column `[rows]`, as the file has them. */
export interface TextColumn {
  readonly name: string;
  readonly cells: Texts;
}

/** What a reader took out of the files of a text task: rows, lines, sentences or pairs. */
export interface TextRows {
  readonly input: TextColumn;
  /** `null` where the target is what comes next. */
  readonly target: TextColumn | null;
  /** The column that `data.split` names; `null` where it names none. */
  readonly split: TextColumn | null;
  /** Whether the source itself cuts its texts: cells are then tokens, or tags, with a blank between. */
  readonly areTokens: boolean;
  /** Whether the rows are the lines of one running text, blank ones included. */
  readonly isRunning: boolean;
  /** Line that each row begins in `[rows, 1]`, counted from 1; `null` where the format has none. */
  readonly lines: NumberRows | null;
  /** The files, as the spec names them, in the order of their rows; `firstRow` is counted from 0. */
  readonly files: readonly { readonly source: string; readonly firstRow: number }[];
}

/** Rows that are complete enough to learn from or to judge by. */
export interface TextExamples {
  readonly inputs: Texts;
  /** `null` where the target is what comes next. */
  readonly targets: Texts | null;
  /** Cells of the split's column; `null` without one. */
  readonly splitValues: Texts | null;
  /** Row of an example, counted from 0 over all files. */
  rowOf(example: number): number;
}

/** Row of a file for people, counted from 1: those of several files are counted one after the other. */
export function rowNumber(examples: TextExamples, example: number): number {
  return examples.rowOf(example) + 1;
}

/** An error that names file, row, line and column of a row, counted from 0 over all files. */
export function textError(rows: TextRows, row: number, column: string | null, message: string): UserError {
  const file = rows.files.findLast(({ firstRow }) => firstRow <= row);
  const place = { source: file?.source ?? '', row: row - (file?.firstRow ?? 0) + 1, column };
  const line = rows.lines?.at(row, 0);
  return new UserError(describeRow(line === undefined ? place : { ...place, line }, message));
}

/**
 * Takes the rows that have an input, a target and a split.
 *
 * @throws UserError naming the first row that lacks one, unless `missingValueStrategy` leaves such rows out, and where
 * no row is left
 */
export function selectExamples(
  rows: TextRows,
  plan: Pick<DataPlan, 'source' | 'missingValueStrategy'>,
  storage: RowStorage = memoryStorage,
): TextExamples {
  if (rows.input.cells.length === 0) throw new UserError(explainNoRows(plan.source));
  const columns = [rows.input, rows.target, rows.split].filter((column) => column !== null);
  const dropped = plan.missingValueStrategy.type === 'drop_row';
  const writer = storage.open('float64', 1);
  for (let row = 0; row < rows.input.cells.length; row++) {
    const empty = columns.find(({ cells }) => (cells.at(row) ?? '').trim() === '');
    if (empty === undefined) writer.push([row]);
    else if (!dropped) throw textError(rows, row, empty.name, explainEmpty(empty === rows.input));
  }
  const kept = writer.finish();
  if (kept.rows === 0) {
    throw new UserError(
      t('{0}: no row has both a text and a target. Choose other columns or other data.', plan.source),
    );
  }
  const rowOf = (example: number): number => kept.at(example, 0);
  const take = (column: TextColumn | null) => column && pickFrom(column.cells, kept.rows, rowOf);
  return {
    inputs: pickFrom(rows.input.cells, kept.rows, rowOf),
    targets: take(rows.target),
    splitValues: take(rows.split),
    rowOf,
  };
}

function explainEmpty(isInput: boolean): string {
  return isInput
    ? t('The text is empty. Mend the file, or set missingValueStrategy to drop_row.')
    : t('The cell is empty. Mend the file, or set missingValueStrategy to drop_row.');
}
