import type { NamedSize } from './namedSize.ts';

/** What a layer computes, with every default written out; `null` where the absence of a key means something. */
export type LayerConfig =
  | RecurrentConfig
  | ConvLstm2dConfig
  | EmbeddingConfig
  | DenseConfig
  | DropoutConfig
  | ConvolutionConfig
  | PoolingConfig
  | ShapingConfig
  | TimeDistributedConfig
  | NormalizingConfig
  | ActivationConfig
  | MaskingConfig
  | AttentionConfig
  | MergingConfig
  | CrfConfig
  | DecoderConfig;

/** Shares of the penalty that is added to the loss: l1 · Σ|w| + l2 · Σw². */
export interface RegularizerPlan {
  readonly l1: number;
  readonly l2: number;
}

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
  /** How it is computed: by our kernels over whole sequences, or step by step with tfjs operations. */
  readonly kernel: 'fused' | 'stepwise';
  /** Whether the last state of a batch is the first one of the next. */
  readonly stateful: boolean;
  readonly kernelRegularizer: RegularizerPlan | null;
  readonly recurrentRegularizer: RegularizerPlan | null;
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

export type MergeMode = 'concat' | 'sum' | 'mul' | 'ave';

/** As Keras 3 defines them: `hardSigmoid` is relu6(x + 3) / 6, `gelu` the exact one, `leakyRelu` falls by 0.2. */
export type Activation =
  | 'linear'
  | 'tanh'
  | 'sigmoid'
  | 'hardSigmoid'
  | 'relu'
  | 'relu6'
  | 'leakyRelu'
  | 'elu'
  | 'selu'
  | 'gelu'
  | 'silu'
  | 'hardSilu'
  | 'mish'
  | 'softplus'
  | 'softsign'
  | 'exponential'
  | 'softmax';

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

/** Two sizes of an image: rows, then columns. */
export type Pair = readonly [number, number];

export type Padding = 'valid' | 'same';

export interface ConvLstm2dConfig {
  readonly type: 'convLstm2d';
  readonly filters: number;
  readonly kernelSize: Pair;
  readonly strides: Pair;
  readonly padding: Padding;
  readonly dilationRate: Pair;
  readonly returnSequences: boolean;
  readonly goBackwards: boolean;
  readonly stateful: boolean;
  readonly useBias: boolean;
  readonly unitForgetBias: boolean;
  readonly activation: Activation;
  readonly recurrentActivation: Activation;
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly kernelInitializer: Initializer;
  readonly recurrentInitializer: Initializer;
  readonly biasInitializer: Initializer;
}

export type EmbeddingInitializer = Initializer | 'randomUniform' | 'randomNormal';

export interface EmbeddingConfig {
  readonly type: 'embedding';
  /** Number of different tokens, or `vocabulary`: as many as the training rows hold. */
  readonly inputDim: number | 'vocabulary';
  readonly outputDim: number;
  readonly maskZero: boolean;
  readonly embeddingsInitializer: EmbeddingInitializer;
}

export interface DenseConfig {
  readonly type: 'dense';
  /** A head's units may follow from the data: `classes`, `tags`, `vocabulary`. */
  readonly units: number | NamedSize;
  readonly activation: Activation;
  readonly useBias: boolean;
  readonly kernelInitializer: Initializer;
  readonly biasInitializer: Initializer;
  readonly kernelRegularizer: RegularizerPlan | null;
}

export interface DropoutConfig {
  readonly type: 'dropout' | 'spatialDropout1d';
  /** Share of the values, or of whole features, set to 0 while training. */
  readonly rate: number;
}

interface ConvolutionBase {
  readonly filters: number;
  readonly activation: Activation;
  readonly useBias: boolean;
  readonly kernelInitializer: Initializer;
  readonly biasInitializer: Initializer;
  readonly groups: number;
}

export interface Conv1dConfig extends ConvolutionBase {
  readonly type: 'conv1d';
  readonly kernelSize: number;
  readonly strides: number;
  readonly padding: Padding | 'causal';
  readonly dilationRate: number;
}

