import { t } from '@vscode/l10n';

/** What to do about a missing value under the strategy `error`. */
export function explainMissing(): string {
  return t(
    'The value is missing. Mend the file, or choose a missingValueStrategy such as drop_row, ffill or interpolate.',
  );
}

/** What to do about a missing word, which nothing can be filled with. */
export function explainMissingWord(): string {
  return t('The cell is empty. Mend the file, or set missingValueStrategy to drop_row.');
}
