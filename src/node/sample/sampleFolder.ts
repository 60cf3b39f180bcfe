import { readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { t } from '@vscode/l10n';
import type { ImageSize } from '../../core/data/facts/dataFacts.ts';
import type { DataSample, SampleRow } from '../../core/data/facts/dataSample.ts';
import { partOf } from '../images/arrayName.ts';
import { PICTURE_ENDINGS } from '../images/findPictureFiles.ts';
import { readHeaderOf } from '../images/pictureSizes.ts';
import type { SampleRequest } from './fileEnds.ts';
import { Unreadable } from './unreadable.ts';

/** Pictures whose headers are read. */
const MOST_HEADERS = 64;
/** Entries that are looked at in all folders together. */
const MOST_ENTRIES = 200_000;

/** A folder's names, or those of its first entries. */
interface Folder {
  /** Relative to the source, with `/`. */
  readonly path: string;
  readonly pictures: readonly string[];
  readonly folders: readonly string[];
}

/** One image or one video. */
interface Item {
  /** Relative to the source. */
  readonly path: string;
  /** Name of the sub-folder; empty for what lies in the source itself. */
  readonly label: string;
  /** The part that it belongs to, where the source has folders named train, test, …; empty otherwise. */
  readonly part: string;
  /** A picture of it, relative to the source. */
  readonly picture: string;
}

/** Takes a sample of a folder of images, of animated GIFs, or of frame folders. */
export async function sampleFolder(request: SampleRequest): Promise<DataSample> {
  const { path, source, signal } = request;
  const tree = await readTree(path, signal);
  const items = collectItems(tree.folders);
  if (items.list.length === 0) {
    const text = t(
      '{0} has no pictures: put those of each class into a sub-folder with the name of the class.',
      source,
    );
    throw new Unreadable('empty', text);
  }
  const { mtimeMs } = await stat(path);
  return {
    kind: items.kind,
    source,
    bytes: 0,
    modified: mtimeMs,
    delimiter: null,
    header: [items.kind === 'images' ? 'image' : 'video', 'class', ...(items.parted ? ['split'] : [])],
    rows: items.list.map(({ path: name, label, part }): SampleRow => ({
      line: 1,
      cells: items.parted ? [name, label, part] : [name, label],
    })),
    lastRows: [],
    count: { count: items.list.length, exact: tree.complete },
    imageSizes: await readSizes(path, items.list, signal),
  };
}

interface Tree {
  readonly folders: readonly Folder[];
  readonly complete: boolean;
}

/** Reads the source and three levels below it: part, then class, then video, then frames. */
async function readTree(root: string, signal: AbortSignal | undefined): Promise<Tree> {
  const folders: Folder[] = [];
  let entries = 0;
  let level: readonly string[] = [''];
  for (let depth = 0; depth <= 3; depth++) {
    const next: string[] = [];
    for (const path of level) {
      signal?.throwIfAborted();
      if (entries > MOST_ENTRIES) return { folders, complete: false };
      const folder = await readFolder(root, path);
      entries += folder.pictures.length + folder.folders.length;
      folders.push(folder);
      next.push(...folder.folders.map((name) => joinPath(path, name)));
    }
    level = next;
  }
  return { folders, complete: true };
}

async function readFolder(root: string, path: string): Promise<Folder> {
  const entries = (await readdir(join(root, path), { withFileTypes: true })).filter(
    ({ name }) => !name.startsWith('.'),
  );
  const collator = new Intl.Collator('en', { numeric: true });
  const names = (list: typeof entries): readonly string[] => list.map(({ name }) => name).sort(collator.compare);
  return {
    path,
    pictures: names(
      entries.filter((entry) => entry.isFile() && PICTURE_ENDINGS.has(extname(entry.name).toLowerCase())),
    ),
    folders: names(entries.filter((entry) => entry.isDirectory())),
  };
}

interface Items {
  readonly kind: 'images' | 'video';
  readonly list: readonly Item[];
  /** Whether they belong to parts: train, validation, test. */
  readonly parted: boolean;
}

function collectItems(folders: readonly Folder[]): Items {
  const [root] = folders;
  const parts = root?.folders ?? [];
  const parted = root?.pictures.length === 0 && parts.length > 0 && parts.every((name) => partOf(name) !== null);
  if (!parted) return { ...collectClasses(folders), parted: false };
  const groups = parts.map((name) => ({ name, ...collectClasses(foldersBelow(folders, name)) }));
  const list = groups.flatMap(({ name, list: items }) =>
    items.map(({ path, label, picture }): Item => {
      return { path: joinPath(name, path), label, picture: joinPath(name, picture), part: partOf(name) ?? '' };
    }),
  );
  return { kind: groups.some(({ kind }) => kind === 'video') ? 'video' : 'images', list, parted: true };
}

/** The folders of one part, as if it were the source. */
function foldersBelow(folders: readonly Folder[], part: string): readonly Folder[] {
  return folders
    .filter(({ path }) => path === part || path.startsWith(`${part}/`))
    .map((folder) => ({ ...folder, path: folder.path.slice(part.length + 1) }));
}

function collectClasses(folders: readonly Folder[]): Omit<Items, 'parted'> {
  const deep = folders.filter(({ path, pictures }) => path.includes('/') && pictures.length > 0);
  if (deep.length > 0) return { kind: 'video', list: deep.map(frameFolder) };
  const shallow = folders.filter(({ path }) => !path.includes('/'));
  const clips = shallow.filter((folder) => folder.path !== '' && isFrames(folder));
  if (clips.length > 0) return { kind: 'video', list: clips.map(frameFolder) };
  const pictures = shallow.flatMap((folder) => folder.pictures.map((name) => pictureItem(folder.path, name)));
  const animated = pictures.every(({ path }) => extname(path).toLowerCase() === '.gif');
  return { kind: animated ? 'video' : 'images', list: pictures };
}

/** Names like frame_001.png; bare numbers are names of images as often as of frames. */
function isFrames({ pictures }: Folder): boolean {
  return pictures.length > 1 && pictures.every((name) => /^(frame|img_seq|f)[-_ ]?\d+\.\w+$/i.test(name));
}

function frameFolder({ path, pictures }: Folder): Item {
  const slash = path.lastIndexOf('/');
  return { path, label: slash < 0 ? '' : path.slice(0, slash), picture: joinPath(path, pictures[0] ?? ''), part: '' };
}

function pictureItem(folder: string, name: string): Item {
  const path = joinPath(folder, name);
  return { path, label: folder, picture: path, part: '' };
}

async function readSizes(
  root: string,
  items: readonly Item[],
  signal: AbortSignal | undefined,
): Promise<readonly ImageSize[]> {
  const sizes = new Map<string, ImageSize>();
  // Evenly over all of them, so that every class has its turn.
  const every = Math.max(1, Math.ceil(items.length / MOST_HEADERS));
  for (const { picture } of items.filter((_, index) => index % every === 0)) {
    signal?.throwIfAborted();
    const header = await readHeaderOf(join(root, picture));
    if (header === null) continue;
    const { width, height, channels } = header;
    const key = [width, height, channels].join();
    const { count, example } = sizes.get(key) ?? { count: 0, example: picture };
    sizes.set(key, { width, height, channels, count: count + 1, example });
  }
  return [...sizes.values()].sort((a, b) => b.count - a.count);
}

function joinPath(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
