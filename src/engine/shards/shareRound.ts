import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Tensor1D } from '../tensorflow.ts';
import type { ShardReply, ShardTask, TaskChannel } from './shardChannel.ts';
import { place, type ShardMemory } from './shardMemory.ts';

/** The threads that serve all shards but the first. */
export interface ShardCrew {
  readonly memory: ShardMemory;
  /** To each of them, in the order of the shards. */
  readonly channels: readonly TaskChannel[];
  /** Throws where one of them has ended. Whether it has is heard only between two turns of the event loop. */
  check(): void;
}

/** What came of a round. */
export interface Round<R> {
  readonly own: R;
  /** Of the other threads, in the order of the shards; `null` where there was no task. */
  readonly replies: readonly (ShardReply | null)[];
}

/**
 * Has the other threads do a task each, with these parameters, while this one does its own. Throws what `compute` throws,
 * or why a thread ended.
 */
export async function shareRound<R>(
  crew: ShardCrew,
  parameters: Tensor1D,
  tasks: readonly (ShardTask | null)[],
  compute: () => R,
): Promise<Round<R>> {
  crew.check();
  const round = startRound(crew, parameters, tasks);
  const own = compute();
  await waitForReplies(crew, round);
  return { own, replies: crew.channels.map((channel) => channel.receive()) };
}

/** Hands the tasks out and wakes everybody. Answers the number of the round. */
function startRound(
  { memory, channels }: ShardCrew,
  parameters: Tensor1D,
  tasks: readonly (ShardTask | null)[],
): number {
  memory.parameters.set(parameters.dataSync<'float32'>());
  for (const [index, channel] of channels.entries()) channel.send(tasks[index] ?? null);
  const round = Atomics.add(memory.control, place.round, 1) + 1;
  Atomics.notify(memory.control, place.round);
  return round;
}

/** Milliseconds of waiting after which the event loop may tell that a thread has ended. */
const waitingSlice = 50;

async function waitForReplies(crew: ShardCrew, round: number): Promise<void> {
  const { control, sizes } = crew.memory;
  for (let shard = 1; shard < sizes.shards; shard++) {
    const answered = place.answered(shard);
    for (;;) {
      const seen = Atomics.load(control, answered);
      if (seen === round) break;
      if (Atomics.wait(control, answered, seen, waitingSlice) !== 'timed-out') continue;
      await nextTurn();
      crew.check();
    }
  }
}
