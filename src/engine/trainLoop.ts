import type { TrainingPlan } from '../contracts/plan.ts';
import type { BatchEvent, CheckpointEvent, EpochEvent } from '../contracts/training.ts';
import type { WindowDataset } from '../core/data/dataset.ts';
import type { FigureAccumulator } from '../core/metrics/figures.ts';
import type { Model } from './buildModel.ts';

export interface TrainLoopOptions {
  readonly model: Model;
  readonly training: TrainingPlan;
  readonly train: WindowDataset;
  readonly validation: WindowDataset | null;
  /** A fresh accumulator for one pass over one split. */
  readonly figures: () => FigureAccumulator;
  /** Looked at after every batch. */
  readonly signal: { readonly stopped: boolean };
  /** Milliseconds since any fixed moment, never going back. */
  readonly clock: () => number;
  readonly on: {
    batch(event: BatchEvent): void;
    epoch(event: EpochEvent): void;
    /** Told before the epoch that it belongs to. */
    checkpoint(event: CheckpointEvent): void;
  };
}

export interface TrainLoopResult {
  readonly status: 'completed' | 'stopped';
  /** Epochs finished. */
  readonly epochs: number;
  /** Counted from 1; 0 where no epoch was finished. */
  readonly bestEpoch: number;
  /** Localized: why training ended before its last epoch; empty otherwise. */
  readonly reason: string;
}

/** Trains the model in place. Throws a UserError where the loss or the gradient stops being finite. */
export async function trainLoop(options: TrainLoopOptions): Promise<TrainLoopResult> {
  await Promise.reject(new Error(`Not built yet: ${String(options.training.epochs)}`));
  return { status: 'completed', epochs: 0, bestEpoch: 0, reason: '' };
}
