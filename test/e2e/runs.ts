import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { RunManifest } from '../../src/contracts/run.ts';
import { waitUntil } from './waitUntil.ts';

/** The one run of the specs in `folder`, as its disk has it now; `undefined` before it is there. */
export async function readRun(folder: string): Promise<{ folder: string; manifest: RunManifest } | undefined> {
  const runs = join(folder, '.gatescope/runs');
  const [name] = await readdir(runs).catch(() => []);
  if (name === undefined) return undefined;
  const text = await readFile(join(runs, name, 'run.json'), 'utf8').catch(() => undefined);
  // Written by the extension under test.
  return text === undefined ? undefined : { folder: join(runs, name), manifest: JSON.parse(text) as RunManifest };
}

/** Waits until the run of the specs in `folder` has finished this many epochs. */
export async function epochsFinished(folder: string, epochs: number): Promise<void> {
  await waitUntil(`${String(epochs)} epochs in ${folder}`, async () => {
    const run = await readRun(folder);
    return (run?.manifest.lastEpoch?.epoch ?? 0) >= epochs ? true : undefined;
  });
}
