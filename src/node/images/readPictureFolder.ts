import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { t } from '@vscode/l10n';
import type { DataFingerprint } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import type { PictureTable } from '../../core/data/images/pictures.ts';
import { partOf } from './arrayName.ts';
import { findPictureFiles, type PictureEntry } from './findPictureFiles.ts';
import type { PictureData } from './pictureData.ts';

/** Files whose sizes are asked for at the same time. */
const AT_ONCE = 64;

/**
 * Reads what lies in a folder of images or clips, not their pixels: one sub-folder a class, or folders named train,
 * validation and test with a sub-folder a class in each.
 *
 * @throws UserError where there are no pictures, where one lies in no class, and for files that cannot be decoded
 */
export async function readPictureFolder(path: string, source: string, type: 'image' | 'video'): Promise<PictureData> {
  const entries = await findPictureFiles(path, source, type);
  if (entries.length === 0) throw new UserError(describeEmpty(source, type));
  const loose = entries.find(({ folder }) => folder === '');
  if (loose !== undefined) throw new UserError(describeLoose(source, loose.name));
  return {
    table: describeEntries(entries, source, type),
    pixels: { type: 'files', files: entries.map(({ file }) => absolute(path, file)) },
    fingerprint: await fingerprintFiles(path, entries),
  };
}

function describeEmpty(source: string, type: 'image' | 'video'): string {
  return type === 'image'
    ? t('{0} has no images: put those of each class (png, jpg, bmp, gif) into a sub-folder with its name.', source)
    : t(
        '{0} has no clips: put those of each class (gif, or a folder of frames) into a sub-folder with its name.',
        source,
      );
}

function describeLoose(source: string, name: string): string {
  return t('{0}: "{1}" lies in no sub-folder, whose name would be its class. Move it into one.', source, name);
}

function absolute(root: string, file: PictureEntry['file']): string | readonly string[] {
  return typeof file === 'string' ? join(root, file) : file.map((frame) => join(root, frame));
}

function describeEntries(entries: readonly PictureEntry[], source: string, type: 'image' | 'video'): PictureTable {
  const folders = entries.map(({ folder }) => splitFolder(folder));
  const parted = folders.every(({ part, label }) => part !== null && label !== '');
  const names = entries.map(({ name }) => name);
  const columns = new Map<string, readonly string[]>([
    [type, names],
    ['class', parted ? folders.map(({ label }) => label) : entries.map(({ folder }) => folder)],
  ]);
  if (parted)
    columns.set(
      'split',
      folders.map(({ part }) => part ?? ''),
    );
  return { source, count: entries.length, columns, labelColumn: 'class', names };
}

/** `train/cats` is the class cats of the training part. */
function splitFolder(folder: string): { readonly part: string | null; readonly label: string } {
  const slash = folder.indexOf('/');
  return slash < 0
    ? { part: partOf(folder), label: '' }
    : { part: partOf(folder.slice(0, slash)), label: folder.slice(slash + 1) };
}

/** A hash of names and sizes: the bytes of many thousand pictures would take longer to read than to train on. */
async function fingerprintFiles(root: string, entries: readonly PictureEntry[]): Promise<DataFingerprint> {
  const files = entries.flatMap(({ file }) => file);
  const hash = createHash('sha256');
  let bytes = 0;
  for (let from = 0; from < files.length; from += AT_ONCE) {
    const some = files.slice(from, from + AT_ONCE);
    const sizes = await Promise.all(some.map(async (file) => (await stat(join(root, file))).size));
    for (const [index, file] of some.entries()) hash.update(`${file}\0${String(sizes[index])}\n`);
    bytes += sizes.reduce((sum, size) => sum + size, 0);
  }
  return { path: root, bytes, sha256: hash.digest('hex') };
}
