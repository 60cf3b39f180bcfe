import { lstatSync, readdirSync, readFileSync, type Stats, statSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a finished folder says about itself. It is written last: a folder without it is not finished. */
export interface RuntimeStamp {
  readonly format: 1;
  /** `linux-x64` and the like. */
  readonly system: string;
  /** Version that the library reports. */
  readonly tensorflow: string;
  /** Where the library came from: the key of a way, or `found` for one that was there before. */
  readonly source: string;
  readonly files: readonly RuntimeFile[];
}

interface RuntimeFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly bytes: number;
}

const stampName = 'lib/gatescope.json';

/** Folders of the package that TensorFlow lives in, as tfjs-node lays them out. */
const libraryFolder = 'deps/lib';
const bindingFolder = 'lib';

/**
 * Reads the stamp of `folder` and answers it when every file that it names is still there in its full size:
 * a handful of file sizes, not their 850 MB.
 */
export function readStamp(folder: string, system: string): RuntimeStamp | undefined {
  const stamp = parseStamp(join(folder, stampName));
  if (stamp?.format !== 1 || stamp.system !== system) return undefined;
  const whole = stamp.files.every(({ path, bytes }) => sizeOf(join(folder, path)) === bytes);
  return whole ? stamp : undefined;
}

/** Declares `folder` finished with the files that are in it now. */
export async function writeStamp(folder: string, facts: Omit<RuntimeStamp, 'format' | 'files'>): Promise<RuntimeStamp> {
  const paths = [...listFiles(folder, libraryFolder), ...listFiles(folder, bindingFolder)];
  const files = paths
    .filter((path) => !path.startsWith(stampName))
    .map((path) => ({ path, bytes: statSync(join(folder, path)).size }));
  const stamp: RuntimeStamp = { format: 1, ...facts, files };
  // Moved in, never written over: the old one may be a hard link to another folder's stamp.
  const file = join(folder, stampName);
  await writeFile(`${file}.new`, `${JSON.stringify(stamp, null, 2)}\n`);
  await rename(`${file}.new`, file);
  return stamp;
}

function parseStamp(file: string): RuntimeStamp | undefined {
  try {
    // Only writeStamp writes this file; a broken one does not parse, a strange one fails the checks above.
    return JSON.parse(readFileSync(file, 'utf8')) as RuntimeStamp;
  } catch {
    return undefined;
  }
}

function listFiles(folder: string, below: string): string[] {
  return readdirSync(join(folder, below)).flatMap((name) => {
    const path = `${below}/${name}`;
    return lstatSync(join(folder, path)).isDirectory() ? listFiles(folder, path) : [path];
  });
}

function sizeOf(file: string): number | undefined {
  const stats: Stats | undefined = statSync(file, { throwIfNoEntry: false });
  return stats?.size;
}
