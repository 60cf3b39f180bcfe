import type { Client, EventOf } from '../../contracts/rpc.ts';
import type { RunManifest } from '../../contracts/run.ts';
import type { TrainingApi, TrainResult } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import type { NewRun, RunStore } from './runStore.ts';
import type { RunWriter } from './runWriter.ts';

export interface TrainRunOptions extends NewRun {
  /** A training worker that is free. */
  readonly client: Client<TrainingApi>;
  readonly store: RunStore;
  /** Absolute folder against which the plan's `source` is resolved. */
  readonly baseDirectory: string;
}

/** A run at work. */
export interface TrainRun {
  readonly id: string;
  /** As last written. */
  readonly manifest: RunManifest;
  /** Settles once and never rejects; the manifest has its final status then. */
  readonly outcome: Promise<TrainOutcome>;
  /** Ends training after the batch at work. The outcome tells when it has. */
  stop(): void;
}

/** Stopping is an outcome like the others. `error` is a `UserError` or a defect with its stack. */
export type TrainOutcome =
  | { readonly status: 'completed' | 'stopped'; readonly manifest: RunManifest; readonly result: TrainResult }
  | { readonly status: 'failed'; readonly manifest: RunManifest; readonly error: Error };

/** Makes a run and trains it on the worker. Rejects with a `UserError` where no run could be made. */
export async function startTrainRun(options: TrainRunOptions): Promise<TrainRun> {
  const { client, store } = options;
  const writer = await store.create(options);
  const stop = (): void => {
    // A worker that died rejects, and the outcome tells that already.
    client.request('stop', null).catch(() => undefined);
  };
  return {
    id: writer.id,
    get manifest() {
      return writer.manifest;
    },
    outcome: train(options, writer, stop),
    stop,
  };
}

async function train(options: TrainRunOptions, writer: RunWriter, stop: () => void): Promise<TrainOutcome> {
  const { client, plan, baseDirectory } = options;
  let stopListening = (): void => undefined;
  const diskFailure = new Promise<never>((_, reject) => {
    stopListening = client.onEvent((event) => {
      record(event, writer).catch(reject);
    });
  });
  try {
    const result = await Promise.race([client.request('train', { plan, baseDirectory }), diskFailure]);
    return await settle(result, writer);
  } catch (caught) {
    // Where the disk failed, the worker still trains.
    if (writer.failed) stop();
    const error = caught instanceof Error ? caught : new Error(String(caught));
    return { status: 'failed', manifest: await writer.finish({ status: 'failed', reason: error.message }), error };
  } finally {
    stopListening();
  }
}

function record(event: EventOf<TrainingApi>, writer: RunWriter): Promise<void> {
  switch (event.type) {
    case 'prepared':
      return writer.prepared(event.value);
    case 'batch':
      return writer.batch(event.value);
    case 'epoch':
      return writer.epoch(event.value);
    case 'checkpoint':
      return writer.checkpoint(event.value);
  }
}

async function settle(result: TrainResult, writer: RunWriter): Promise<TrainOutcome> {
  const { status, reason, bestEpoch, evaluation, forecasts } = result;
  const manifest = await writer.finish({ status, reason, bestEpoch, evaluation, forecasts });
  if (manifest.status === 'failed') return { status: 'failed', manifest, error: new UserError(manifest.reason) };
  return { status, manifest, result };
}
