import { resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { TrainablePlan } from '../contracts/trainablePlan.ts';
import type { Server } from '../contracts/rpc.ts';
import type { DataFingerprint, EvaluateParams, EvaluateResult, PreparedData } from '../contracts/training.ts';
import type { Scalers, TrainingApi, TrainParams, TrainResult } from '../contracts/training.ts';
import type { WindowDataset } from '../core/data/dataset.ts';
import { prepareForecasting } from '../core/data/prepareForecasting.ts';
import type { PreparedForecasting } from '../core/data/prepareForecasting.ts';
import { evaluateForecasts } from '../core/metrics/evaluateForecasts.ts';
import { createForecastFigures } from '../core/metrics/forecastFigures.ts';
import { buildModel } from '../engine/buildModel.ts';
import type { Model } from '../engine/buildModel.ts';
import { loadWeights } from '../engine/checkpoint.ts';
import { predictDataset } from '../engine/predict.ts';
import { countShards } from '../engine/shards/countShards.ts';
import { createShardedTrainStep } from '../engine/shards/shardedTrainStep.ts';
import { versions } from '../engine/tensorflow.ts';
import { trainLoop } from '../engine/trainLoop.ts';
import type { TrainLoopResult } from '../engine/trainLoop.ts';
import { createTrainStep, type TrainStep } from '../engine/trainStep.ts';
import { readTable } from '../node/csvFile.ts';
import { startShards } from './startShards.ts';

export { keepLoaded } from '../engine/keepLoaded.ts';

export interface TrainPlanOptions {
  readonly params: TrainParams;
  /** Cores that may be used. */
  readonly threads: number;
  readonly signal: { readonly stopped: boolean };
  readonly server: Pick<Server<TrainingApi>, 'emit'>;
}

/** Reads the data of a plan, trains its model, and evaluates it. Every tensor is freed when it settles. */
export async function trainPlan({ params, threads, signal, server }: TrainPlanOptions): Promise<TrainResult> {
  const { plan, baseDirectory } = params;
  const data = await readData(plan, baseDirectory);
  server.emit('prepared', describeData(plan, data, threads));
  const model = buildModel(plan.model, plan.training.seed);
  try {
    const result = await withTrainStep(model, plan, threads, (step) =>
      runLoop({ model, step, plan, prepared: data.prepared, signal, server }),
    );
    const { evaluation, forecasts } = evaluateModel(model, plan, data.prepared);
    return { ...result, evaluation, forecasts };
  } finally {
    model.dispose();
  }
}

/** Evaluates saved weights on the data as it is now, scaled as it was for the training. */
export async function evaluateWeights(params: EvaluateParams): Promise<EvaluateResult> {
  const { plan, baseDirectory, weights, scalers } = params;
  const { prepared, fingerprint } = await readData(plan, baseDirectory, scalers);
  const model = buildModel(plan.model, plan.training.seed);
  try {
    loadWeights(model, weights);
    return { fingerprint, ...evaluateModel(model, plan, prepared) };
  } finally {
    model.dispose();
  }
}

interface ReadData {
  readonly rows: number;
  readonly fingerprint: DataFingerprint;
  readonly prepared: PreparedForecasting;
}

async function readData({ data }: TrainablePlan, baseDirectory: string, scalers?: Scalers): Promise<ReadData> {
  const { table, fingerprint } = await readTable(resolve(baseDirectory, data.source), data);
  return { rows: table.rows, fingerprint, prepared: prepareForecasting(table, data, scalers) };
}

function describeData(plan: TrainablePlan, { rows, fingerprint, prepared }: ReadData, threads: number): PreparedData {
  const { train, validation, test, scalers, seasonLength } = prepared;
  return {
    fingerprint,
    rows,
    windows: { train: train.count, validation: validation.count, test: test.count },
    scalers,
    seasonLength,
    batchesPerEpoch: Math.ceil(train.count / plan.training.batchSize),
    versions: { ...versions, node: process.versions.node },
    threads,
  };
}

/** Lends a training step, on as many threads as serve the plan, and ends them when `use` has settled. */
async function withTrainStep<R>(
  model: Model,
  plan: TrainablePlan,
  threads: number,
  use: (step: TrainStep) => Promise<R>,
): Promise<R> {
  const shards = countShards(plan, threads);
  const crew = shards > 1 ? await startShards(plan, shards) : null;
  try {
    const step =
      crew === null ? createTrainStep(model, plan.training) : createShardedTrainStep(model, plan.training, crew);
    try {
      return await use(step);
    } finally {
      step.dispose();
    }
  } finally {
    await crew?.close();
  }
}

interface LoopOptions extends Pick<TrainPlanOptions, 'signal' | 'server'> {
  readonly model: Model;
  readonly step: TrainStep;
  readonly plan: TrainablePlan;
  readonly prepared: PreparedForecasting;
}

function runLoop({ model, step, plan, prepared, signal, server }: LoopOptions): Promise<TrainLoopResult> {
  const { data, training } = plan;
  const { train, validation, scalers, maseScale } = prepared;
  const figures = { metrics: training.metrics, scaler: scalers.target, horizon: data.target.horizon, maseScale };
  return trainLoop({
    model,
    training,
    step,
    train,
    validation: validation.count > 0 ? validation : null,
    figures: () => createForecastFigures(figures),
    signal,
    clock: () => performance.now(),
    on: {
      batch: (event) => {
        server.emit('batch', event);
      },
      epoch: (event) => {
        server.emit('epoch', event);
      },
      checkpoint: (event) => {
        server.emit('checkpoint', event);
      },
    },
  });
}

function evaluateModel(
  model: Model,
  { training }: TrainablePlan,
  prepared: PreparedForecasting,
): Pick<EvaluateResult, 'evaluation' | 'forecasts'> {
  const predict = (split: WindowDataset): Float32Array | null =>
    split.count > 0 ? predictDataset(model, split, training.batchSize) : null;
  const [validation, test] = [predict(prepared.validation), predict(prepared.test)];
  return evaluateForecasts({ prepared, validation, test, metrics: training.metrics });
}
