import type { Evaluation, Forecast } from '../../../../src/contracts/evaluation.ts';
import type { ExamplePrediction } from '../../../../src/contracts/predictions.ts';
import type { RunManifest } from '../../../../src/contracts/run.ts';
import type { BatchEvent, EpochEvent } from '../../../../src/contracts/training.ts';

const pace = { millisecondsPerStep: 24, examplesPerSecond: 316.4, secondsLeft: 95 };

/** A batch's report of a run with 10 batches an epoch. */
export function batchAt(step: number, change: Partial<BatchEvent> = {}): BatchEvent {
  const epoch = Math.floor((step - 1) / 10) + 1;
  const batch = ((step - 1) % 10) + 1;
  return {
    ...{ epoch, batch, batches: 10, step, loss: 1 / step, learningRate: 0.01, gradientNorm: 2 },
    ...pace,
    ...change,
  };
}

/** An epoch's report of a run with 10 batches an epoch. */
export function epochAt(epoch: number, change: Partial<EpochEvent> = {}): EpochEvent {
  return {
    ...{ epoch, epochs: 5, step: epoch * 10, learningRate: 0.01, gradientNorm: 2, seconds: 3, best: true },
    train: { loss: 1 / epoch, metrics: { mae: 10 / epoch } },
    validation: { loss: 2 / epoch, metrics: { mae: 20 / epoch } },
    ...pace,
    ...change,
  };
}

/** A run that goes on, before its data was read. */
export function runWith(change: Partial<RunManifest> = {}): RunManifest {
  return {
    ...{
      format: 1,
      id: 'run-1',
      name: 'Births',
      task: 'forecasting',
      status: 'running',
      reason: '',
      spec: '/births.lstm.json',
      seed: 1,
    },
    ...{ epochs: 5, startedAt: '2026-01-01T00:00:00Z', endedAt: null, pid: 1, gatescope: '0.1.0' },
    ...{ prepared: null, lastEpoch: null, bestEpoch: 0, evaluation: null },
    ...change,
  };
}

/** Figures in which the seasonal naive baseline has the better `mae` and the model the better `rmse` and `r2`. */
export function evaluationWith(change: Partial<Evaluation> = {}): Evaluation {
  return {
    validation: { mae: 2, rmse: 3, r2: 0.8 },
    test: { mae: 3, rmse: 4, r2: 0.9, extra: 1 },
    baselines: {
      naive: { mae: 9, rmse: 12, r2: 0.1 },
      seasonalNaive: { mae: 2.5, rmse: 5, r2: 0.7 },
      drift: { mae: 9.5, rmse: 12.5, r2: 0.05 },
    },
    forecasting: { seasonLength: 7, bestLag: 0 },
    classes: null,
    warnings: [],
    ...change,
  };
}

/** Three days of a forecast. */
export function forecastOf(change: Partial<Forecast> = {}): Forecast {
  return {
    split: 'test',
    column: 'births',
    step: 1,
    times: Float64Array.of(0, 86_400_000, 172_800_000),
    rows: Float64Array.of(8, 9, 10),
    truth: Float64Array.of(10, 20, 30),
    prediction: Float64Array.of(11, 18, 30),
    ...change,
  };
}

/** A mail of the test split that was told rightly. */
export function exampleOf(change: Partial<ExamplePrediction> = {}): ExamplePrediction {
  return {
    ...{ split: 'test', row: 1, input: 'Hello', truth: 'ham', prediction: 'ham', probability: 0.9, loss: 0.1 },
    ...change,
  };
}
