import type { DataPlan, InputPlan, TargetPlan } from '../../contracts/dataPlan.ts';
import type { Plan, Task } from '../../contracts/plan.ts';
import type { AssertionPlan, ParameterSpace, ProbePlan, SearchPlan } from '../../contracts/searchPlan.ts';
import type { Loss, OptimizerPlan, TrainingPlan } from '../../contracts/trainingPlan.ts';
import type { Model } from './buildModel.ts';
import { total } from './shapes/sizes.ts';
import type { DataSpec, OptimizerSpec, ProbeSpec, SearchSpec, TrainingSpec } from './table/specTable.ts';
import { traitsOf } from './task.ts';

/** The sound parts of a spec. */
export interface PlanParts {
  readonly name: string;
  readonly task: Task;
  readonly data: DataSpec;
  readonly model: Model;
  readonly training: TrainingSpec;
  readonly search: SearchSpec | undefined;
  readonly probes: readonly ProbeSpec[];
  readonly assertions: readonly AssertionPlan[];
}

/** Puts together what a spec means. */
export function buildPlan(parts: PlanParts): Plan {
  const { name, task, data, model, training, search, probes, assertions } = parts;
  const { inputShape, layers } = model;
  const parameters = total(...layers.map((layer) => layer.parameters));
  const nonTrainable = total(...layers.map((layer) => layer.nonTrainable));
  return {
    name,
    task,
    data: dataPlan(data),
    model: { inputShape, layers, parameters, nonTrainable },
    training: trainingPlan(training, task, model),
    search: search === undefined ? null : searchPlan(search),
    probes: probes.map(probePlan),
    assert: assertions,
  };
}

function dataPlan(data: DataSpec): DataPlan {
  const {
    source,
    delimiter,
    time,
    timeFormat,
    groupBy,
    split,
    missingValueStrategy,
    fillValue,
    classWeight,
    augmentation,
  } = data;
  return {
    source,
    delimiter: delimiter ?? null,
    time: time ?? null,
    timeFormat: timeFormat ?? null,
    groupBy: groupBy ?? null,
    input: inputPlan(data.input),
    target: targetPlan(data),
    missingValueStrategy:
      missingValueStrategy === 'fill_with_const'
        ? { type: missingValueStrategy, fillValue: fillValue ?? 0 }
        : { type: missingValueStrategy },
    split: split.type === 'stratify' ? { ...split, column: split.column ?? null } : split,
    classWeight: classWeight ?? null,
    augmentation,
  };
}

type TextSpec = Extract<DataSpec['input'] | DataSpec['target'], { readonly type: 'text' }>;

function inputPlan(input: DataSpec['input']): InputPlan {
  if (input.type !== 'text') return input;
  return { ...input, ...textSizes(input), pretrainedEmbeddings: input.pretrainedEmbeddings ?? null };
}

function textSizes(text: TextSpec) {
  return {
    column: text.column ?? null,
    maxTokens: text.maxTokens ?? null,
    maxSequenceLength: text.maxSequenceLength ?? null,
  };
}

function targetPlan({ input, target }: DataSpec): TargetPlan {
  switch (target.type) {
    case 'timeseries': {
      const own = 'normalization' in input ? input.normalization : ({ type: 'zscore' } as const);
      const { seasonLength = null, normalization = own } = target;
      return { ...target, seasonLength, normalization };
    }
    case 'category':
    case 'tags':
      return { type: target.type, column: target.column ?? null };
    case 'text':
      return { ...target, ...textSizes(target) };
    case 'number':
    case 'next':
      return target;
  }
}

function trainingPlan(training: TrainingSpec, task: Task, model: Model): TrainingPlan {
  const { defaultMetrics } = traitsOf(task);
  return {
    epochs: training.epochs,
    batchSize: training.batchSize,
    shuffle: training.shuffle,
    seed: training.seed,
    loss: training.loss ?? lossOf(task, model),
    metrics: training.metrics ?? defaultMetrics,
    optimizer: optimizerPlan(training.optimizer),
    learningRateSchedule: training.learningRateSchedule ?? null,
    reduceLROnPlateau: training.reduceLROnPlateau ?? null,
    earlyStopping: training.earlyStopping ?? null,
    checkpoint: training.checkpoint ?? null,
    initializeFrom: training.initializeFrom === undefined ? null : { run: training.initializeFrom.run },
  };
}

/** The loss that follows from the task and the last layer. */
function lossOf(task: Task, { layers }: Model): Loss {
  const last = layers.at(-1)?.config;
  if (last?.type === 'crf') return 'negativeLogLikelihood';
  if (task === 'classification' && last?.type === 'dense' && last.activation === 'sigmoid') return 'binaryCrossentropy';
  return traitsOf(task).losses[0] ?? 'meanSquaredError';
}

function optimizerPlan(optimizer: OptimizerSpec): OptimizerPlan {
  const { clipNorm = null, clipValue = null, globalClipNorm = null } = optimizer;
  return { ...optimizer, clipNorm, clipValue, globalClipNorm };
}

function searchPlan(search: SearchSpec): SearchPlan {
  const { parameters, crossValidation, ...rest } = search;
  const spaces = Object.entries(parameters).map(([path, space]) => [path, spaceOf(space)] as const);
  const folds =
    crossValidation?.type === 'timeSeries'
      ? { ...crossValidation, testSize: crossValidation.testSize ?? null }
      : (crossValidation ?? null);
  return { ...rest, parameters: Object.fromEntries(spaces), crossValidation: folds };
}

function spaceOf(spec: SearchSpec['parameters'][string]): ParameterSpace {
  const { space, values = [], min = 0, max = 0, step } = spec;
  if (space === 'choice') return { space, values };
  return { space, min, max, step: step ?? (space === 'int' ? 1 : null) };
}

function probePlan({ name, everyEpochs, select, count = 1, text, rows }: ProbeSpec): ProbePlan {
  if (text !== undefined) return { name, everyEpochs, text };
  if (rows !== undefined) return { name, everyEpochs, rows };
  return { name, everyEpochs, select: select ?? 'first', count };
}
