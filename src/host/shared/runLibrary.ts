import { existsSync } from 'node:fs';
import { isAbsolute, resolve } from 'node:path';
import { EventEmitter, RelativePattern, Uri, workspace, Disposable, type Event, type GlobPattern } from 'vscode';
import type { RunManifest } from '../../contracts/run.ts';
import { hasWeights } from '../../core/runs/hasWeights.ts';
import type { RunEvent } from '../../core/runs/runRecord.ts';
import { RUN_FILES, RUNS_FOLDER } from '../../core/runs/runFolder.ts';
import type { RunStore } from '../../core/runs/runStore.ts';
import { lookAt } from './lookAt.ts';
import { beginningsOf, folderOfRuns } from './runPaths.ts';
import { settings } from './settings.ts';

/** A run and where it is kept. `key` is its absolute folder: unique, where its id is unique only among its neighbours. */
export interface LocatedRun {
  readonly key: string;
  readonly store: RunStore;
  readonly manifest: RunManifest;
}

/** Whether something can be done with a run. */
export type RunTest = (manifest: RunManifest) => boolean;

/** Something new about the run in the folder `key`. */
export type LibraryEvent = RunEvent & { readonly key: string };

/** Milliseconds in which changes on disk are gathered before the folders are read again. */
const GATHER = 250;

/** All runs of the workspace, wherever their folders stand, and whoever made them. */
export class RunLibrary implements Disposable {
  readonly #makeStore: (directory: string) => RunStore;
  readonly #report: (error: unknown) => void;
  readonly #stores = new Map<string, RunStore>();
  readonly #runs = new Map<string, LocatedRun>();
  readonly #changes = new EventEmitter<LibraryEvent>();
  /** By the absolute path of a folder of runs, or of the manifest of a run at work. */
  readonly #looks = new Map<string, Disposable>();
  /** Folders of runs that changes on disk told of since they were last read. */
  readonly #noticed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #watchers = Disposable.from();

  /** Fires after disk and memory hold what the event says. */
  readonly onDidChange: Event<LibraryEvent> = this.#changes.event;

  /**
   * `makeStore` opens the store of one absolute folder. `report` is told why folders could not be read again after
   * something changed on disk, which nobody asked for and waits for.
   */
  constructor(makeStore: (directory: string) => RunStore, report: (error: unknown) => void) {
    this.#makeStore = makeStore;
    this.#report = report;
  }

