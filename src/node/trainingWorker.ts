import { availableParallelism } from 'node:os';
import { createInterface } from 'node:readline';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import { t } from '@vscode/l10n';
import type { l10nJsonFormat } from '@vscode/l10n';
import { connectClient } from '../contracts/rpc.ts';
import type { Client, Port } from '../contracts/rpc.ts';
import type { TrainingApi } from '../contracts/training.ts';

export interface TrainingWorkerOptions {
  /** Entry of the thread: `worker.js` in the bundle, `src/worker/main.ts` in the sources. */
  readonly script: URL;
  /** Cores that a training may use; 0: all of them. */
  readonly threads: number;
  /** Texts in the person's language; left out: English. */
  readonly l10nContents?: l10nJsonFormat;
  /** Told every line that the worker prints. */
  readonly log?: (line: string) => void;
}

/** What the thread is given at its start. */
export interface TrainingWorkerData {
  readonly threads: number;
  readonly l10nContents: l10nJsonFormat | null;
}

/** A thread that trains. One training at a time. */
export interface TrainingWorker {
  /** Rejects everything that waits, with a reason for people, as soon as the thread has died. */
  readonly client: Client<TrainingApi>;
  /** Ends the thread, whatever it does. */
  dispose(): Promise<void>;
}

/** Lines of what the worker printed last that are told with its death. */
const LAST_LINES = 5;

/** Starts a training thread. It loads TensorFlow with the first request. */
export function startTrainingWorker(options: TrainingWorkerOptions): TrainingWorker {
  const threads = options.threads === 0 ? availableParallelism() : options.threads;
  shareWithTensorFlow();
  const workerData: TrainingWorkerData = { threads, l10nContents: options.l10nContents ?? null };
  // Its own streams: what a library prints must not mix with the lines that a program reads from standard output.
  const worker = new Worker(options.script, { env: SHARE_ENV, workerData, stdout: true, stderr: true });
  const client = connectClient<TrainingApi>(openPort(worker));
  const lastLines = collectLines(worker, options.log ?? (() => undefined));

  worker.on('error', (error: unknown) => {
    client.close(explainCrash(error));
  });
  worker.on('messageerror', (error) => {
    client.close(new Error(t('The training worker sent something unreadable: {reason}', { reason: error.message })));
  });
  worker.on('exit', (code) => {
    // What it said last is still on its way.
    void lastLines.then((lines) => {
      client.close(explainExit(code, lines));
    });
  });
  return {
    client,
    async dispose() {
      client.close(new Error(t('The training worker was closed.')));
      await worker.terminate();
    },
  };
}

/**
 * Native code asks the environment of the whole process, once, when it is loaded: the thread shares it. Cores are used
 * by threads that share a batch (see countShards), each with a TensorFlow of one thread.
 */
function shareWithTensorFlow(): void {
  process.env['TF_NUM_INTRAOP_THREADS'] = '1';
  process.env['TF_CPP_MIN_LOG_LEVEL'] ??= '2';
}

function openPort(worker: Worker): Port {
  return {
    postMessage: (message) => {
      worker.postMessage(message);
    },
    onMessage(listener) {
      worker.on('message', listener);
      return () => worker.off('message', listener);
    },
  };
}

/** Resolves with the last lines of standard error when the thread has ended. */
function collectLines(worker: Worker, log: (line: string) => void): Promise<readonly string[]> {
  createInterface({ input: worker.stdout }).on('line', log);
  const last: string[] = [];
  const errors = createInterface({ input: worker.stderr });
  errors.on('line', (line) => {
    log(line);
    last.push(line);
    if (last.length > LAST_LINES) last.shift();
  });
  return new Promise((resolve) => {
    errors.once('close', () => {
      resolve(last);
    });
  });
}

function explainCrash(error: unknown): Error {
  const reason = error instanceof Error ? error.message : String(error);
  const crash = new Error(t('The training worker crashed: {reason}', { reason }), { cause: error });
  if (error instanceof Error && error.stack !== undefined) crash.stack = error.stack;
  return crash;
}

function explainExit(code: number, lastLines: readonly string[]): Error {
  const text = t('The training worker ended unexpectedly with exit code {code}.', { code });
  return new Error([text, ...lastLines].join('\n'));
}
