import { t } from '@vscode/l10n';
import type { Evaluation } from '../../contracts/evaluation.ts';
import type { Predictions } from '../../contracts/predictions.ts';
import type { FittedData } from '../../contracts/fitted.ts';
import type { Expectation, MetricsRecord, RunManifest } from '../../contracts/run.ts';
import type { BatchEvent, CheckpointEvent, EpochEvent, PreparedData, WeightsKind } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import type { FileContent, FilePort } from './filePort.ts';
import { encodeMetricsLine } from './metricsLog.ts';
import { encodePredictions } from './predictionsCsv.ts';
import { encodeManifest, RUN_FILES, weightsFile } from './runFolder.ts';
import type { RunEvent, RunRecord } from './runRecord.ts';
import { stringifySafely } from './safeJson.ts';
import { TensorBoardLog } from './tensorBoardLog.ts';

/** How a run ends. */
export interface RunEnding {
  readonly status: 'completed' | 'stopped' | 'failed';
  /** Why it failed or ended early, localized; empty otherwise, and where a person stopped it. */
  readonly reason: string;
  /** Counted from 1; left out: the last epoch that was reported as the best. */
  readonly bestEpoch?: number;
  readonly weights?: WeightsKind;
  readonly evaluation?: Evaluation;
  readonly predictions?: Predictions;
  /** Left out where nothing is expected. */
  readonly expectations?: readonly Expectation[];
}

export interface RunWriterOptions {
  readonly files: FilePort;
  /** Absolute folder of this run; it exists. */
  readonly directory: string;
  readonly manifest: RunManifest;
  readonly clock: () => Date;
  /** Told after the disk and the memory hold what the event says. */
  readonly notify: (event: RunEvent) => void;
}

/**
 * The one writer of one run. Everything is written in the order in which it came, and becomes visible in `record` and
 * to listeners only once it is on disk. When the disk fails, nothing more is written: each later call rejects with the
 * same `UserError`, and `finish` ends the run as failed.
 */
export class RunWriter {
  readonly id: string;
  readonly #options: RunWriterOptions;
  readonly #tensorBoard: TensorBoardLog;
  readonly #epochs: EpochEvent[] = [];
  readonly #batches: BatchEvent[] = [];
  readonly #newest = new Map<CheckpointEvent['kind'], CheckpointEvent>();
  #predictions: Predictions | null = null;
  #manifest: RunManifest;
  #queue: Promise<unknown> = Promise.resolve();
  #failure: UserError | undefined;

  constructor(options: RunWriterOptions) {
    this.id = options.manifest.id;
    this.#options = options;
    this.#manifest = options.manifest;
    this.#tensorBoard = new TensorBoardLog(options);
  }

  get manifest(): RunManifest {
    return this.#manifest;
  }

  /** What is on disk, held in memory while the run lives. */
  get record(): RunRecord {
    return {
      manifest: this.#manifest,
      epochs: [...this.#epochs],
      batches: [...this.#batches],
      predictions: this.#predictions,
    };
  }

  /** Whether the disk refused what was to be written. */
  get failed(): boolean {
    return this.#failure !== undefined;
  }

  /** Writes the first files of the run. */
  begin(specText: string): Promise<void> {
    return this.#enqueue(async () => {
      await this.#write(RUN_FILES.spec, specText);
      await this.#write(RUN_FILES.metrics, '');
      await this.#saveManifest({});
    });
  }

  prepared(prepared: PreparedData): Promise<void> {
    return this.#enqueue(() => this.#saveManifest({ prepared }));
  }

  fitted(fitted: FittedData): Promise<void> {
    return this.#enqueue(() => this.#write(RUN_FILES.fitted, `${JSON.stringify(fitted)}\n`));
  }

