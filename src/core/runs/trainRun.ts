import type { Plan } from '../../contracts/plan.ts';
import type { Client, EventOf } from '../../contracts/rpc.ts';
import type { RunManifest } from '../../contracts/run.ts';
import type { TrainingApi, TrainResult } from '../../contracts/training.ts';
import { UserError } from '../../contracts/userError.ts';
import { checkExpectations } from '../metrics/checkExpectations.ts';
import { readInitial } from './readInitial.ts';
import type { NewRun, RunStore } from './runStore.ts';
import type { RunWriter } from './runWriter.ts';

export interface TrainRunOptions extends NewRun {
  /** A training worker that is free. */
  readonly client: Client<TrainingApi>;
  readonly store: RunStore;
  /** Absolute folder against which the plan's `source` is resolved. */
  readonly baseDirectory: string;
}

/** Says in the words of the manifest why a run was stopped. `bestEpoch` is counted from 1; 0 where none was finished. */
export type StopReason = (bestEpoch: number) => string;

/** A run at work. */
export interface TrainRun {
  readonly id: string;
  /** As last written. */
  readonly manifest: RunManifest;
  /** Settles once and never rejects; the manifest has its final status then. */
  readonly outcome: Promise<TrainOutcome>;
  /**
   * Ends training after the batch at work; once more, or while it is evaluated, the evaluation too. The outcome tells when
   * it has ended. `why` is left out where a person asked for it.
   */
  stop(why?: StopReason): void;
}

/** Stopping is an outcome like the others. `error` is a `UserError` or a defect with its stack. */
export type TrainOutcome =
  | { readonly status: 'completed' | 'stopped'; readonly manifest: RunManifest; readonly result: TrainResult }
  | { readonly status: 'failed'; readonly manifest: RunManifest; readonly error: Error };

/** Makes a run and trains it on the worker. Rejects with a `UserError` where no run could be made. */
export async function startTrainRun(options: TrainRunOptions): Promise<TrainRun> {
  const { client, store } = options;
  const writer = await store.create(options);
  const halt: Halt = {
    ask() {
      // A worker that died rejects, and the outcome tells that already.
      client.request('stop', null).catch(() => undefined);
    },
    why: undefined,
  };
  return {
    id: writer.id,
    get manifest() {
      return writer.manifest;
    },
    outcome: train(options, writer, halt),
    stop(why) {
      halt.why ??= why;
      halt.ask();
    },
  };
}

/** How a run is made to end early. */
interface Halt {
  readonly ask: () => void;
  /** Given where something else than a person's wish ended it. */
  why: StopReason | undefined;
}

async function train(options: TrainRunOptions, writer: RunWriter, halt: Halt): Promise<TrainOutcome> {
  const { client, plan, baseDirectory, store } = options;
  let stopListening = (): void => undefined;
  const diskFailure = new Promise<never>((_, reject) => {
    stopListening = client.onEvent((event) => {
      record(event, writer).catch(reject);
    });
  });
  try {
    const initial = await readInitial(store, plan, baseDirectory);
    const result = await Promise.race([client.request('train', { plan, baseDirectory, ...initial }), diskFailure]);
    return await settle(result, plan, writer, halt);
  } catch (caught) {
    // Where the disk failed, the worker still trains.
    if (writer.failed) halt.ask();
    const error = caught instanceof Error ? caught : new Error(String(caught));
    await writer.settled();
    const reason = halt.why?.(writer.manifest.bestEpoch) ?? error.message;
    return { status: 'failed', manifest: await writer.finish({ status: 'failed', reason }), error };
  } finally {
    stopListening();
  }
}

function record(event: EventOf<TrainingApi>, writer: RunWriter): Promise<void> {
  switch (event.type) {
    case 'prepared':
      return writer.prepared(event.value);
    case 'fitted':
      return writer.fitted(event.value);
    case 'batch':
      return writer.batch(event.value);
    case 'epoch':
      return writer.epoch(event.value);
    case 'checkpoint':
      return writer.checkpoint(event.value);
  }
}

async function settle(result: TrainResult, plan: Plan, writer: RunWriter, { why }: Halt): Promise<TrainOutcome> {
  const { status, bestEpoch, weights, evaluation, predictions } = result;
  const expectations = checkExpectations(plan.assert, { ...result, task: plan.task });
  // That a person stopped it, the status says already.
  const reason = status === 'stopped' ? (why?.(bestEpoch) ?? '') : result.reason;
  const judged = evaluation === null || predictions === null ? {} : { evaluation, predictions };
  const manifest = await writer.finish({
    ...{ status, reason, bestEpoch, weights },
    ...judged,
    ...(expectations.length > 0 && { expectations }),
  });
  if (manifest.status === 'failed') return { status: 'failed', manifest, error: new UserError(manifest.reason) };
  return { status, manifest, result: { ...result, reason } };
}
