import { t } from '@vscode/l10n';

/** What is wrong with a file that has a header line, or a shape, and nothing else. */
export function explainNoRows(source: string): string {
  return t('{0} has no rows of data. Add rows, or name another file in data.source.', source);
}
