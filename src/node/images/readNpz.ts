import { buffer } from 'node:stream/consumers';
import { t } from '@vscode/l10n';
import { openPromise } from 'yauzl';
import { UserError } from '../../contracts/userError.ts';
import type { NumberArray } from './numberArray.ts';
import { parseNpy } from './parseNpy.ts';
import { explainFileError } from './readBytes.ts';

/**
 * Reads the arrays of a file that `np.savez` or `np.savez_compressed` wrote, by name.
 *
 * @throws UserError where it is missing, no such archive, or damaged
 */
export async function readNpz(path: string, source: string): Promise<ReadonlyMap<string, NumberArray>> {
  const archive = await openPromise(path, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw explainFileError(error, path) ?? explainDamage(error, source);
  });
  try {
    const arrays = new Map<string, NumberArray>();
    for await (const entry of archive.eachEntry()) {
      const name = /^(.*)\.npy$/.exec(entry.fileName)?.[1];
      if (name === undefined) continue;
      const bytes = await buffer(await archive.openReadStreamPromise(entry)).catch((error: unknown) => {
        throw explainDamage(error, source);
      });
      arrays.set(name, parseNpy(bytes, `${source}/${entry.fileName}`));
    }
    return arrays;
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
