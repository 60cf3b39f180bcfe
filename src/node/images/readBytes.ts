import { open, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { constants, gunzip, type ZlibOptions } from 'node:zlib';
import { t } from '@vscode/l10n';
import { UserError } from '../../contracts/userError.ts';

const unzip: (bytes: Uint8Array, options: ZlibOptions) => Promise<Uint8Array> = promisify(gunzip);

/**
 * Reads a whole file; one that ends in `.gz` is unpacked.
 *
 * @throws UserError where it is missing, must not be read, or is no gzip file
 */
export async function readBytes(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((error: unknown) => {
    throw explainFileError(error, path) ?? error;
  });
  return path.toLowerCase().endsWith('.gz') ? unpack(bytes, path) : bytes;
}

/** Packed bytes from which the first ones are unpacked. */
const PACKED_BYTES = 4096;

/** Reads the first `count` bytes of a file, or all that it has; of one that ends in `.gz`, of what is packed in it. */
export async function readFirstBytes(path: string, count: number): Promise<Uint8Array> {
  const packed = path.toLowerCase().endsWith('.gz');
  const file = await open(path, 'r');
  try {
    const length = packed ? PACKED_BYTES : count;
    const { bytesRead, buffer } = await file.read(new Uint8Array(length), 0, length, 0);
    const bytes = buffer.subarray(0, bytesRead);
    return packed ? (await unpack(bytes, path, { finishFlush: constants.Z_SYNC_FLUSH })).subarray(0, count) : bytes;
  } finally {
    await file.close();
  }
}

function unpack(bytes: Uint8Array, path: string, options: ZlibOptions = {}): Promise<Uint8Array> {
  return unzip(bytes, options).catch((error: unknown) => {
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
