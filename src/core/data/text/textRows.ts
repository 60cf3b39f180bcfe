import { t } from '@vscode/l10n';
import type { DataPlan } from '../../../contracts/dataPlan.ts';
import { UserError } from '../../../contracts/userError.ts';
import { explainNoRows } from '../explainNoRows.ts';
import { describeRow } from '../rowError.ts';

/** The cells of one column `[rows]`, as the file has them. */
export interface TextColumn {
  readonly name: string;
  readonly cells: readonly string[];
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
  /** Line that each row begins in `[rows]`, counted from 1; `null` where the format has none. */
  readonly lines: Uint32Array | null;
  /** The files, as the spec names them, in the order of their rows; `firstRow` is counted from 0. */
  readonly files: readonly { readonly source: string; readonly firstRow: number }[];
}

/** Rows that are complete enough to learn from or to judge by. */
export interface TextExamples {
  readonly inputs: readonly string[];
  /** `null` where the target is what comes next. */
  readonly targets: readonly string[] | null;
  /** Cells of the split's column; `null` without one. */
  readonly splitValues: readonly string[] | null;
  /** Row of each example, counted from 0 over all files. */
  readonly rows: Uint32Array;
}

/** Row of a file for people, counted from 1: those of several files are counted one after the other. */
export function rowNumber(examples: TextExamples, example: number): number {
  return (examples.rows[example] ?? 0) + 1;
}

/** An error that names file, row, line and column of a row, counted from 0 over all files. */
export function textError(rows: TextRows, row: number, column: string | null, message: string): UserError {
  const file = rows.files.findLast(({ firstRow }) => firstRow <= row);
  const place = { source: file?.source ?? '', row: row - (file?.firstRow ?? 0) + 1, column };
  const line = rows.lines?.[row];
  return new UserError(describeRow(line === undefined ? place : { ...place, line }, message));
}

/**
 * Takes the rows that have an input, a target and a split.
 *
 * @throws UserError naming the first row that lacks one, unless `missingValueStrategy` leaves such rows out, and where
 * no row is left
 */
export function selectExamples(rows: TextRows, plan: Pick<DataPlan, 'source' | 'missingValueStrategy'>): TextExamples {
  if (rows.input.cells.length === 0) throw new UserError(explainNoRows(plan.source));
  const columns = [rows.input, rows.target, rows.split].filter((column) => column !== null);
  const dropped = plan.missingValueStrategy.type === 'drop_row';
  const kept: number[] = [];
  for (let row = 0; row < rows.input.cells.length; row++) {
    const empty = columns.find(({ cells }) => (cells[row] ?? '').trim() === '');
    if (empty === undefined) kept.push(row);
    else if (!dropped) throw textError(rows, row, empty.name, explainEmpty(empty === rows.input));
  }
  if (kept.length === 0) {
    throw new UserError(
      t('{0}: no row has both a text and a target. Choose other columns or other data.', plan.source),
    );
  }
  const take = (column: TextColumn | null) => column && kept.map((row) => column.cells[row] ?? '');
  return {
    inputs: kept.map((row) => rows.input.cells[row] ?? ''),
    targets: take(rows.target),
    splitValues: take(rows.split),
    rows: Uint32Array.from(kept),
  };
}

function explainEmpty(isInput: boolean): string {
  return isInput
    ? t('The text is empty. Mend the file, or set missingValueStrategy to drop_row.')
    : t('The cell is empty. Mend the file, or set missingValueStrategy to drop_row.');
}
