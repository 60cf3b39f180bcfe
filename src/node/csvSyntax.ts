import { t } from '@vscode/l10n';
import type { CsvError, Options } from 'csv-parse';

/** How csv files are read here: with any line breaks and a byte order mark; blank lines are no rows. */
export function csvOptions(delimiter: string): Options {
  // Ragged rows are found by the readers, which can say what is wrong with them.
  return {
    bom: true,
    delimiter,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    skip_empty_lines: true,
  };
}

/** What a person should know about text that is not csv. */
export function explainCsvSyntax(error: CsvError, source: string): string {
  const line = typeof error['lines'] === 'number' ? error['lines'] : 0;
  return t(
    '{source}, line {line}: a quote is not closed, or stands inside a cell. A cell with quotes starts and ends with one, and doubles those inside it.',
    { source, line },
  );
}
