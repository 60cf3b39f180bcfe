import { stat } from 'node:fs/promises';
import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';

/** Makes sure that a file that a person named, and not a spec, is there. @throws UserError for none, and for a folder */
export async function requireFile(path: string): Promise<void> {
  const entry = await stat(path).catch(() => null);
  if (entry === null) throw new UserError(t('There is no file {0}.', path));
  if (entry.isDirectory()) throw new UserError(t('{0} is a folder. Name a file in it.', path));
}
