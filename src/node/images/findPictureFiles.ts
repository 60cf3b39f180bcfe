import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { t } from '@vscode/l10n';
import { UserError } from '../../contracts/userError.ts';
import { explainFileError } from './readBytes.ts';

/** One image or one clip. */
export interface PictureEntry {
  /** Path relative to the source, with `/`: of the file, or of the folder of frames. */
  readonly name: string;
  /** Path of the folder that it lies in, relative to the source; empty for the source itself. */
  readonly folder: string;
  /** The file, or the frames of a clip in their order, relative to the source. */
  readonly file: string | readonly string[];
}

/** Endings of files that can be decoded. */
export const PICTURE_ENDINGS: ReadonlySet<string> = new Set(['.png', '.jpg', '.jpeg', '.bmp', '.gif']);

/** Endings of pictures and films that cannot. */
const OTHER_PICTURES = new Set(
  ['webp', 'tif', 'tiff', 'heic', 'avif', 'svg', 'mp4', 'mov', 'avi', 'mkv', 'webm'].map((ending) => `.${ending}`),
);

/** Numbers in names count: frame 10 comes after frame 9, on every machine alike. */
const collator = new Intl.Collator('en', { numeric: true });

/**
 * Finds the images below a folder, or the clips: animated GIFs and folders of frames. What begins with a point or holds
 * no pictures by its ending, such as notes, is left alone.
 *
 * @throws UserError for pictures of a kind that cannot be decoded, and for a sub-folder without any
 */
export async function findPictureFiles(
  root: string,
  source: string,
  type: 'image' | 'video',
): Promise<readonly PictureEntry[]> {
  const entries: PictureEntry[] = [];
  const search = async (folder: string): Promise<void> => {
    const { files, folders } = await readFolder(root, folder);
    const odd = files.find((name) => OTHER_PICTURES.has(extname(name).toLowerCase()));
    if (odd !== undefined) throw new UserError(describeOdd(joinPath(folder, odd), type));
    const pictures = files.filter((name) => PICTURE_ENDINGS.has(extname(name).toLowerCase()));
    if (folder !== '' && pictures.length === 0 && folders.length === 0) {
      throw new UserError(
        t('{0}: the folder "{1}" has no pictures. Put those of its class into it, or delete it.', source, folder),
      );
    }
    entries.push(...(type === 'image' ? imagesOf(folder, pictures) : clipsOf(folder, pictures)));
    for (const name of folders) await search(joinPath(folder, name));
  };
  await search('');
  return entries;
}

function describeOdd(name: string, type: 'image' | 'video'): string {
  return type === 'image'
    ? t('{0} is of a kind that cannot be read. Convert it to png, jpg, bmp or gif.', name)
    : t('{0} is of a kind that cannot be read. Convert it to an animated gif, or to a folder of frames.', name);
}

async function readFolder(
  root: string,
  folder: string,
): Promise<{ readonly files: readonly string[]; readonly folders: readonly string[] }> {
  const path = join(root, folder);
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    throw explainFileError(error, path) ?? error;
  });
  const files: string[] = [];
  const folders: string[] = [];
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === '__MACOSX') continue;
    // What a link leads to counts.
    const target = entry.isSymbolicLink() ? await stat(join(path, entry.name)) : entry;
    if (target.isDirectory()) folders.push(entry.name);
    else if (target.isFile()) files.push(entry.name);
  }
  return { files: files.sort(collator.compare), folders: folders.sort(collator.compare) };
}

function imagesOf(folder: string, pictures: readonly string[]): readonly PictureEntry[] {
  return pictures.map((name) => ({ name: joinPath(folder, name), folder, file: joinPath(folder, name) }));
}

/** Each GIF is a clip; other pictures of one folder are the frames of one clip, whose class is the folder around it. */
function clipsOf(folder: string, pictures: readonly string[]): readonly PictureEntry[] {
  const isGif = (name: string): boolean => extname(name).toLowerCase() === '.gif';
  const clips = imagesOf(folder, pictures.filter(isGif));
  const frames = pictures.filter((name) => !isGif(name)).map((name) => joinPath(folder, name));
  if (frames.length === 0) return clips;
  return [...clips, { name: folder, folder: folder.slice(0, Math.max(0, folder.lastIndexOf('/'))), file: frames }];
}

function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
