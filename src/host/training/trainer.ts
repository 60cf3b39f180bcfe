import { dirname } from 'node:path';
import { t } from '@vscode/l10n';
import { EventEmitter, type Disposable, type Event, type LogOutputChannel, type Uri } from 'vscode';
import type { Plan } from '../../contracts/plan.ts';
import type { Client } from '../../contracts/rpc.ts';
import type { RunManifest } from '../../contracts/run.ts';
import type { EpochEvent, TrainingApi } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import type { RunEvent } from '../../core/runs/runRecord.ts';
import type { RunStore } from '../../core/runs/runStore.ts';
import { startTrainRun, type StopReason, type TrainOutcome, type TrainRun } from '../../core/runs/trainRun.ts';
import type { TrainingProgress } from './progressText.ts';

/** What the trainer needs of the world. */
export interface TrainerOptions {
  /** Starts a thread that is free. */
  readonly startWorker: () => { readonly client: Client<TrainingApi>; dispose(): Promise<void> };
  readonly storeFor: (spec: Uri) => RunStore;
  readonly log: LogOutputChannel;
}

/** A spec that can be trained as it stands. */
export interface TrainableSpec {
  readonly uri: Uri;
  readonly text: string;
  readonly plan: Plan;
}

/** A training at work. */
export interface Training extends TrainingProgress {
  readonly spec: Uri;
  /** Folder of its run. */
  readonly key: string;
  /** Settles once and never rejects. */
  readonly outcome: Promise<TrainOutcome>;
}

/** Milliseconds that an editor that closes leaves to a training to end in good order. */
const CLOSING_TIME = 3500;

/** Trains one model at a time: two would fight for the same cores, and each would take longer than both in turn. */
export class Trainer implements Disposable {
  readonly #options: TrainerOptions;
  readonly #changes = new EventEmitter<void>();
  readonly #switches = new EventEmitter<void>();
  #current: ActiveTraining | undefined;

  /** Fires when the training at work comes further, up to 10 times a second, and when one begins or ends. */
  readonly onDidChange: Event<void> = this.#changes.event;
  /** Fires when a training begins or ends. */
  readonly onDidSwitch: Event<void> = this.#switches.event;

  constructor(options: TrainerOptions) {
    this.#options = options;
  }

  /** The training at work. */
  get current(): Training | undefined {
    return this.#current;
  }

  /** Whether a model of this spec is being trained: no more once its run has its last status. */
  isTraining(spec: Uri): boolean {
    return this.#current?.spec.fsPath === spec.fsPath && this.#current.manifest.status === 'running';
  }

  /** Begins to train. Rejects with a `UserError` where no run could be made. */
  async start(spec: TrainableSpec): Promise<Training> {
    if (this.#current !== undefined) throw new Error('Another model is training');
    const { startWorker, storeFor, log } = this.#options;
    const worker = startWorker();
    const store = storeFor(spec.uri);
    const options = { client: worker.client, store, plan: spec.plan, specText: spec.text, specPath: spec.uri.fsPath };
    try {
      const run = await startTrainRun({ ...options, baseDirectory: dirname(spec.uri.fsPath) });
      log.info(`Run ${run.id}: training ${spec.uri.fsPath}`);
      return this.#follow(new ActiveTraining(spec.uri, run, store, () => worker.dispose()));
    } catch (error) {
      await worker.dispose();
      throw error;
    }
  }

  /**
   * Ends the training at work after its batch, and waits for its evaluation, which a second stop ends too. Rejects with a
   * `UserError` where the run `key` is asked for, and another process trains it.
   */
  async stop(key = this.#current?.key): Promise<void> {
    const training = this.#current;
    if (key !== training?.key) throw new UserError(t('Another process trains this run. Stop it where it was started.'));
    training?.stop();
    this.#changes.fire();
    await training?.outcome;
  }

  /** Ends the training at work because the editor closes: in good order where that is quick, else at once. */
  async close(): Promise<void> {
    const training = this.#current;
    if (training === undefined) return;
    training.stop(describeClosing);
    const timeout = new Promise((resolve) => setTimeout(resolve, CLOSING_TIME));
    await Promise.race([training.outcome, timeout]);
    await training.endThread();
    await training.outcome;
  }

  dispose(): void {
    this.#changes.dispose();
    this.#switches.dispose();
  }

  #switch(training: ActiveTraining | undefined): void {
    this.#current = training;
    this.#changes.fire();
    this.#switches.fire();
  }

  #follow(training: ActiveTraining): Training {
    const stopListening = training.store.onDidChange((event) => {
      if (!training.take(event)) return;
      if (event.type === 'epoch') this.#options.log.info(`Run ${training.id}: ${describeEpoch(event.value)}`);
      this.#changes.fire();
    });
    this.#switch(training);
    void training.outcome.then(async ({ manifest }) => {
      this.#options.log.info(`Run ${training.id}: ${manifest.status} ${manifest.reason}`);
      stopListening();
      this.#switch(undefined);
      await training.endThread();
    });
    return training;
  }
}

class ActiveTraining implements Training {
  readonly spec: Uri;
  readonly store: RunStore;
  readonly endThread: () => Promise<void>;
  readonly #run: TrainRun;
  batch: TrainingProgress['batch'] = null;
  epoch: TrainingProgress['epoch'] = null;
  stopping = false;

  constructor(spec: Uri, run: TrainRun, store: RunStore, endThread: () => Promise<void>) {
    this.spec = spec;
    this.#run = run;
    this.store = store;
    this.endThread = endThread;
  }

  get id(): string {
    return this.#run.id;
  }

  get key(): string {
    return this.store.pathOf(this.id);
  }

  get manifest(): RunManifest {
    return this.#run.manifest;
  }

  get outcome(): Promise<TrainOutcome> {
    return this.#run.outcome;
  }

  stop(why?: StopReason): void {
    this.stopping = true;
    this.#run.stop(why);
  }

  /** Keeps what an event of the store tells about this run; answers whether it was about this run. */
  take(event: RunEvent): boolean {
    if (event.id !== this.id) return false;
    if (event.type === 'batch') this.batch = event.value;
    if (event.type === 'epoch') this.epoch = event.value;
    return true;
  }
}

function describeClosing(bestEpoch: number): string {
  return bestEpoch === 0
    ? t('The window was closed or reloaded before the first epoch had ended.')
    : t('The window was closed or reloaded while it trained; the best weights, of epoch {0}, are kept.', bestEpoch);
}

/** For the log: one line an epoch, in English. */
function describeEpoch({ epoch, epochs, train, validation, seconds }: EpochEvent): string {
  const held = validation === null ? '' : `, validation loss ${String(validation.loss)}`;
  return `epoch ${String(epoch)}/${String(epochs)}, loss ${String(train.loss)}${held}, ${seconds.toFixed(1)} s`;
}
