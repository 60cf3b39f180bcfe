import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { RUN_FILES } from '../core/runs/runFolder.ts';
import { RunStore } from '../core/runs/runStore.ts';
import { createDiskFiles } from '../node/diskFiles.ts';
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

/** The runs of a folder; `null`: those of the current one. */
export function openRunStore(directory: string | null): RunStore {
  return new RunStore({
    files: createDiskFiles(),
    directory: resolve(directory ?? join('.gatescope', 'runs')),
    clock: () => new Date(),
    isAlive: isProcessAlive,
    pid: process.pid,
    version: readVersion(),
  });
}

/** The store and the id of a run that is given as its folder or, inside `directory`, as its name. */
export function findRun(run: string, directory: string | null): { readonly store: RunStore; readonly id: string } {
  const folder = resolve(run);
  if (!existsSync(join(folder, RUN_FILES.manifest))) return { store: openRunStore(directory), id: run };
  return { store: openRunStore(dirname(folder)), id: basename(folder) };
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
