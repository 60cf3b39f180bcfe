import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';

/** Localized: a file without data, and what to do about it. */
export function explainEmptyFile(source: string): string {
  return t('{0} is empty. Choose a file with data, or write some into it.', source);
}

/**
 * What a person can do about a file that cannot be opened; `undefined` where the failure is another. `key` is that of
 * the spec which names the file.
 */
export function explainFileError(error: unknown, path: string, key = 'data.source'): UserError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UserError(
        t('There is no file {0}. Set {1} to the path of the data, relative to the spec.', path, key),
      );
    case 'EISDIR':
      return new UserError(
        t('{0} is a folder. Set {1} to a file in it, or to a pattern such as {0}/*.csv.', path, key),
      );
    case 'EACCES':
    case 'EPERM':
      return new UserError(t('The file {0} must not be read. Change its permissions.', path));
    default:
      return undefined;
  }
}
