import { copyFile, cp, mkdtemp, rm, stat, symlink } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';

/** Makes an empty folder for one test run in `parent`, named so that a person who finds it knows whose it is. */
export async function makeTemporaryFolder(purpose: string, parent = tmpdir()): Promise<string> {
  // Resolved, because VS Code answers with real paths and tests compare them (macOS links /tmp).
  return mkdtemp(join(realpathSync(parent), `gatescope-${purpose}-`));
}

/** Removes a folder that may still be written to by a process that is just ending. */
export async function removeTemporaryFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Bytes from which on a file of the samples is linked: no test writes to data, and copies of digits fill the disk. */
const LARGE = 5_000_000;

/** Copies `samples/` without the runs that a person may have made in it. */
export async function copySamples(samples: string, destination: string): Promise<void> {
  const large: string[] = [];
  const filter = async (source: string): Promise<boolean> => {
    if (basename(source) === '.gatescope') return false;
    const entry = await stat(source);
    const isLarge = entry.isFile() && entry.size > LARGE;
    if (isLarge) large.push(source);
    return !isLarge;
  };
  await cp(samples, destination, { recursive: true, filter });
  for (const source of large) {
    const target = join(destination, relative(samples, source));
    // Windows lets only some people make links.
    await symlink(source, target).catch(() => copyFile(source, target));
  }
}
