import type { NewRun, RunStoreOptions } from '../../src/core/runs/runStore.ts';
import type { RunEvent } from '../../src/core/runs/runRecord.ts';
import { RunStore } from '../../src/core/runs/runStore.ts';
import { createMemoryFiles } from './memoryFiles.ts';
import type { MemoryFiles } from './memoryFiles.ts';
import { samplePlan } from './trainingSamples.ts';

/** Folder of the runs of `createStore`. */
export const DIRECTORY = '/work space/.gatescope/runs';

export const NEW_RUN: NewRun = {
  plan: samplePlan,
  specText: '{ /* mine */ }',
  specPath: '/specs/daily.lstm.json',
};

export interface StoreOnMemory {
  readonly store: RunStore;
  readonly files: MemoryFiles;
  /** What the store has told. */
  readonly events: RunEvent[];
  /** Lets time pass. */
  readonly tick: (milliseconds: number) => void;
  /** A store of another process on the same disk. */
  readonly other: (change?: Partial<RunStoreOptions>) => RunStore;
}

/** A store over a disk in memory, on 4 March 2026 at 05:06:07 local time. */
export function createStore(change: Partial<RunStoreOptions> = {}): StoreOnMemory {
  const files = createMemoryFiles();
  let now = new Date(2026, 2, 4, 5, 6, 7).getTime();
  const options: RunStoreOptions = {
    files,
    directory: DIRECTORY,
    clock: () => new Date(now),
    isAlive: () => true,
    pid: 42,
    version: '1.2.3',
    ...change,
  };
  const store = new RunStore(options);
  const events: RunEvent[] = [];
  store.onDidChange((event) => events.push(event));
  return {
    store,
    files,
    events,
    tick(milliseconds) {
      now += milliseconds;
    },
    other: (otherChange = {}) => new RunStore({ ...options, pid: 43, ...otherChange }),
  };
}

export function kindsOf(events: readonly RunEvent[]): string[] {
  return events.map(({ type }) => type);
}
