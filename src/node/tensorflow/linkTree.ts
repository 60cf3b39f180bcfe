import { copyFile, link, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes `target` hold the same files as `source` without a second copy of their bytes: hard links, which outlive a
 * cleaned cache; symbolic links where the two are on different disks; copies where neither is allowed.
 */
export async function linkTree(source: string, target: string): Promise<void> {
  await mkdir(target, { recursive: true });
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const from = join(source, entry.name);
    const to = join(target, entry.name);
    if (entry.isDirectory()) await linkTree(from, to);
    else if (entry.isSymbolicLink()) await symlink(await readlink(from), to);
    else await linkFile(from, to);
  }
}

/** Makes `to` the same file as `from`, in the cheapest way that the disks allow. */
export async function linkFile(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch {
    await symlink(from, to, 'file').catch(() => copyFile(from, to));
  }
}
