import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';

/** What a person can do about a file that cannot be opened; `undefined` where the failure is another. */
export function explainFileError(error: unknown, path: string): UserError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UserError(
        t('There is no file {0}. Set data.source to the path of the data, relative to the spec.', path),
      );
    case 'EISDIR':
      return new UserError(
        t('{0} is a folder. Set data.source to a file in it, or to a pattern such as {0}/*.csv.', path),
      );
    case 'EACCES':
    case 'EPERM':
      return new UserError(t('The file {0} must not be read. Change its permissions.', path));
    default:
      return undefined;
  }
}
