import { config } from '@vscode/l10n';

/** Loads the translations that the host put into the body's `data-l10n`; without any, texts stay English. Call it before `t`. */
export function loadTexts(): void {
  const contents = document.body.dataset['l10n'];
  if (contents !== undefined && contents !== '') config({ contents });
}
