import { performance } from 'node:perf_hooks';
import type { Plan } from '../contracts/plan.ts';
import type { Server } from '../contracts/rpc.ts';
import type {
  EvaluateParams,
  EvaluateResult,
  PreparedData,
  TrainingApi,
  TrainParams,
  TrainResult,
} from '../contracts/training.ts';
import { resolveModel } from '../core/spec/resolveModel.ts';
import type { PreparedTask } from '../core/tasks/preparedTask.ts';
import { answerDataset, type Questions } from '../engine/answerDataset.ts';
import { buildModel, type Model } from '../engine/buildModel.ts';
import { loadWeights } from '../engine/checkpoint.ts';
import { createObjective } from '../engine/objective.ts';
import { countShards } from '../engine/shards/countShards.ts';
import { createShardedTrainStep } from '../engine/shards/shardedTrainStep.ts';
import { versions } from '../engine/tensorflow.ts';
import { trainLoop } from '../engine/trainLoop.ts';
import type { TrainLoopResult } from '../engine/trainLoop.ts';
import { createTrainStep, type TrainStep } from '../engine/trainStep.ts';
import { fittedToBeginWith, giveFirstWeights } from './firstWeights.ts';
import { prepareTask, type TaskOnDisk } from './prepareTask.ts';
import { startShards } from './startShards.ts';
import type { StopSignal } from './stopSignal.ts';

export { keepLoaded } from '../engine/keepLoaded.ts';
export { answerQuestion } from './predict/answerQuestion.ts';

export interface TrainPlanOptions {
  readonly params: TrainParams;
  /** Cores that may be used. */
  readonly threads: number;
  readonly signal: StopSignal;
  readonly server: Pick<Server<TrainingApi>, 'emit'>;
}

/** Reads the data of a plan, trains its model, and evaluates it. Every tensor is freed when it settles. */
export async function trainPlan({ params, threads, signal, server }: TrainPlanOptions): Promise<TrainResult> {
  const { plan, baseDirectory } = params;
  const prepared = await prepareTask(plan, baseDirectory, fittedToBeginWith(params));
  const { task } = prepared;
  server.emit('fitted', task.fitted);
  server.emit('prepared', describeData(plan, prepared, threads));
  const model = buildModel(resolveModel(plan.model, task.sizes), plan.training.seed);
  try {
    await giveFirstWeights(model, params, task);
    const result = await withTrainStep(model, plan, threads, (step) =>
      runLoop({ model, step, plan, task, signal, server }),
    );
    signal.startEvaluation();
    const judged = await evaluateModel(model, plan, task, () => signal.abandoned);
    return judged === null ? { ...result, ...UNJUDGED } : { ...result, ...judged };
  } finally {
    model.dispose();
    await prepared.close?.();
  }
}

/** A run whose evaluation a person has ended. */
const UNJUDGED = { status: 'stopped', evaluation: null, predictions: null } as const;

/** Evaluates saved weights on the data as it is now, prepared as it was for the training. */
export async function evaluateWeights(params: EvaluateParams): Promise<EvaluateResult> {
  const { plan, baseDirectory, weights, fitted } = params;
  const { task, fingerprint, close } = await prepareTask(plan, baseDirectory, fitted);
  const model = buildModel(resolveModel(plan.model, task.sizes), plan.training.seed);
  try {
    loadWeights(model, weights);
    const judged = await evaluateModel(model, plan, task, () => false);
    if (judged === null) throw new Error('Nobody could stop this evaluation');
    return { fingerprint, ...judged };
  } finally {
    model.dispose();
    await close?.();
  }
}

function describeData(plan: Plan, { task, fingerprint }: TaskOnDisk, threads: number): PreparedData {
  const { train, validation, test, rows, sizes } = task;
  return {
    fingerprint,
    rows,
    examples: { train: train.count, validation: validation?.count ?? 0, test: test?.count ?? 0 },
    batchesPerEpoch: Math.ceil(train.count / plan.training.batchSize),
    sizes,
    versions: { ...versions, node: process.versions.node },
    threads,
  };
}

/** Lends a training step, on as many threads as serve the plan, and ends them when `use` has settled. */
async function withTrainStep<R>(
  model: Model,
  plan: Plan,
  threads: number,
  use: (step: TrainStep) => Promise<R>,
): Promise<R> {
  const shards = countShards(model.plan, plan, threads);
  const crew = shards > 1 ? await startShards({ model: model.plan, training: plan.training }, shards) : null;
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
  readonly plan: Plan;
  readonly task: PreparedTask;
}

function runLoop({ model, step, plan, task, signal, server }: LoopOptions): Promise<TrainLoopResult> {
  const { train, validation } = task;
  return trainLoop({
    model,
    training: plan.training,
    step,
    train,
    validation,
    figures: () => task.figures(),
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

/** `null` where it was stopped on the way: half a split says nothing. */
async function evaluateModel(
  model: Model,
  { training }: Plan,
  task: PreparedTask,
  isStopped: () => boolean,
): Promise<Pick<EvaluateResult, 'evaluation' | 'predictions'> | null> {
  const evaluator = task.evaluator();
  const objective = createObjective(training.loss, model.plan);
  for (const split of ['validation', 'test'] as const) {
    const dataset = task[split];
    if (dataset === null) continue;
    const ask = evaluator.ask?.bind(evaluator, split);
    const questions: Questions = {
      model,
      objective,
      dataset,
      batchSize: training.batchSize,
      signal: {
        get stopped() {
          return isStopped();
        },
      },
      ask: ask && (({ examples, batch }, predict) => ask(examples, batch, predict)),
    };
    const complete = await answerDataset(questions, ({ examples, batch, answers }) => {
      evaluator.add(split, examples, batch, answers);
    });
    if (!complete) return null;
  }
  return evaluator.finish();
}
