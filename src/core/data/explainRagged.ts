import { t } from '@vscode/l10n';

/** What is wrong with a row that has other than as many cells as the header. */
export function explainRagged(found: number, expected: number): string {
  return found < expected
    ? t(
        'The row has {0} cells, but the header has {1}: add the cells that are missing, also where they are empty.',
        found,
        expected,
      )
    : t(
        'The row has {0} cells, but the header has {1}: put a cell that contains the delimiter in quotes.',
        found,
        expected,
      );
}
