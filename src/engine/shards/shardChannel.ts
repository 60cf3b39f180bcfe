import type { Batch } from '../../core/data/dataset.ts';
import type { Answers } from '../../core/metrics/answers.ts';
import type { GradientRequest } from '../computeGradient.ts';

/** What a thread is told to do. */
export type ShardTask = GradientTask | AnswerTask;

/** Examples of a batch to learn from, and which of the whole batch they are. */
export interface GradientTask extends Pick<GradientRequest, 'batch' | 'step' | 'part' | 'entries'> {
  readonly kind: 'gradient';
}

/** Whole batches to be answered, without training. */
export interface AnswerTask {
  readonly kind: 'answer';
  readonly batches: readonly Batch[];
  /** Whether a model with a decoder also writes by itself. */
  readonly write: boolean;
}

/** What a thread says of every batch of its task. A gradient stands in the memory that the threads share. */
export type ShardReply = readonly BatchReply[];

/** What a thread says of a batch or of its part of one. */
export interface BatchReply {
  readonly answers: Answers;
  /** What the examples add to the batch's mean loss, or, without training, the weighted sum of the entries' losses. */
  readonly loss: number;
}

/** Messages between the training thread and another one, for threads that wait without their event loops. */
export interface ShardChannel<Sent, Received> {
  /** Copies the message; it is there before anything that is told by Atomics afterwards. */
  send(message: Sent): void;
  /** The oldest message that was not received yet; throws where there is none. */
  receive(): Received;
}

/** The training thread's end. `null`: nothing is left for this thread. */
export type TaskChannel = ShardChannel<ShardTask | null, ShardReply | null>;

/** The other thread's end. */
export type ReplyChannel = ShardChannel<ShardReply | null, ShardTask | null>;
