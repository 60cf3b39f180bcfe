import type { Predictions } from '../../contracts/predictions.ts';
import type { RunManifest } from '../../contracts/run.ts';
import type { BatchEvent, EpochEvent } from '../../contracts/training.ts';

/** Everything about one run but its weights. */
export interface RunRecord {
  readonly manifest: RunManifest;
  readonly epochs: readonly EpochEvent[];
  readonly batches: readonly BatchEvent[];
  /** `null` until the run was evaluated. */
  readonly predictions: Predictions | null;
}

/** Something new about the run `id`; what it tells is on disk already. */
export type RunEvent = { readonly id: string } & (
  | { readonly type: 'batch'; readonly value: BatchEvent }
  | { readonly type: 'epoch'; readonly value: EpochEvent }
  /** The run began, read its data, finished an epoch, ended, or was found on disk. */
  | { readonly type: 'run'; readonly value: RunManifest }
  | { readonly type: 'predictions'; readonly value: Predictions }
  /** Its folder is gone. */
  | { readonly type: 'removed'; readonly value: null }
);
