export interface TrainingPlan {
  readonly epochs: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly seed: number;
  readonly loss: Loss;
  readonly metrics: readonly Metric[];
  readonly optimizer: OptimizerPlan;
  readonly learningRateSchedule: SchedulePlan | null;
  readonly reduceLROnPlateau: PlateauPlan | null;
  readonly earlyStopping: EarlyStoppingPlan | null;
  readonly checkpoint: CheckpointPlan | null;
  readonly initializeFrom: InitializePlan | null;
}

/** Of numbers. */
export type NumberLoss = 'meanSquaredError' | 'meanAbsoluteError' | 'huber' | 'logCosh';

/** The last one is that of whole sequences: no spec names it, it comes with a `crf` layer. */
export type Loss = NumberLoss | 'categoricalCrossentropy' | 'binaryCrossentropy' | 'negativeLogLikelihood';

export type ForecastMetric = 'mae' | 'mse' | 'rmse' | 'mape' | 'smape' | 'mase' | 'r2';

/** Figures of forecasts and regressions, classifications, taggings, translations and language models. */
export type Metric =
  | ForecastMetric
  | 'accuracy'
  | 'precision'
  | 'recall'
  | 'f1'
  | 'f1Micro'
  | 'f1Weighted'
  | 'crossentropy'
  | 'confusionMatrix'
  | 'tokenAccuracy'
  | 'entityPrecision'
  | 'entityRecall'
  | 'entityF1'
  | 'perplexity'
  | 'bleu'
  | 'bitsPerCharacter';

/** Metrics that are one number, which can be watched. */
export type MeasuredMetric = Exclude<Metric, 'confusionMatrix'>;

/** A figure of an epoch: of the training split (`loss`, `mae`) or of the validation split (`validationLoss`). */
export type Monitor = 'loss' | 'validationLoss' | MeasuredMetric | `validation${Capitalize<MeasuredMetric>}`;

export interface EarlyStoppingPlan {
  readonly monitor: Monitor;
  /** Epochs without improvement before training stops. */
  readonly patience: number;
  /** Smallest change that counts as an improvement. */
  readonly minDelta: number;
  readonly restoreBestWeights: boolean;
}

interface OptimizerBase {
  readonly learningRate: number;
  /** Each variable's gradient is scaled down to at most this norm. */
  readonly clipNorm: number | null;
  /** Each gradient value is clipped to `[-clipValue, clipValue]`. */
  readonly clipValue: number | null;
  /** All gradients together are scaled down to at most this norm (Pascanu et al. 2013). */
  readonly globalClipNorm: number | null;
  /** Decoupled weight decay a step (Loshchilov & Hutter 2019). */
  readonly weightDecay: number;
}

export type OptimizerPlan = OptimizerBase &
  (
    | { readonly type: 'sgd' }
    | { readonly type: 'momentum' | 'nesterov'; readonly momentum: number }
    | { readonly type: 'rmsprop'; readonly rho: number; readonly momentum: number; readonly epsilon: number }
    | { readonly type: 'adagrad'; readonly initialAccumulatorValue: number; readonly epsilon: number }
    | { readonly type: 'adadelta'; readonly rho: number; readonly epsilon: number }
    | {
        readonly type: 'adam' | 'adamax' | 'adamw';
        readonly beta1: number;
        readonly beta2: number;
        readonly epsilon: number;
      }
  );

/** How the learning rate changes; `step` counts batches from the start of the training. */
export type SchedulePlan = {
  /** Steps in which the learning rate rises from 0 before the schedule begins. */
  readonly warmupSteps: number;
} & (
  | { readonly type: 'constant' }
  | {
      readonly type: 'exponentialDecay' | 'inverseTimeDecay';
      readonly decaySteps: number;
      readonly decayRate: number;
      readonly staircase: boolean;
    }
  | { readonly type: 'cosineDecay'; readonly decaySteps: number; readonly alpha: number }
  | {
      readonly type: 'cosineDecayRestarts';
      readonly firstDecaySteps: number;
      readonly tMul: number;
      readonly mMul: number;
      readonly alpha: number;
    }
  | {
      readonly type: 'polynomialDecay';
      readonly decaySteps: number;
      readonly endLearningRate: number;
      readonly power: number;
      readonly cycle: boolean;
    }
  | {
      readonly type: 'piecewiseConstantDecay';
      readonly boundaries: readonly number[];
      readonly values: readonly number[];
    }
  | {
      readonly type: 'oneCycle';
      readonly maxLearningRate: number;
      readonly riseShare: number;
      readonly divFactor: number;
      readonly finalDivFactor: number;
    }
);

export interface PlateauPlan {
  readonly monitor: Monitor;
  readonly factor: number;
  /** Epochs without improvement before the learning rate falls. */
  readonly patience: number;
  readonly minDelta: number;
  /** Epochs of rest after each fall. */
  readonly cooldown: number;
  readonly minLearningRate: number;
}

export interface CheckpointPlan {
  readonly monitor: Monitor;
  readonly saveBestOnly: boolean;
  readonly everyEpochs: number;
}

export interface InitializePlan {
  /** Name or folder of the run whose weights are the first ones. */
  readonly run: string;
}
