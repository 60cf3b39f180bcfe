import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { t } from '@vscode/l10n';
import { openPromise } from 'yauzl';
import { UserError } from '../../contracts/userError.ts';
import type { NumberArray } from './numberArray.ts';
import { parseNpy } from './parseNpy.ts';
import { explainFileError } from './readBytes.ts';

/** An array in an archive, before it is read. */
export interface NpzEntry {
  readonly name: string;
  /** Archive and entry, for messages. */
  readonly source: string;
  /** Bytes of the array with its header, unpacked. */
  readonly bytes: number;
  /** Hands its bytes to `use`, which may take the first of them alone. */
  readonly read: <R>(use: (bytes: Readable) => Promise<R>) => Promise<R>;
}

/**
 * Reads the arrays of a file that `np.savez` or `np.savez_compressed` wrote, by name.
 *
 * @throws UserError where it is missing, no such archive, or damaged
 */
export async function readNpz(path: string, source: string): Promise<ReadonlyMap<string, NumberArray>> {
  const arrays = new Map<string, NumberArray>();
  for await (const entry of listNpz(path, source)) {
    arrays.set(entry.name, parseNpy(await entry.read(buffer), entry.source));
  }
  return arrays;
}

/** Lists the arrays of such a file; each can be read until the next is asked for. @throws UserError as `readNpz` does */
export async function* listNpz(path: string, source: string): AsyncGenerator<NpzEntry> {
  const archive = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw explainFileError(error, path) ?? explainDamage(error, source);
  });
  try {
    for await (const entry of archive.eachEntry()) {
      const name = /^(.*)\.npy$/.exec(entry.fileName)?.[1];
      if (name === undefined) continue;
      yield {
        name,
        source: `${source}/${entry.fileName}`,
        bytes: entry.uncompressedSize,
        read: async (use) => {
          try {
            return await use(await archive.openReadStreamPromise(entry));
          } catch (error) {
            throw explainDamage(error, source);
          }
        },
      };
    }
  } finally {
    archive.close();
  }
}

function explainDamage(error: unknown, source: string): UserError {
  const reason = error instanceof Error ? error.message : String(error);
  return new UserError(t('{0} is no npz archive, or it is damaged: {1}. Get it again.', source, reason), {
    cause: error,
  });
}
