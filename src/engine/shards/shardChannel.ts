import type { Answers } from '../../core/metrics/answers.ts';
import type { GradientRequest } from '../computeGradient.ts';

/** What a thread is told of a batch: its examples, and which of the whole batch they are. */
export type ShardTask = Pick<GradientRequest, 'batch' | 'step' | 'part' | 'entries'>;

/** Messages between the training thread and another one, for threads that wait without their event loops. */
export interface ShardChannel<Sent, Received> {
  /** Copies the message; it is there before anything that is told by Atomics afterwards. */
  send(message: Sent): void;
  /** The oldest message that was not received yet; throws where there is none. */
  receive(): Received;
}

/** The training thread's end. `null`: no example is left for this thread. */
export type TaskChannel = ShardChannel<ShardTask | null, Answers | null>;

/** The other thread's end. */
export type AnswerChannel = ShardChannel<Answers | null, ShardTask | null>;
