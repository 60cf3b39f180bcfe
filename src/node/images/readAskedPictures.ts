import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { t } from '@vscode/l10n';
import { UserError } from '../../contracts/userError.ts';
import { findPictureFiles, PICTURE_ENDINGS } from './findPictureFiles.ts';
import type { PictureData } from './pictureData.ts';
import { readPictures, type PicturePlan } from './readPictures.ts';

/**
 * Reads what pictures a trained model is asked about: one file, all below a folder (for clips: GIFs and folders of
 * frames), or what a table or an array holds. No labels are needed.
 *
 * @param path absolute
 * @throws UserError for anything that the person can mend
 */
export async function readAskedPictures(path: string, plan: PicturePlan): Promise<Omit<PictureData, 'fingerprint'>> {
  const { type } = plan.input;
  const entry = await stat(path).catch(() => null);
  if (entry === null) throw new UserError(t('There is no file or folder {0}.', path));
  if (entry.isDirectory()) return readFolder(path, type);
  const ending = extname(path).toLowerCase();
  if (!PICTURE_ENDINGS.has(ending)) return readPictures(path, { ...plan, source: path, unlabelled: true });
  if (type === 'image' || ending === '.gif') return tableOf(path, [path], [path]);
  throw new UserError(
    t('{0} is a single picture, but the model reads clips: choose a gif, or a folder with the frames.', path),
  );
}

async function readFolder(path: string, type: 'image' | 'video'): Promise<Omit<PictureData, 'fingerprint'>> {
  const entries = await findPictureFiles(path, path, type);
  if (entries.length === 0) throw new UserError(t('{0} has no pictures (png, jpg, bmp, gif).', path));
  const absolute = (file: string): string => join(path, file);
  return tableOf(
    path,
    entries.map(({ name }) => absolute(name)),
    entries.map(({ file }) => (typeof file === 'string' ? absolute(file) : file.map(absolute))),
  );
}

function tableOf(
  source: string,
  names: readonly string[],
  files: readonly (string | readonly string[])[],
): Omit<PictureData, 'fingerprint'> {
  return {
    table: { source, count: files.length, columns: new Map(), labelColumn: null, names },
    pixels: { type: 'files', files },
  };
}
