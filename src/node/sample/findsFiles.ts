import { glob, stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/** Whether a source is a pattern such as `parts/*.csv`, and not the name of a file that has such signs. */
export async function isPattern({
  path,
  source,
}: {
  readonly path: string;
  readonly source: string;
}): Promise<boolean> {
  if (!/[*?[{]/.test(source)) return false;
  return stat(path).then(
    () => false,
    () => true,
  );
}

/** Whether a pattern finds any file. `path` is the absolute one that `source` is the end of. */
export async function findsFiles({
  path,
  source,
}: {
  readonly path: string;
  readonly source: string;
}): Promise<boolean> {
  const parts = source.split(/[\\/]/);
  // What stands before the first such sign is a folder as it is: its own name may have them.
  const pattern = parts.slice(parts.findIndex((part) => /[*?[{]/.test(part)));
  const folder = resolve(path, ...pattern.map(() => '..'));
  for await (const name of glob(pattern.join('/'), { cwd: folder })) return name !== '';
  return false;
}
