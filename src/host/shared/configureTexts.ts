import { config } from '@vscode/l10n';
import { l10n } from 'vscode';

/** Gives core and node the texts in the editor's language. Without a translation, texts stay English. */
export function configureTexts(): void {
  if (l10n.bundle !== undefined) config({ contents: l10n.bundle });
}
