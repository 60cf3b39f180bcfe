import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { RUNS_FOLDER } from '../core/runs/runFolder.ts';

/** Folders below the start that are looked into: deep enough for projects, and soon done in a home folder. */
const DEEPEST = 5;

/** Every folder of runs at `start` or below it, absolute where `start` is. Hidden folders are not looked into. */
export async function findRunsFolders(start: string, depth = 0): Promise<readonly string[]> {
  const here = join(start, RUNS_FOLDER);
  const found = (await readsAsFolder(here)) ? [here] : [];
  if (depth === DEEPEST) return found;
  const entries = await readdir(start, { withFileTypes: true }).catch(() => []);
  const inside = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && entry.name !== 'node_modules')
    .map((entry) => findRunsFolders(join(start, entry.name), depth + 1));
  return [...found, ...(await Promise.all(inside)).flat()];
}

async function readsAsFolder(path: string): Promise<boolean> {
  return readdir(path).then(
    () => true,
    () => false,
  );
}
