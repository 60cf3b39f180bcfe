import { t } from '@vscode/l10n';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { openPromise } from 'yauzl';

export interface ExtractOptions {
  /** Path under the target folder for an entry of the archive, or `null` to leave it out. */
  readonly placeOf: (entryName: string) => string | null;
  readonly signal: AbortSignal;
}

/** Writes chosen entries of a zip archive under `folder`, each streamed, and answers how many there were. */
export async function extractFromZip(zip: string, folder: string, options: ExtractOptions): Promise<number> {
  const archive = await openPromise(zip, { lazyEntries: true, autoClose: false }).catch((error: unknown) => {
    throw new Error(t('{0} is no zip archive', zip), { cause: error });
  });
  let count = 0;
  try {
    for await (const entry of archive.eachEntry()) {
      options.signal.throwIfAborted();
      const place = entry.fileName.endsWith('/') ? null : options.placeOf(entry.fileName);
      if (place === null) continue;
      const file = join(folder, place);
      await mkdir(dirname(file), { recursive: true });
      await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(file), { signal: options.signal });
      count += 1;
    }
  } finally {
    archive.close();
  }
  return count;
}
