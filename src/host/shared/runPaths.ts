import { isAbsolute, posix } from 'node:path';
import { RUN_FILES } from '../../core/runs/runFolder.ts';

/** A path and those of the folders around it, the outermost first: `a`, `a/b` and `a/b/c` of `a/b/c`. */
export function beginningsOf(path: string): readonly string[] {
  const steps = path.split('/');
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}

/**
 * The folder of runs that a change at the absolute path `changed` tells of: the one that a manifest stands in, or the one
 * that was made, or may have been made within a folder that was; `undefined` where it tells of none. `folder` is where
 * runs stand: absolute, or relative to any folder, with its parts separated by `/`.
 */
export function folderOfRuns(changed: string, folder: string): string | undefined {
  if (isAbsolute(folder)) return folder;
  const path = changed.replaceAll('\\', '/');
  if (posix.basename(path) === RUN_FILES.manifest) return posix.dirname(posix.dirname(path));
  const beginning = beginningsOf(folder).findLast((part) => path.endsWith(`/${part}`));
  return beginning === undefined ? undefined : path + folder.slice(beginning.length);
}
