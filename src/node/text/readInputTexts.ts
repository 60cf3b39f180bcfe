import { basename } from 'node:path';
import { t } from '@vscode/l10n';
import type { DataPlan } from '../../contracts/dataPlan.ts';
import { UserError } from '../../contracts/userError.ts';
import { describeRow } from '../../core/data/rowError.ts';
import { chooseInputColumn } from '../../core/data/text/textColumns.ts';
import type { TakeRow } from '../records/dataFile.ts';
import { readRecords } from './readTextRows.ts';

/** Texts that a trained model is to be asked about. */
export interface InputTexts {
  readonly texts: readonly string[];
  /** Row of each text in its file, counted from 1. */
  readonly rows: readonly number[];
  /** The error of a text that has no tokens, naming its place. */
  readonly emptyError: (text: number) => UserError;
}

/**
 * Reads the texts of a file: the column that the model reads of a table, the lines of a text file. Its target need not
 * be there. Rows without a text are left out where the plan says `drop_row`.
 *
 * @param path absolute
 * @throws UserError naming file, row and column for anything that the person can mend
 */
export async function readInputTexts(path: string, plan: DataPlan): Promise<InputTexts> {
  const source = basename(path);
  const texts: string[] = [];
  const rows: number[] = [];
  const lines: (number | null)[] = [];
  let column: string | null = null;
  let row = 0;
  const mayDrop = plan.missingValueStrategy.type === 'drop_row';
  // Whatever the target is: lines of a text file are texts.
  const asTable: DataPlan = { ...plan, target: { type: 'category', column: null } };
  await readRecords({ path, source, delimiter: delimiterOf(path, plan) }, asTable, (header) => {
    const place = chooseInputColumn(header, plan, source);
    column = header[place] ?? null;
    const take: TakeRow = (cells, line) => {
      row++;
      const text = cells[place] ?? '';
      if (mayDrop && text.trim() === '') return;
      texts.push(text);
      rows.push(row);
      lines.push(line);
    };
    return { take, needed: [place] };
  });
  if (texts.length === 0)
    throw new UserError(t('{0} has no texts. Write at least one that the model can read.', source));
  return {
    texts,
    rows,
    emptyError: (text) => {
      const line = lines[text] ?? null;
      const where = { source, row: rows[text] ?? 0, column, ...(line !== null && { line }) };
      return new UserError(describeRow(where, t('The text is empty. Write something that the model can read.')));
    },
  };
}

/** The run's own delimiter is that of its own file. */
function delimiterOf(path: string, { source, delimiter }: DataPlan): string | null {
  return basename(path) === basename(source) ? delimiter : null;
}
