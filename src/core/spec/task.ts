import type { NamedSize } from '../../contracts/namedSize.ts';
import type { Task } from '../../contracts/plan.ts';
import type { Loss, Metric } from '../../contracts/trainingPlan.ts';
import type { Activation } from '../../contracts/layerConfigs.ts';
import type { BaselineName } from '../../contracts/evaluation.ts';
import type { DataSpec } from './table/specTable.ts';

type InputType = DataSpec['input']['type'];
type TargetType = DataSpec['target']['type'];

/** What follows from the type of the target: the task, and the inputs that it can be learned from. */
const tasks: Readonly<Record<TargetType, { readonly task: Task; readonly inputs: readonly InputType[] }>> = {
  timeseries: { task: 'forecasting', inputs: ['timeseries'] },
  number: { task: 'regression', inputs: ['timeseries', 'text', 'image', 'video', 'vector'] },
  category: { task: 'classification', inputs: ['timeseries', 'text', 'image', 'video'] },
  tags: { task: 'tagging', inputs: ['text'] },
  text: { task: 'translation', inputs: ['text'] },
  next: { task: 'languageModel', inputs: ['text'] },
};

/** The task that follows from the types of input and target; `null` where they do not go together. */
export function taskOf({ input, target }: DataSpec): Task | null {
  const { task, inputs } = tasks[target.type];
  return inputs.includes(input.type) ? task : null;
}

/** The types of target that can be learned from a type of input. */
export function targetsOf(input: InputType): readonly TargetType[] {
  // The keys of the record are its type's.
  return (Object.keys(tasks) as TargetType[]).filter((target) => tasks[target].inputs.includes(input));
}

/** What a task brings along. */
export interface TaskTraits {
  /** Losses that fit, the default first. */
  readonly losses: readonly Loss[];
  /** Metrics that fit. */
  readonly metrics: readonly Metric[];
  readonly defaultMetrics: readonly Metric[];
  /** What a model is compared with. */
  readonly baselines: readonly BaselineName[];
}

const numberLosses: readonly Loss[] = ['meanSquaredError', 'meanAbsoluteError', 'huber', 'logCosh'];

const traits: Readonly<Record<Task, TaskTraits>> = {
  forecasting: {
    losses: numberLosses,
    metrics: ['mae', 'mse', 'rmse', 'mape', 'smape', 'mase', 'r2'],
    defaultMetrics: ['mae', 'rmse', 'mape', 'smape', 'mase'],
    baselines: ['naive', 'seasonalNaive', 'drift'],
  },
  regression: {
    losses: numberLosses,
    metrics: ['mae', 'mse', 'rmse', 'mape', 'smape', 'r2'],
    defaultMetrics: ['mae', 'rmse', 'r2'],
    baselines: ['mean'],
  },
  classification: {
    losses: ['categoricalCrossentropy', 'binaryCrossentropy'],
    metrics: ['accuracy', 'precision', 'recall', 'f1', 'f1Micro', 'f1Weighted', 'crossentropy', 'confusionMatrix'],
    defaultMetrics: ['accuracy', 'precision', 'recall', 'f1', 'confusionMatrix'],
    baselines: ['majority'],
  },
  tagging: {
    losses: ['categoricalCrossentropy'],
    metrics: [
      ...(['tokenAccuracy', 'entityPrecision', 'entityRecall', 'entityF1'] as const),
      ...(['f1Micro', 'f1Weighted', 'crossentropy'] as const),
    ],
    defaultMetrics: ['tokenAccuracy', 'entityPrecision', 'entityRecall', 'entityF1'],
    baselines: ['majority', 'mostFrequentTag'],
  },
  translation: {
    losses: ['categoricalCrossentropy'],
    metrics: ['tokenAccuracy', 'perplexity', 'bleu'],
    defaultMetrics: ['tokenAccuracy', 'perplexity', 'bleu'],
    baselines: ['copy'],
  },
  languageModel: {
    losses: ['categoricalCrossentropy'],
    metrics: ['tokenAccuracy', 'perplexity', 'bitsPerCharacter'],
    defaultMetrics: ['perplexity', 'bitsPerCharacter'],
    baselines: ['unigram'],
  },
};

/** Losses, metrics and baselines of a task. */
export function traitsOf(task: Task): TaskTraits {
  return traits[task];
}

/** The layer that a task needs at the end of a model. */
export interface Head {
  readonly units: number | NamedSize;
  readonly activation: Activation;
  /** Whether there is an answer at every timestep: `[batch, time, units]`, else `[batch, units]`. */
  readonly everyStep: boolean;
  /** Whether the answers of a sequence are chosen together, by a `crf` layer behind it; left out: each on its own. */
  readonly chained?: boolean;
}

/** Whether the tags of a sequence are chosen together. */
export function chainsTags(target: DataSpec['target']): boolean {
  return target.type === 'tags' && target.crf;
}

/** The head that follows from the types of the data; a binary loss asks for a single output. */
export function headOf(task: Task, { target }: DataSpec, loss: Loss | undefined): Head {
  switch (task) {
    case 'forecasting': {
      const steps = target.type === 'timeseries' && target.strategy === 'direct' ? target.horizon : 1;
      const units = target.type === 'timeseries' ? steps * target.columns.length : 1;
      return { units, activation: 'linear', everyStep: false };
    }
    case 'regression':
      return { units: 1, activation: 'linear', everyStep: false };
    case 'classification':
      return loss === 'binaryCrossentropy'
        ? { units: 1, activation: 'sigmoid', everyStep: false }
        : { units: 'classes', activation: 'softmax', everyStep: false };
    case 'tagging':
      return chainsTags(target)
        ? { units: 'tags', activation: 'linear', everyStep: true, chained: true }
        : { units: 'tags', activation: 'softmax', everyStep: true };
    case 'translation':
      return { units: 'targetVocabulary', activation: 'softmax', everyStep: true };
    case 'languageModel':
      return { units: 'vocabulary', activation: 'softmax', everyStep: true };
  }
}
