/**
 * What this version of the engine trains: the part of `contracts/plan.ts` that it reads, every default written out. Types
 * of the same name are narrower here.
 * `core/spec` makes it from a document; nothing in it needs the document again.
 */
export interface TrainablePlan {
  /** Title for people, from the spec's `name` or its file name. */
  readonly name: string;
  readonly task: 'forecasting';
  readonly data: DataPlan;
  readonly model: ModelPlan;
  readonly training: TrainingPlan;
}

/** Sizes of a tensor; `null` is a size known only at run time (the batch). */
export type Shape = readonly (number | null)[];

// ---- data ----------------------------------------------------------------------------------------------------------

export interface DataPlan {
  /** Path of the csv file, relative to the spec's folder, or absolute. */
  readonly source: string;
  /** One character, or `null`: comma, semicolon or tab, whichever the header line uses. */
  readonly delimiter: string | null;
  /** Column with the time stamps, or `null`: rows are one step apart and have no dates. */
  readonly time: string | null;
  readonly input: TimeseriesInputPlan;
  readonly target: TimeseriesTargetPlan;
  readonly missingValueStrategy: MissingValueStrategy;
  readonly split: TimeSplitPlan;
}

export interface TimeseriesInputPlan {
  readonly type: 'timeseries';
  readonly columns: readonly string[];
  /** Timesteps that the model sees at once. */
  readonly windowSize: number;
  /** Rows between the starts of two consecutive windows. */
  readonly stride: number;
  /** Rows between two consecutive timesteps inside a window. */
  readonly samplingRate: number;
  readonly normalization: NormalizationPlan;
}

export interface TimeseriesTargetPlan {
  readonly type: 'timeseries';
  readonly columns: readonly string[];
  /** Timesteps to predict after the window. */
  readonly horizon: number;
  /** Timesteps of one season for the seasonal naive baseline and MASE; `null`: taken from the spacing of the time stamps. */
  readonly seasonLength: number | null;
  readonly normalization: NormalizationPlan;
}

export type NormalizationPlan =
  | { readonly type: 'minmax'; readonly range: readonly [number, number] }
  | { readonly type: 'zscore' }
  | { readonly type: 'robust' }
  | { readonly type: 'log1p' }
  | { readonly type: 'none' };

export type MissingValueStrategy =
  | { readonly type: 'error' | 'drop_row' | 'ffill' | 'bfill' | 'interpolate' | 'fill_with_mean' }
  | { readonly type: 'fill_with_const'; readonly fillValue: number };

export interface TimeSplitPlan {
  readonly type: 'time';
  /** Shares of train, validation and test, in the order of time; they add up to 1. */
  readonly probabilities: readonly [number, number, number];
  /** Rows left out between two splits. */
  readonly gap: number;
}

// ---- model ---------------------------------------------------------------------------------------------------------

export interface ModelPlan {
  /** Shape of the data as the first layer sees it: `[null, windowSize, columns]`. */
  readonly inputShape: Shape;
  /** In the order of computation. The head that follows from the task is the last one. */
  readonly layers: readonly LayerPlan[];
  /** Trainable parameters of all layers together. */
  readonly parameters: number;
}

export interface LayerPlan {
  /** Unique in the model, as in Keras: `lstm`, `lstm_1`, …, or the name given in the spec. */
  readonly name: string;
  readonly config: LayerConfig;
  readonly inputShape: Shape;
  readonly outputShape: Shape;
  /** Trainable parameters. */
  readonly parameters: number;
  /** Index in the spec's `layers`, or `null` for the head that follows from the task. */
  readonly specIndex: number | null;
}

export type LayerConfig = RecurrentConfig | DenseConfig | DropoutConfig;
export type RecurrentConfig = LstmConfig | GruConfig | SimpleRnnConfig;

export interface RecurrentBase {
  readonly units: number;
  readonly returnSequences: boolean;
  readonly bidirectional: boolean;
  /** How the two directions are joined; without effect unless `bidirectional`. */
  readonly mergeMode: MergeMode;
  readonly goBackwards: boolean;
  readonly useBias: boolean;
  readonly activation: Activation;
  /** Share of the inputs set to 0 while training, the same ones at every timestep (Gal & Ghahramani 2016). */
  readonly dropout: number;
  /** Share of the recurrent state set to 0 while training, the same units at every timestep. */
  readonly recurrentDropout: number;
  readonly kernelInitializer: Initializer;
  readonly recurrentInitializer: Initializer;
  readonly biasInitializer: Initializer;
  /** How it is computed: TensorFlow's fused cell kernels, or step by step with tfjs operations. */
  readonly kernel: 'fused' | 'stepwise';
}

export interface LstmConfig extends RecurrentBase {
  readonly type: 'lstm';
  readonly recurrentActivation: Activation;
  /** First value of the forget gate's bias (Jozefowicz et al. 2015): 1 with `unitForgetBias`, unless given. */
  readonly forgetBias: number;
  /** Gates also see the cell state (Gers & Schmidhuber 2000). */
  readonly peephole: boolean;
}

export interface GruConfig extends RecurrentBase {
  readonly type: 'gru';
  readonly recurrentActivation: Activation;
  /** `true`: the reset gate acts after the recurrent product (CuDNN, Keras); `false`: before it (Cho et al. 2014). */
  readonly resetAfter: boolean;
}

export interface SimpleRnnConfig extends RecurrentBase {
  readonly type: 'simpleRNN';
}

export interface DenseConfig {
  readonly type: 'dense';
  readonly units: number;
  readonly activation: Activation;
  readonly useBias: boolean;
  readonly kernelInitializer: Initializer;
  readonly biasInitializer: Initializer;
}

export interface DropoutConfig {
  readonly type: 'dropout';
  /** Share of the values set to 0 while training. */
  readonly rate: number;
}

export type MergeMode = 'concat' | 'sum' | 'mul' | 'ave';

/** As Keras 3 defines them: `hardSigmoid` is relu6(x + 3) / 6. */
export type Activation =
  'linear' | 'tanh' | 'sigmoid' | 'hardSigmoid' | 'relu' | 'elu' | 'selu' | 'softplus' | 'softsign' | 'softmax';

export type Initializer =
  | 'zeros'
  | 'ones'
  | 'glorotUniform'
  | 'glorotNormal'
  | 'heUniform'
  | 'heNormal'
  | 'lecunUniform'
  | 'lecunNormal'
  | 'orthogonal';

// ---- training ------------------------------------------------------------------------------------------------------

export interface TrainingPlan {
  readonly epochs: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  readonly seed: number;
  readonly loss: Loss;
  readonly metrics: readonly ForecastMetric[];
  readonly optimizer: OptimizerPlan;
  readonly earlyStopping: EarlyStoppingPlan | null;
}

export type Loss = 'meanSquaredError' | 'meanAbsoluteError' | 'huber' | 'logCosh';

export type ForecastMetric = 'mae' | 'mse' | 'rmse' | 'mape' | 'smape' | 'mase' | 'r2';

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

export interface EarlyStoppingPlan {
  readonly monitor: Monitor;
  /** Epochs without improvement before training stops. */
  readonly patience: number;
  /** Smallest change that counts as an improvement. */
  readonly minDelta: number;
  readonly restoreBestWeights: boolean;
}

/** A figure of an epoch: of the training split (`loss`, `mae`) or of the validation split (`validationLoss`, `validationMae`). */
export type Monitor = 'loss' | 'validationLoss' | ForecastMetric | `validation${Capitalize<ForecastMetric>}`;
