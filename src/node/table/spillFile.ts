import { closeSync, mkdirSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import { UserError } from '../../contracts/userError.ts';
import { cacheFolder } from '../cacheFolder.ts';

/** Where bytes that are too many for the memory are kept. */
export interface SpillPlace {
  /**
   * Folder for the files; left out: one in the cache folder, which lies on a disk, as the system's own folder for
   * temporary files often does not. That one is taken where the cache folder must not be written.
   */
  readonly folder?: string;
  /** Writes bytes to a file as `fs.writeSync` does. */
  readonly write?: typeof writeSync;
}

/** A file of bytes that only this process knows. */
export interface SpillFile {
  /** Bytes written so far. */
  readonly bytes: number;
  write(bytes: Uint8Array, position: number): void;
  /** Fills `bytes` with those from `position` on. */
  read(bytes: Uint8Array, position: number): void;
  /** Ends and deletes it. */
  close(): void;
}

/**
 * Opens an empty file. It has no name any more, so that nothing is left of it however this process ends; where a system
 * does not delete files that are open, it is deleted by `close`.
 *
 * @param total bytes of all files of this place, for messages
 */
export function openSpillFile({ folder, write = writeSync }: SpillPlace, total: () => number): SpillFile {
  const place = folder ?? defaultFolder();
  const path = join(place, `${randomUUID()}.rows`);
  const file = openSync(path, 'wx+', 0o600);
  deleteQuietly(path);
  let end = 0;
  return {
    get bytes() {
      return end;
    },
    write(bytes, position) {
      try {
        for (let done = 0; done < bytes.length;) {
          done += write(file, bytes, done, bytes.length - done, position + done);
        }
      } catch (error) {
        throw explainFull(error, place, total() + bytes.length) ?? error;
      }
      end = Math.max(end, position + bytes.length);
    },
    read(bytes, position) {
      for (let done = 0; done < bytes.length;) {
        const count = readSync(file, bytes, done, bytes.length - done, position + done);
        if (count === 0) throw new Error('The file of rows is shorter than its rows');
        done += count;
      }
    },
    close() {
      closeSync(file);
      deleteQuietly(path);
    },
  };
}

function defaultFolder(): string {
  const folder = join(cacheFolder(), 'rows');
  try {
    mkdirSync(folder, { recursive: true });
    return folder;
  } catch {
    return tmpdir();
  }
}

function deleteQuietly(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // Windows keeps files that are open: `close` comes again.
  }
}

function explainFull(error: unknown, folder: string, bytes: number): UserError | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined;
  if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT') return undefined;
  return new UserError(
    t(
      'The disk of {folder} is full: data that does not fit into memory is kept there while it is used, {megabytes} MB so far. Free some room, or set the environment variable GATESCOPE_CACHE to a folder on a disk with more.',
      { folder, megabytes: Math.ceil(bytes / 1e6) },
    ),
    { cause: error },
  );
}
