import { MessageChannel, SHARE_ENV, Worker, type MessagePort } from 'node:worker_threads';
import { t } from '@vscode/l10n';
import type { KnownModel, Plan } from '../contracts/plan.ts';
import { closeShardMemory } from '../engine/shards/serveShard.ts';
import type { ShardCrew } from '../engine/shards/shareRound.ts';
import type { TaskChannel } from '../engine/shards/shardChannel.ts';
import { allocateShardMemory, viewShardMemory, type ShardSizes } from '../engine/shards/shardMemory.ts';
import { openChannel } from './openChannel.ts';

/** What the thread of a shard is given at its start. */
export interface ShardData {
  readonly plan: Pick<Plan, 'training'> & { readonly model: KnownModel };
  readonly buffer: SharedArrayBuffer;
  readonly sizes: ShardSizes;
  readonly index: number;
  /** For the parts of batches, and the answers to them. */
  readonly port: MessagePort;
}

/** Threads at work beside the training thread. */
export interface ShardThreads extends ShardCrew {
  /** Ends them; resolves when they have ended. */
  close(): Promise<void>;
}

/** Starts a thread for every shard but the first; resolves when all of them wait for a batch. */
export async function startShards(
  plan: ShardData['plan'],
  shards: number,
  script: URL = entryBeside(import.meta.url),
): Promise<ShardThreads> {
  const sizes: ShardSizes = { shards, parameters: plan.model.parameters };
  const buffer = allocateShardMemory(sizes);
  const memory = viewShardMemory(buffer, sizes);
  const others = Array.from({ length: shards - 1 }, (_, other) =>
    startThread(script, { plan, buffer, sizes, index: other + 1 }),
  );
  const crew: ShardThreads = {
    memory,
    channels: others.map(({ channel }) => channel),
    check() {
      for (const { failure } of others) {
        const reason = failure();
        if (reason !== null) throw reason;
      }
    },
    async close() {
      closeShardMemory(memory);
      await Promise.all(others.map(({ ended }) => ended));
      for (const { close } of others) close();
    },
  };
  try {
    await Promise.all(others.map(({ ready }) => ready));
    return crew;
  } catch (error) {
    await crew.close();
    throw error;
  }
}

interface ShardThread {
  readonly channel: TaskChannel;
  /** Lets go of the channel. */
  readonly close: () => void;
  /** Rejects where the thread ends before. */
  readonly ready: Promise<void>;
  readonly ended: Promise<void>;
  /** Why it ended; `null` while it lives. */
  readonly failure: () => Error | null;
}

function startThread(script: URL, data: Omit<ShardData, 'port'>): ShardThread {
  const { port1, port2 } = new MessageChannel();
  const workerData: ShardData = { ...data, port: port2 };
  const worker = new Worker(script, { env: SHARE_ENV, workerData, transferList: [port2] });
  let reason: Error | null = null;
  worker.on('error', (error: unknown) => {
    reason = new Error(
      t('The training worker crashed: {reason}', { reason: error instanceof Error ? error.message : String(error) }),
      { cause: error },
    );
  });
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      reason ??= new Error(t('The training worker ended unexpectedly with exit code {code}.', { code }));
      resolve();
    });
  });
  const ready = new Promise<void>((resolve, reject) => {
    worker.once('message', () => {
      resolve();
    });
    void ended.then(() => {
      reject(reason ?? new Error('A thread ended without a reason'));
    });
  });
  // Whoever waits for the first of several hears of the others by `failure`.
  ready.catch(() => undefined);
  const close = (): void => {
    port1.close();
  };
  return { channel: openChannel(port1), close, ready, ended, failure: () => reason };
}

/** Bundles lie in one folder, as the sources do. */
function entryBeside(url: string): URL {
  return new URL(url.endsWith('.ts') ? './shard.ts' : './shard.js', url);
}
