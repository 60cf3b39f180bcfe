import { t } from '@vscode/l10n';
import type { CsvError, Options } from 'csv-parse';

/** Bytes of a row that no table has: what goes on for longer is a quote that is never closed. */
const LONGEST_ROW = 16 * 1024 * 1024;

/** How csv files are read here: with any line breaks and a byte order mark; blank lines are no rows. */
export function csvOptions(delimiter: string): Options {
  // Ragged rows are found by the readers, which can say what is wrong with them.
  return {
    bom: true,
    delimiter,
    max_record_size: LONGEST_ROW,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
  };
}

/** What a person should know about text that is not csv; `line` is that of the row with what is wrong. */
export function explainCsvSyntax(error: CsvError, source: string, line = numberOf(error, 'lines')): string {
  return t(
    '{source}, line {line}: a quote is not closed, or stands inside a cell. A cell with quotes starts and ends with one, and doubles those inside it.',
    { source, line },
  );
}

/** Rows, the header among them, that a parser had read before it failed. */
export function recordsBefore(error: CsvError): number {
  return numberOf(error, 'records');
}

function numberOf(error: CsvError, key: 'lines' | 'records'): number {
  const value: unknown = error[key];
  return typeof value === 'number' ? value : 0;
}
