import { cp, mkdtemp, rm } from 'node:fs/promises';
import { realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

/** Makes an empty folder for one test run in `parent`, named so that a person who finds it knows whose it is. */
export async function makeTemporaryFolder(purpose: string, parent = tmpdir()): Promise<string> {
  // Resolved, because VS Code answers with real paths and tests compare them (macOS links /tmp).
  return mkdtemp(join(realpathSync(parent), `gatescope-${purpose}-`));
}

/** Removes a folder that may still be written to by a process that is just ending. */
export async function removeTemporaryFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/** Copies `samples/` without the runs that a person may have made in it. */
export async function copySamples(samples: string, destination: string): Promise<void> {
  await cp(samples, destination, { recursive: true, filter: (source) => basename(source) !== '.gatescope' });
}
