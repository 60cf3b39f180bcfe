import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { t } from '@vscode/l10n';
import { UserError } from '../contracts/userError.ts';
import { RUN_FILES } from '../core/runs/runFolder.ts';
import { RunStore } from '../core/runs/runStore.ts';
import { createDiskFiles } from '../node/diskFiles.ts';
import { findRunsFolders } from '../node/findRunsFolders.ts';
import { isProcessAlive } from '../node/isProcessAlive.ts';
import { startTrainingWorker } from '../node/trainingWorker.ts';
import type { TrainingWorker } from '../node/trainingWorker.ts';
import { loadTexts, readShippedBundle } from './loadTexts.ts';

/** Version of GateScope, from the manifest that lies above the bundle and above the sources. */
export function readVersion(): string {
  const path = isSource() ? '../../package.json' : '../package.json';
  // Our own manifest.
  const manifest = JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')) as { readonly version: string };
  return manifest.version;
}

/** The runs of a folder. */
export function openRunStore(directory: string): RunStore {
  return new RunStore({
    files: createDiskFiles(),
    directory: resolve(directory),
    clock: () => new Date(),
    isAlive: isProcessAlive,
    pid: process.pid,
    version: readVersion(),
  });
}

/** The runs of `directory`; `null`: of every runs folder in the current folder and below it. */
export async function openRunStores(directory: string | null): Promise<readonly RunStore[]> {
  return (directory === null ? await findRunsFolders(resolve()) : [directory]).map(openRunStore);
}

/** A run among those of a store. */
export interface FoundRun {
  readonly store: RunStore;
  readonly id: string;
}

/** The run that is given as its folder or, among those of `directory`, as its name. Rejects with a `UserError` without one. */
export async function findRun(run: string, directory: string | null): Promise<FoundRun> {
  const folder = resolve(run);
  if (existsSync(join(folder, RUN_FILES.manifest)))
    return { store: openRunStore(dirname(folder)), id: basename(folder) };
  const stores = await openRunStores(directory);
  const store = stores.find((candidate) => existsSync(join(candidate.pathOf(run), RUN_FILES.manifest)));
  if (store !== undefined) return { store, id: run };
  throw new UserError(
    t('There is no run named {run} in {directory}. "gatescope runs" lists those that there are.', {
      run,
      directory: directory ?? process.cwd(),
    }),
  );
}

/** Starts the training thread that lies beside this file. What it prints goes to standard error. */
export function startWorker(threads: number, log: (line: string) => void): TrainingWorker {
  const script = new URL(isSource() ? '../worker/main.ts' : './worker.js', import.meta.url);
  const texts = loadTexts(process.env, readShippedBundle);
  return startTrainingWorker({ script, threads, log, ...(texts !== undefined && { l10nContents: texts }) });
}

function isSource(): boolean {
  return import.meta.url.endsWith('.ts');
}
