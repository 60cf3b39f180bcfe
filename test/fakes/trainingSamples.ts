import type { Evaluation, Forecast } from '../../src/contracts/evaluation.ts';
import type { Predictions } from '../../src/contracts/predictions.ts';
import type { Plan } from '../../src/contracts/plan.ts';
import type { BatchEvent, EpochEvent, PreparedData, TrainResult } from '../../src/contracts/training.ts';

/** A plan as small as plans get. */
export const samplePlan: Plan = {
  name: 'Daily close, next day',
  task: 'forecasting',
  data: {
    source: 'data.csv',
    delimiter: null,
    time: 'date',
    timeFormat: null,
    groupBy: null,
    input: {
      type: 'timeseries',
      columns: ['close'],
      windowSize: 4,
      stride: 1,
      samplingRate: 1,
      covariates: { past: [], future: [] },
      calendar: [],
      normalization: { type: 'none' },
    },
    target: {
      type: 'timeseries',
      columns: ['close'],
      horizon: 1,
      strategy: 'direct',
      seasonLength: null,
      normalization: { type: 'none' },
    },
    missingValueStrategy: { type: 'error' },
    split: { type: 'time', probabilities: [0.7, 0.15, 0.15], gap: 0 },
    classWeight: null,
    augmentation: [],
  },
  model: { inputShape: [null, 4, 1], layers: [], parameters: 0, nonTrainable: 0 },
  training: {
    epochs: 3,
    batchSize: 2,
    shuffle: true,
    seed: 7,
    loss: 'meanSquaredError',
    metrics: ['mae'],
    optimizer: {
      type: 'sgd',
      learningRate: 0.1,
      clipNorm: null,
      clipValue: null,
      globalClipNorm: null,
      weightDecay: 0,
    },
    learningRateSchedule: null,
    reduceLROnPlateau: null,
    earlyStopping: null,
    checkpoint: null,
    initializeFrom: null,
  },
  search: null,
  probes: [],
  assert: [],
};

const pace = { millisecondsPerStep: 2, examplesPerSecond: 1000, secondsLeft: 9.5 };

export function sampleBatch(change: Partial<BatchEvent> = {}): BatchEvent {
  const event = { epoch: 1, batch: 1, batches: 2, step: 1, loss: 0.5, learningRate: 0.1, gradientNorm: 0.25 };
  return { ...pace, ...event, ...change };
}

export function sampleEpoch(change: Partial<EpochEvent> = {}): EpochEvent {
  return {
    ...pace,
    epoch: 1,
    epochs: 3,
    step: 2,
    train: { loss: 0.5, metrics: { mae: 12.5 } },
    validation: { loss: 0.75, metrics: { mae: 13.5 } },
    learningRate: 0.1,
    gradientNorm: 0.25,
    seconds: 0.125,
    best: false,
    ...change,
  };
}

export const samplePrepared: PreparedData = {
  fingerprint: { path: '/specs/data.csv', bytes: 1000, sha256: 'ab'.repeat(32) },
  rows: 100,
  examples: { train: 60, validation: 10, test: 10 },
  batchesPerEpoch: 30,
  versions: { tensorflow: '2.21.0', tfjs: '4.22.0', node: '24.0.0' },
  threads: 2,
};

const figures = { mae: 1, rmse: 2, smape: 3, mase: 0.5 };

export const sampleEvaluation: Evaluation = {
  validation: figures,
  test: { ...figures, mae: 1.5 },
  baselines: { naive: figures, seasonalNaive: figures, drift: { ...figures, mase: Infinity } },
  forecasting: { seasonLength: 7, bestLag: 1 },
  classes: null,
  warnings: ['It only repeats the last value.'],
};

const sampleForecasts: readonly Forecast[] = [
  {
    split: 'test',
    column: 'close',
    step: 1,
    times: Float64Array.of(Date.UTC(2020, 0, 1), Date.UTC(2020, 0, 2)),
    rows: Float64Array.of(99, 100),
    truth: Float64Array.of(1.5, 0.1 + 0.2),
    prediction: Float64Array.of(1.25, NaN),
  },
];

export const samplePredictions: Predictions = { type: 'forecasts', forecasts: sampleForecasts };

export const sampleResult: TrainResult = {
  status: 'completed',
  epochs: 3,
  bestEpoch: 2,
  reason: '',
  weights: 'best',
  kept: { train: { loss: 0.02, metrics: { mae: 1 } }, validation: { loss: 0.03, metrics: { mae: 1.25 } } },
  evaluation: sampleEvaluation,
  predictions: samplePredictions,
};
