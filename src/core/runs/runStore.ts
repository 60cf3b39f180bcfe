import { t } from '@vscode/l10n';
import type { Plan } from '../../contracts/plan.ts';
import type { FittedData } from '../../contracts/fitted.ts';
import type { LearnedModel, WeightsKind } from '../../contracts/training.ts';
import type { RunManifest } from '../../contracts/run.ts';
import { UserError } from '../../contracts/userError.ts';
import type { FilePort } from './filePort.ts';
import { parseMetricsLog } from './metricsLog.ts';
import { parsePredictions } from './predictionsCsv.ts';
import { buildRunId, parseManifest, RUN_FILES, RUNS_FOLDER } from './runFolder.ts';
import type { RunEvent, RunRecord } from './runRecord.ts';
import { RunWriter } from './runWriter.ts';

export interface RunStoreOptions {
  readonly files: FilePort;
  /** Absolute folder that holds a folder for each run; made with the first run. */
  readonly directory: string;
  readonly clock: () => Date;
  /** Whether a process of this number lives on this machine. */
  readonly isAlive: (pid: number) => boolean;
  /** Number of this process. */
  readonly pid: number;
  /** Version of GateScope. */
  readonly version: string;
}

export interface NewRun {
  readonly plan: Plan;
  /** Spec exactly as trained, overrides included. */
  readonly specText: string;
  /** Absolute path of the spec's file. */
  readonly specPath: string;
}

/** For git, in the folder that is ours. */
const IGNORE_ALL = '# Made by GateScope.\n*\n';

/**
 * The runs of one folder: those that this process trains are held in memory and written through `RunWriter`; those of
 * the past, and of other processes, are read from disk.
 */
export class RunStore {
  readonly #options: RunStoreOptions;
  readonly #listeners = new Set<(event: RunEvent) => void>();
  /** Runs of this process that have not ended, and those whose end the disk did not take. */
  readonly #live = new Map<string, RunWriter>();
  /** What the disk last said about the other runs. */
  #known: ReadonlyMap<string, RunManifest> | undefined;
  #refreshing: Promise<void> = Promise.resolve();

  constructor(options: RunStoreOptions) {
    this.#options = options;
  }

  /** Absolute folder that holds the runs. */
  get directory(): string {
    return this.#options.directory;
  }

