import { homedir } from 'node:os';
import { join } from 'node:path';

/** Folder for what is downloaded once a machine: `GATESCOPE_CACHE`, else `gatescope` in the person's cache folder. */
export function cacheFolder(environment: NodeJS.ProcessEnv = process.env, home: string = homedir()): string {
  const own = environment['GATESCOPE_CACHE'] ?? '';
  if (own !== '') return own;
  const xdg = environment['XDG_CACHE_HOME'] ?? '';
  return join(xdg !== '' ? xdg : join(home, '.cache'), 'gatescope');
}