  /** All runs that are known, the newest first. */
  get runs(): readonly LocatedRun[] {
    return [...this.#runs.values()].sort((a, b) => b.manifest.startedAt.localeCompare(a.manifest.startedAt));
  }

  find(key: string): LocatedRun | undefined {
    return this.#runs.get(key);
  }

  /** The newest run of the spec at this absolute path, of those that fit. */
  latestOf(spec: string, fits: RunTest = () => true): LocatedRun | undefined {
    return this.runs.find(({ manifest }) => resolve(manifest.spec) === resolve(spec) && fits(manifest));
  }

  /** The newest run of the spec at this absolute path whose training ended and left weights. */
  latestTrainedOf(spec: string): LocatedRun | undefined {
    return this.latestOf(spec, (manifest) => manifest.status !== 'running' && hasWeights(manifest));
  }

  /** The runs in the folder that new runs of a spec go to, the newest first. */
  runsFor(spec: Uri): readonly LocatedRun[] {
    const folder = this.storeFor(spec);
    return this.runs.filter(({ store }) => store === folder);
  }

  /** Notices runs of that folder whose events were missed. */
  async look(spec: Uri): Promise<void> {
    await this.storeFor(spec).refresh();
  }

  /** The store that new runs of a spec go to, by the setting `gatescope.runsFolder`. */
  storeFor(spec: Uri): RunStore {
    return this.#open(resolve(spec.fsPath, '..', settings.runsFolder(spec)));
  }

  /**
   * Looks through the workspace for folders with runs, reads them, and watches for those to come. Rejects with a
   * `UserError` where one cannot be read; the others are known all the same.
   */
  async scan(): Promise<void> {
    this.#watch();
    const found = await Promise.all(runPatterns().map(({ search }) => workspace.findFiles(search, null)));
    for (const manifest of found.flat()) this.#open(resolve(manifest.fsPath, '../..'));
    await this.refresh();
  }

  /** Notices what other processes did in the folders that are known. */
  async refresh(): Promise<void> {
    await Promise.all([...this.#stores.values()].map((store) => store.refresh()));
  }

  dispose(): void {
    clearTimeout(this.#timer);
    Disposable.from(this.#watchers, this.#changes, ...this.#looks.values()).dispose();
  }

  #open(directory: string): RunStore {
    // Stores separate with `/` on every system.
    const path = directory.replaceAll('\\', '/');
    const known = this.#stores.get(path);
    if (known !== undefined) return known;
    const store = this.#makeStore(path);
    this.#stores.set(path, store);
    this.#look(path);
    store.onDidChange((event) => {
      this.#take(store, event);
    });
    return store;
  }

  #take(store: RunStore, event: RunEvent): void {
    const key = store.pathOf(event.id);
    if (event.type === 'run') this.#runs.set(key, { key, store, manifest: event.value });
    if (event.type === 'removed') this.#runs.delete(key);
    this.#lookWhileRunning(key);
    this.#changes.fire({ ...event, key });
  }

  /** A run that has ended changes no more. */
  #lookWhileRunning(key: string): void {
    const path = `${key}/${RUN_FILES.manifest}`;
    if (this.#runs.get(key)?.manifest.status === 'running') {
      this.#look(path);
    } else {
      this.#looks.get(path)?.dispose();
      this.#looks.delete(path);
    }
  }

  #look(path: string): void {
    if (this.#looks.has(path)) return;
    const look = lookAt(path, () => {
      this.#refreshSoon();
    });
    this.#looks.set(path, look);
  }

  #watch(): void {
    this.#watchers.dispose();
    const subscriptions = runPatterns().map(({ watch, folder }) => {
      const watcher = workspace.createFileSystemWatcher(watch);
      const notice = ({ fsPath }: Uri): void => {
        const directory = folderOfRuns(fsPath, folder);
        if (directory !== undefined) this.#noticed.add(directory);
        this.#refreshSoon();
      };
      return Disposable.from(
        watcher,
        watcher.onDidCreate(notice),
        watcher.onDidChange(notice),
        watcher.onDidDelete(notice),
      );
    });
    this.#watchers = Disposable.from(...subscriptions);
  }

  #refreshSoon(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#refreshNoticed().catch(this.#report);
    }, GATHER);
  }

  async #refreshNoticed(): Promise<void> {
    const noticed = [...this.#noticed];
    this.#noticed.clear();
    // What was made may be another folder of that name, without runs in it.
    for (const directory of noticed) if (existsSync(directory)) this.#open(directory);
    await this.refresh();
  }
}

interface RunPattern {
  readonly search: GlobPattern;
  readonly watch: GlobPattern;
  /** As `folderOfRuns` takes it. */
  readonly folder: string;
}

/** Where runs may stand: the default folder, which the command line uses, and the one in the settings. */
function runPatterns(): readonly RunPattern[] {
  const configured = (workspace.workspaceFolders ?? []).map(({ uri }) => settings.runsFolder(uri));
  return [...new Set([RUNS_FOLDER, ...configured])].map((setting) => {
    const folder = setting.replaceAll('\\', '/').replace(/^\.\/|\/$/g, '');
    // A folder that is deleted as a whole is reported itself, without its files: so folders are watched, too. Of one that
    // is made with what is in it, the editor's watcher sees the outermost alone.
    if (!isAbsolute(setting)) {
      const paths = [...beginningsOf(folder), `${folder}/*`, `${folder}/*/run.json`];
      return { search: `**/${folder}/*/run.json`, watch: `**/{${paths.join(',')}}`, folder };
    }
    const base = Uri.file(setting);
    const watch = new RelativePattern(base, '{*,*/run.json}');
    return { search: new RelativePattern(base, '*/run.json'), watch, folder };
  });
}