  /** Calls `listener` for everything new; returns a function that ends it. */
  onDidChange(listener: (event: RunEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** All runs, the newest first. Looks at the disk the first time, and afterwards only in `refresh`. */
  async list(): Promise<readonly RunManifest[]> {
    if (this.#known === undefined) await this.refresh();
    const live = [...this.#live.values()].map((writer) => writer.manifest);
    return [...(this.#known?.values() ?? []), ...live].sort(
      (a, b) => b.startedAt.localeCompare(a.startedAt) || b.id.localeCompare(a.id),
    );
  }

  /**
   * Notices what other processes did: runs that they began, continued, ended or removed. Rejects with a `UserError`
   * where the folder cannot be read.
   */
  refresh(): Promise<void> {
    const done = this.#refreshing.then(() => this.#refresh());
    this.#refreshing = done.catch(() => undefined);
    return done;
  }

  /** Makes the folder of a new run and its writer. Rejects with a `UserError` where the disk refuses. */
  async create({ plan, specText, specPath }: NewRun): Promise<RunWriter> {
    const startedAt = this.#options.clock();
    const id = await this.#claimId(plan.name, startedAt);
    const writer = new RunWriter({
      files: this.#options.files,
      directory: this.pathOf(id),
      manifest: this.#startManifest(id, plan, specPath, startedAt),
      clock: this.#options.clock,
      notify: (event) => {
        this.#settle(writer);
        this.#emit(event);
      },
    });
    this.#live.set(id, writer);
    await writer.begin(specText).catch((error: unknown) => {
      this.#live.delete(id);
      throw error;
    });
    return writer;
  }

  /** One run with its curves and predictions. Rejects with a `UserError` where there is no such run. */
  async read(id: string): Promise<RunRecord> {
    const live = this.#live.get(id);
    if (live !== undefined) return live.record;
    const manifest = await this.#readManifest(id);
    if (manifest === undefined) throw this.#missing(id);
    const metrics = await this.#readIfThere(`${this.pathOf(id)}/${RUN_FILES.metrics}`);
    const predictions = await this.#readIfThere(`${this.pathOf(id)}/${RUN_FILES.predictions}`);
    return { manifest, ...parseMetricsLog(metrics), predictions: parsePredictions(predictions) };
  }

  /** A checkpoint in safetensors format. Rejects with a `UserError` where the run has none. */
  async readWeights(id: string, kind: WeightsKind): Promise<Uint8Array> {
    await this.#live.get(id)?.settled();
    const path = `${this.pathOf(id)}/${RUN_FILES.weights[kind]}`;
    if (await this.#options.files.exists(path)) return this.#options.files.readFile(path);
    throw new UserError(t('{path} is missing: the run ended before it kept any weights. Train again.', { path }));
  }

  /** What the run learned from its training rows to prepare data. Rejects with a `UserError` where it ended before. */
  async readFitted(id: string): Promise<FittedData> {
    await this.#live.get(id)?.settled();
    const path = `${this.pathOf(id)}/${RUN_FILES.fitted}`;
    if (!(await this.#options.files.exists(path))) {
      throw new UserError(
        t('{path} is missing: the run ended before it had prepared its data. Train again.', { path }),
      );
    }
    // Written by us alone, in one piece.
    return JSON.parse(await this.#options.files.readText(path)) as FittedData;
  }

  /**
   * The weights that the run of that name in this store, or the run in the folder `path`, was judged by, and how its data
   * was prepared. Rejects with a `UserError` where there is none, or where it ended before it kept them.
   */
  async readLearned(name: string, path: string): Promise<LearnedModel> {
    await this.#live.get(name)?.settled();
    const { files } = this.#options;
    const named = this.pathOf(name);
    const folder = (await files.exists(`${named}/${RUN_FILES.manifest}`)) ? named : path;
    const manifest = parseManifest(name, await this.#readIfThere(`${folder}/${RUN_FILES.manifest}`));
    const judged = `${folder}/${RUN_FILES.weights[manifest?.weights ?? 'best']}`;
    // A run that saves its best weights only has no others.
    const weights = (await files.exists(judged)) ? judged : `${folder}/${RUN_FILES.weights.best}`;
    const fitted = `${folder}/${RUN_FILES.fitted}`;
    if (!(await files.exists(weights)) || !(await files.exists(fitted))) {
      throw new UserError(
        t(
          'There is no run "{0}" whose weights could be the first ones: "initializeFrom" takes the name of a run, or the path of its folder.',
          name,
        ),
      );
    }
    // Written by us alone, in one piece.
    return { weights: await files.readFile(weights), fitted: JSON.parse(await files.readText(fitted)) as FittedData };
  }

  /** The spec as trained. Rejects with a `UserError` where it is missing. */
  async readPlanText(id: string): Promise<string> {
    const path = `${this.pathOf(id)}/${RUN_FILES.spec}`;
    if (await this.#options.files.exists(path)) return this.#options.files.readText(path);
    throw this.#missing(id);
  }

  /** Absolute folder of a run. */
  pathOf(id: string): string {
    return `${this.#options.directory}/${id}`;
  }

  async #refresh(): Promise<void> {
    const before = this.#known ?? new Map<string, RunManifest>();
    const after = new Map<string, RunManifest>();
    for (const id of await this.#listFolders()) {
      // What memory holds is not read: a run that ended meanwhile would be taken for one whose process died.
      if (this.#live.has(id)) continue;
      const known = before.get(id);
      const manifest = known === undefined || known.status === 'running' ? await this.#readManifest(id) : known;
      if (manifest !== undefined && !this.#live.has(id)) after.set(id, manifest);
    }
    // Runs of this process that ended since.
    const told = this.#known ?? before;
    for (const [id, manifest] of told) if (!before.has(id)) after.set(id, manifest);
    this.#known = after;
    for (const [id, value] of after) if (differs(told.get(id), value)) this.#emit({ id, type: 'run', value });
    for (const id of before.keys()) if (!after.has(id)) this.#emit({ id, type: 'removed', value: null });
  }

  async #listFolders(): Promise<readonly string[]> {
    const { files, directory } = this.#options;
    try {
      return await files.listDirectories(directory);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const text = t('The runs in {directory} cannot be read: {reason}. Choose another folder.', { directory, reason });
      throw new UserError(text, { cause: error });
    }
  }

  /** A run that has ended and is on disk needs no memory any more. */
  #settle(writer: RunWriter): void {
    const { id, manifest, failed } = writer;
    if (manifest.status === 'running' || failed) return;
    this.#live.delete(id);
    this.#known = new Map(this.#known).set(id, manifest);
  }

  async #readManifest(id: string): Promise<RunManifest | undefined> {
    const text = await this.#readIfThere(`${this.pathOf(id)}/${RUN_FILES.manifest}`);
    const manifest = parseManifest(id, text);
    return manifest === undefined ? undefined : this.#admitDeath(manifest);
  }

  /** A number of our own that we do not train ourselves was given to a process before us, which is gone. */
  #admitDeath(manifest: RunManifest): RunManifest {
    const { isAlive, pid } = this.#options;
    if (manifest.status !== 'running' || (manifest.pid !== pid && isAlive(manifest.pid))) return manifest;
    return { ...manifest, status: 'failed', reason: t('The process that trained it ended.') };
  }

  async #readIfThere(path: string): Promise<string> {
    return (await this.#options.files.exists(path)) ? this.#options.files.readText(path) : '';
  }

  /** Makes the folder, so that two processes that begin in the same second do not share it. */
  async #claimId(name: string, startedAt: Date): Promise<string> {
    const { files, directory } = this.#options;
    const wanted = buildRunId(name, startedAt);
    try {
      await this.#makeDirectory();
      let id = wanted;
      for (let n = 2; !(await files.claimDirectory(`${directory}/${id}`)); n++) id = `${wanted}-${String(n)}`;
      return id;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const text = t('No run can be saved in {directory}: {reason}. Choose another folder.', { directory, reason });
      throw new UserError(text, { cause: error });
    }
  }

  /** Runs hold weights: the folder that we make for them keeps them out of a repository. One of a person's choice is theirs. */
  async #makeDirectory(): Promise<void> {
    const { files, directory } = this.#options;
    if (await files.exists(directory)) return;
    await files.makeDirectory(directory);
    if (!directory.endsWith(`/${RUNS_FOLDER}`)) return;
    const ignore = `${directory.slice(0, directory.lastIndexOf('/'))}/.gitignore`;
    if (!(await files.exists(ignore))) await files.writeFile(ignore, IGNORE_ALL);
  }

  #startManifest(id: string, plan: Plan, specPath: string, startedAt: Date): RunManifest {
    return {
      format: 1,
      id,
      name: plan.name,
      task: plan.task,
      status: 'running',
      reason: '',
      spec: specPath,
      seed: plan.training.seed,
      epochs: plan.training.epochs,
      startedAt: startedAt.toISOString(),
      endedAt: null,
      pid: this.#options.pid,
      gatescope: this.#options.version,
      prepared: null,
      lastEpoch: null,
      bestEpoch: 0,
      evaluation: null,
    };
  }

  #missing(id: string): UserError {
    return new UserError(t('There is no run named {id} in {directory}.', { id, directory: this.directory }));
  }

  /** A listener that throws is a defect of its own: it surfaces as an unhandled rejection, and the run goes on. */
  #emit(event: RunEvent): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(event);
      } catch (error) {
        void Promise.reject(error instanceof Error ? error : new Error(String(error)));
      }
    }
  }
}

function differs(before: RunManifest | undefined, after: RunManifest): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}
