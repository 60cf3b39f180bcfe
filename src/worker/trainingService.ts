import { performance } from 'node:perf_hooks';
import type { Plan } from '../contracts/plan.ts';
import type { Server } from '../contracts/rpc.ts';
import type {
  EvaluateParams,
  EvaluateResult,
  PreparedData,
  SplitSizes,
  TrainingApi,
  TrainParams,
  TrainResult,
} from '../contracts/training.ts';
import { countBatches, trainingOrder } from '../core/data/batches.ts';
import type { PreparedTask } from '../core/tasks/preparedTask.ts';
import { answerDataset, type Questions } from '../engine/answerDataset.ts';
import type { Model } from '../engine/buildModel.ts';
import { loadWeights } from '../engine/checkpoint.ts';
import { createObjective } from '../engine/objective.ts';
import { countAnsweringShards, countShards } from '../engine/shards/countShards.ts';
import { createShardedTrainStep } from '../engine/shards/shardedTrainStep.ts';
import type { ShardCrew } from '../engine/shards/shareRound.ts';
import { versions } from '../engine/tensorflow.ts';
import { trainLoop } from '../engine/trainLoop.ts';
import type { TrainLoopResult } from '../engine/trainLoop.ts';
import { createTrainStep, type TrainStep } from '../engine/trainStep.ts';
import { fittedToBeginWith, giveFirstWeights } from './firstWeights.ts';
import type { TaskOnDisk } from './prepareTask.ts';
import { startShards } from './startShards.ts';
import type { StopSignal } from './stopSignal.ts';
import { withModel, withTask } from './withTask.ts';

export { keepLoaded } from '../engine/keepLoaded.ts';
export { inspectGates } from './inspect/inspectGates.ts';
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
  return withTask({ plan, baseDirectory, fitted: fittedToBeginWith(params) }, async (prepared) => {
    const { task } = prepared;
    return withModel(plan, task, async (model) => {
      const takenOver = await giveFirstWeights(model, params, task);
      server.emit('fitted', task.fitted);
      server.emit('prepared', { ...describeData(plan, prepared, threads), ...(takenOver !== null && { takenOver }) });
      return withCrew(model, plan, countShards(model.plan, plan, threads), async (crew) => {
        const result = await runLoop({ model, crew, plan, task, signal, server });
        signal.startEvaluation();
        const judged = await evaluateModel({ model, crew, plan, task }, () => signal.abandoned);
        return judged === null ? { ...result, ...UNJUDGED } : { ...result, ...judged };
      });
    });
  });
}

/** A run whose evaluation a person has ended. */
const UNJUDGED = { status: 'stopped', evaluation: null, predictions: null } as const;

/** Evaluates saved weights on the data as it is now, prepared as it was for the training, on so many cores at most. */
export async function evaluateWeights(params: EvaluateParams, threads = 1): Promise<EvaluateResult> {
  const { plan, weights } = params;
  return withTask(params, ({ task, fingerprint }) =>
    withModel(plan, task, async (model) => {
      loadWeights(model, weights);
      const examples = sizesOf(task);
      const judged = examples.validation + examples.test;
      const shards = countAnsweringShards(model.plan, { ...plan, examples: judged }, threads);
      return withCrew(model, plan, shards, async (crew) => {
        const said = await evaluateModel({ model, crew, plan, task }, () => false);
        if (said === null) throw new Error('Nobody could stop this evaluation');
        return { fingerprint, examples, ...said };
      });
    }),
  );
}

function describeData(plan: Plan, { task, fingerprint }: TaskOnDisk, threads: number): PreparedData {
  const { rows, sizes, cut, notes = [] } = task;
  const examples = sizesOf(task);
  return {
    fingerprint,
    rows,
    examples,
    ...(cut !== undefined && { cut }),
    batchesPerEpoch: countBatches(task.train, trainingOrder(plan.model, plan.training)),
    sizes,
    notes,
    versions: { ...versions, node: process.versions.node },
    threads,
  };
}

function sizesOf({ train, validation, test }: PreparedTask): SplitSizes {
  return { train: train.count, validation: validation?.count ?? 0, test: test?.count ?? 0 };
}

/** Lends the threads that share the work with this one, `null` for one shard, and ends them when `use` has settled. */
async function withCrew<R>(
  model: Model,
  { training }: Plan,
  shards: number,
  use: (crew: ShardCrew | null) => Promise<R>,
): Promise<R> {
  if (shards === 1) return use(null);
  const crew = await startShards({ model: model.plan, training }, shards);
  try {
    return await use(crew);
  } finally {
    await crew.close();
  }
}

/** A model, its data, and the threads that share the work with this one. */
interface Work {
  readonly model: Model;
  readonly crew: ShardCrew | null;
  readonly plan: Plan;
  readonly task: PreparedTask;
}

async function runLoop(options: Work & Pick<TrainPlanOptions, 'signal' | 'server'>): Promise<TrainLoopResult> {
  const { model, crew, plan } = options;
  const step =
    crew === null ? createTrainStep(model, plan.training) : createShardedTrainStep(model, plan.training, crew);
  try {
    return await runSteps(step, options);
  } finally {
    step.dispose();
  }
}

function runSteps(
  step: TrainStep,
  { model, crew, plan, task, signal, server }: Parameters<typeof runLoop>[0],
): Promise<TrainLoopResult> {
  const { train, validation } = task;
  return trainLoop({
    model,
    training: plan.training,
    step,
    crew,
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
  { model, crew, plan: { training }, task }: Work,
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
      crew,
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