  batch(event: BatchEvent): Promise<void> {
    return this.#enqueue(async () => {
      await this.#append({ type: 'batch', ...event });
      await this.#tensorBoard.batch(event);
      this.#batches.push(event);
      this.#notify({ id: this.id, type: 'batch', value: event });
    });
  }

  epoch(event: EpochEvent): Promise<void> {
    return this.#enqueue(async () => {
      await this.#append({ type: 'epoch', ...event });
      await this.#tensorBoard.epoch(event);
      const { epoch, train, validation } = event;
      await this.#saveManifest({
        lastEpoch: event,
        ...(event.best && { bestEpoch: epoch, best: { train, validation } }),
      });
      this.#epochs.push(event);
      this.#notify({ id: this.id, type: 'epoch', value: event });
    });
  }

  /** Where the disk is slower than the training, only the newest of the checkpoints that wait is written. */
  checkpoint(event: CheckpointEvent): Promise<void> {
    this.#newest.set(event.kind, event);
    return this.#enqueue(async () => {
      if (event.kind === 'epoch' || this.#newest.get(event.kind) === event)
        await this.#write(weightsFile(event), event.weights);
    });
  }

  /** Settles when all that was asked for so far is written or refused. */
  async settled(): Promise<void> {
    await this.#queue;
  }

  /** Ends the run. Never rejects: a disk that refuses makes it a failed run, which is then held in memory alone. */
  async finish(ending: RunEnding): Promise<RunManifest> {
    await this.#enqueue(() => this.#saveEnding(ending)).catch(ignore);
    if (this.#failure !== undefined) await this.#admit(this.#failure);
    return this.#manifest;
  }

  async #saveEnding({ evaluation, predictions, ...ending }: RunEnding): Promise<void> {
    if (predictions !== undefined) {
      await this.#write(RUN_FILES.predictions, encodePredictions(predictions));
      this.#predictions = predictions;
      this.#notify({ id: this.id, type: 'predictions', value: predictions });
    }
    if (evaluation !== undefined) {
      await this.#write(RUN_FILES.evaluation, `${stringifySafely(evaluation, 2)}\n`);
    }
    await this.#saveManifest({
      ...ending,
      endedAt: this.#options.clock().toISOString(),
      ...(evaluation !== undefined && { evaluation }),
    });
  }

  /** The disk may take this little file although it refused a larger one; whether or not, listeners are told. */
  async #admit({ message }: UserError): Promise<void> {
    const endedAt = this.#options.clock().toISOString();
    this.#manifest = { ...this.#manifest, status: 'failed', reason: message, endedAt };
    await this.#write(RUN_FILES.manifest, encodeManifest(this.#manifest)).catch(ignore);
    this.#notify({ id: this.id, type: 'run', value: this.#manifest });
  }

  async #saveManifest(change: Partial<RunManifest>): Promise<void> {
    const manifest = { ...this.#manifest, ...change };
    await this.#write(RUN_FILES.manifest, encodeManifest(manifest));
    this.#manifest = manifest;
    this.#notify({ id: this.id, type: 'run', value: manifest });
  }

  /** Lets `work` follow what was asked for before; the first failure of the disk is the last thing that happens to it. */
  #enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.#queue.then(async () => {
      if (this.#failure !== undefined) throw this.#failure;
      await work().catch((error: unknown) => {
        this.#failure = this.#explain(error);
        throw this.#failure;
      });
    });
    this.#queue = done.catch(ignore);
    return done;
  }

  #explain(error: unknown): UserError {
    const reason = error instanceof Error ? error.message : String(error);
    const { directory } = this.#options;
    return new UserError(
      t('The run could not be saved: {reason}. Make room in {directory} or choose another folder, then train again.', {
        reason,
        directory,
      }),
      { cause: error },
    );
  }

  #write(name: string, content: FileContent): Promise<void> {
    return this.#options.files.writeFile(`${this.#options.directory}/${name}`, content);
  }

  #append(record: MetricsRecord): Promise<void> {
    return this.#options.files.appendFile(`${this.#options.directory}/${RUN_FILES.metrics}`, encodeMetricsLine(record));
  }

  #notify(event: RunEvent): void {
    this.#options.notify(event);
  }
}

/** The failure is kept in the writer; who waits for the queue only waits. */
function ignore(): undefined {
  return undefined;
}
