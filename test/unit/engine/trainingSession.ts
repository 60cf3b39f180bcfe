import assert from 'node:assert/strict';
import type { TrainingPlan } from '../../../src/contracts/trainingPlan.ts';
import type { BatchEvent, CheckpointEvent, EpochEvent } from '../../../src/contracts/training.ts';
import { buildModel, type Model } from '../../../src/engine/buildModel.ts';
import { tf } from '../../../src/engine/tensorflow.ts';
import { createTrainStep, type TrainStep } from '../../../src/engine/trainStep.ts';
import { trainLoop, type TrainLoopOptions, type TrainLoopResult } from '../../../src/engine/trainLoop.ts';
import { simpleFigures, sineDataset, type ArrayDataset } from './datasets.ts';
import { dense, lstm, modelPlan, trainingPlan, type PlainConfig } from './modelPlans.ts';

/** What happened while a small model trained. */
export interface Session {
  readonly model: Model;
  readonly batches: BatchEvent[];
  readonly epochs: EpochEvent[];
  readonly checkpoints: CheckpointEvent[];
  /** Kinds of events in the order in which they came. */
  readonly order: string[];
  readonly result: TrainLoopResult;
}

export interface SessionOptions {
  readonly layers?: readonly PlainConfig[];
  readonly training?: Partial<TrainingPlan>;
  readonly train?: ArrayDataset;
  readonly validation?: ArrayDataset | null;
  readonly signal?: { stopped: boolean };
  readonly onBatch?: (event: BatchEvent) => void;
  readonly onEpoch?: (event: EpochEvent) => void;
  /** Milliseconds that pass between two looks at the clock. */
  readonly tick?: number;
}

export const adam = trainingPlan().optimizer;
export const small: readonly PlainConfig[] = [lstm({ units: 4 }), dense()];

/** Trains a small model on a sine and hands what happened to `look`; fails where tensors are left behind. */
export async function session(options: SessionOptions, look: (session: Session) => void): Promise<void> {
  const before = tf.memory().numTensors;
  const train = options.train ?? sineDataset(40, 8);
  const plan = modelPlan(...train.inputShape, options.layers ?? small);
  const training = trainingPlan({
    epochs: 3,
    batchSize: 16,
    optimizer: { ...adam, learningRate: 0.01 },
    ...options.training,
  });
  const model = buildModel(plan, training.seed);
  const step = createTrainStep(model, training);
  try {
    look(await run(model, step, training, train, options));
  } finally {
    step.dispose();
    model.dispose();
    assert.equal(tf.memory().numTensors, before, 'tensors left behind');
  }
}

async function run(
  model: Model,
  step: TrainStep,
  training: TrainingPlan,
  train: ArrayDataset,
  options: SessionOptions,
): Promise<Session> {
  const heard = { model, batches: [], epochs: [], checkpoints: [], order: [] } as Omit<Session, 'result'>;
  let now = 0;
  const on: TrainLoopOptions['on'] = {
    batch(event) {
      heard.batches.push(event);
      heard.order.push('batch');
      options.onBatch?.(event);
    },
    epoch(event) {
      heard.epochs.push(event);
      heard.order.push('epoch');
      options.onEpoch?.(event);
    },
    checkpoint(event) {
      heard.checkpoints.push(event);
      heard.order.push(event.kind);
    },
  };
  const result = await trainLoop({
    model,
    training,
    step,
    train,
    validation: options.validation === undefined ? sineDataset(20, 8, 60) : options.validation,
    figures: simpleFigures,
    signal: options.signal ?? { stopped: false },
    clock: () => (now += options.tick ?? 50),
    on,
  });
  return { ...heard, result };
}
