import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { t } from '@vscode/l10n';
import { UserError } from '../../contracts/userError.ts';

const unzip = promisify(gunzip);

/**
 * Reads a whole file; one that ends in `.gz` is unpacked.
 *
 * @throws UserError where it is missing, must not be read, or is no gzip file
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw explainFileError(error, path) ?? error;
  });
  if (!path.toLowerCase().endsWith('.gz')) return bytes;
  return unzip(bytes).catch((error: unknown) => {
    const known = explainFileError(error, path);
    if (known !== undefined) throw known;
    const text = t('{0} cannot be unpacked: it is no gzip file, or it is damaged. Get it again.', path);
    throw new UserError(text, { cause: error });
  });
}

/** What a person can do about a file or folder that cannot be opened; `undefined` for anything else. */
export function explainFileError(error: unknown, path: string): UserError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  switch (error.code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new UserError(
        t('There is no file or folder {0}. Set data.source to the path of the data, relative to the spec.', path),
      );
    case 'EISDIR':
      return new UserError(t('{0} is a folder, where a file was expected. Set data.source to a file in it.', path));
    case 'EACCES':
    case 'EPERM':
      return new UserError(t('{0} must not be read. Change its permissions.', path));
    case 'ERR_FS_FILE_TOO_LARGE':
    case 'ERR_BUFFER_TOO_LARGE':
      return new UserError(
        t(
          '{0} is larger than what is read as a whole. Cut it into several files and name them with a pattern such as x_train-*.npy, or save each picture as a file.',
          path,
        ),
      );
    default:
      return undefined;
  }
}
