import { unwatchFile, watchFile, type Stats } from 'node:fs';
import { Disposable } from 'vscode';

/**
 * Milliseconds between two looks at a file or folder whose event may have been missed: the editor's watcher begins late
 * in a folder that is new, and sees little of network drives.
 */
const LOOK_INTERVAL = 1000;

/** Calls `notice` when the time or the size of what lies at `path` is another, or when it comes or goes. */
export function lookAt(path: string, notice: () => void): Disposable {
  const compare = (now: Stats, before: Stats): void => {
    if (now.mtimeMs !== before.mtimeMs || now.size !== before.size) notice();
  };
  watchFile(path, { interval: LOOK_INTERVAL, persistent: false }, compare);
  return new Disposable(() => {
    unwatchFile(path, compare);
  });
}