export interface Conv2dConfig extends ConvolutionBase {
  readonly type: 'conv2d';
  readonly kernelSize: Pair;
  readonly strides: Pair;
  readonly padding: Padding;
  readonly dilationRate: Pair;
}

export type ConvolutionConfig = Conv1dConfig | Conv2dConfig;

export interface Pooling1dConfig {
  readonly type: 'maxPooling1d' | 'averagePooling1d';
  readonly poolSize: number;
  readonly strides: number;
  readonly padding: Padding;
}

export interface Pooling2dConfig {
  readonly type: 'maxPooling2d' | 'averagePooling2d';
  readonly poolSize: Pair;
  readonly strides: Pair;
  readonly padding: Padding;
}

export interface GlobalPoolingConfig {
  readonly type: 'globalMaxPooling1d' | 'globalMaxPooling2d' | 'globalAveragePooling1d' | 'globalAveragePooling2d';
  readonly keepDims: boolean;
}

export type PoolingConfig = Pooling1dConfig | Pooling2dConfig | GlobalPoolingConfig;

export type ShapingConfig =
  | { readonly type: 'flatten' }
  | { readonly type: 'reshape'; readonly targetShape: readonly number[] }
  | { readonly type: 'repeatVector'; readonly times: number };

export interface TimeDistributedConfig {
  readonly type: 'timeDistributed';
  /** What is computed at every timestep alike. */
  readonly layer: LayerConfig;
}

export interface BatchNormalizationConfig {
  readonly type: 'batchNormalization';
  /** Share of the old running mean and variance that every batch keeps. */
  readonly momentum: number;
  readonly epsilon: number;
  readonly center: boolean;
  readonly scale: boolean;
}

export interface LayerNormalizationConfig {
  readonly type: 'layerNormalization';
  readonly epsilon: number;
  readonly center: boolean;
  readonly scale: boolean;
}

export type NormalizingConfig = BatchNormalizationConfig | LayerNormalizationConfig;

export interface ActivationConfig {
  readonly type: 'activation';
  readonly activation: Activation;
}

export interface MaskingConfig {
  readonly type: 'masking';
  readonly maskValue: number;
}

export type AttentionConfig =
  | {
      readonly type: 'attention';
      readonly score: 'dot' | 'additive';
      readonly useScale: boolean;
      readonly causal: boolean;
      readonly dropout: number;
    }
  | {
      readonly type: 'multiHeadAttention';
      readonly numHeads: number;
      readonly keyDim: number;
      readonly valueDim: number;
      readonly useBias: boolean;
      readonly causal: boolean;
      readonly dropout: number;
    }
  | {
      readonly type: 'transformerEncoder';
      readonly numHeads: number;
      readonly intermediateDim: number;
      readonly activation: Activation;
      readonly normalizeFirst: boolean;
      readonly epsilon: number;
      readonly causal: boolean;
      readonly dropout: number;
    }
  | { readonly type: 'positionalEmbedding'; readonly encoding: 'learned' | 'sinusoidal' };

export type MergingConfig =
  { readonly type: 'concatenate'; readonly axis: number } | { readonly type: 'add' | 'multiply' };

/**
 * Scores of tags at each timestep, judged and chosen as whole sequences. No spec has it among its layers: it follows from
 * the target, and reads the tokens of the input beside the scores.
 */
export interface CrfConfig {
  readonly type: 'crf';
}

export interface DecoderConfig {
  readonly type: 'decoder';
  readonly cell: 'lstm' | 'gru';
  readonly units: number;
  readonly attention: 'none' | 'dot' | 'additive';
  /** Number of different tokens of the target. */
  readonly inputDim: number | 'targetVocabulary';
  /** Size of the vector that stands for a token of the target. */
  readonly embeddingDim: number;
  /** Share of steps that are shown the true token while training, and what it is multiplied by after every epoch. */
  readonly teacherForcing: { readonly ratio: number; readonly decay: number };
  readonly beamWidth: number;
  readonly lengthPenalty: number;
}
