import type { Activation, LayerConfig, Pair } from '../../src/contracts/layerConfigs.ts';
import type { KnownShape } from '../../src/contracts/plan.ts';
import { activationOf } from './activationNames.ts';
import type { KerasConfig } from './fixture.ts';
import { classNamed, readArguments } from './kerasArguments.ts';
import { innerLayers, type KerasLayer } from './kerasLayer.ts';
import { bidirectionalConfig, convLstm2dConfig, recurrentConfig } from './recurrentConfig.ts';
import { checkSize, first, hasBias, isLastAxis, penalty, readWeights, sliding2d, zeros } from './readLayer.ts';

/** What a layer reads and is asked for. */
export interface Surroundings {
  /** Shape of the first tensor that it reads. */
  readonly shape: KnownShape;
  /** Whether its states are given, or read at the end: those of a batch before and a batch after. */
  readonly carries: boolean;
}

/** The language's layer that computes what a Keras layer does; sizes are those of its weights. Fails for all that it cannot. */
export function toConfig(layer: KerasLayer, surroundings: Surroundings): LayerConfig {
  const className = classNamed(layer.className);
  const config = readArguments(className, layer.config);
  const { shape, carries } = surroundings;
  const rank = shape.length;
  switch (className) {
    case 'LSTM':
    case 'GRU':
    case 'SimpleRNN':
      return recurrentConfig({ ...layer, config }, { mergeMode: null, carries });
    case 'Bidirectional':
      return bidirectionalConfig(layer, carries);
    case 'ConvLSTM2D':
      return convLstm2dConfig({ ...layer, config }, carries);
    case 'TimeDistributed':
      return { type: 'timeDistributed', layer: eachStep(layer, shape) };
    case 'Embedding':
      return embedding(layer, config);
    case 'Dense': {
      const units = checkSize(layer, config, 'units', readWeights(layer).last('kernel'));
      const kernelRegularizer = penalty(config['kernel_regularizer']);
      return { type: 'dense', units, ...activating(layer, config), kernelRegularizer, ...zeros };
    }
    case 'Dropout':
      return { type: 'dropout', rate: Number(config['rate']) };
    case 'SpatialDropout1D':
      return { type: 'spatialDropout1d', rate: Number(config['rate']) };
    case 'Conv1D':
    case 'Conv2D':
      return convolution(layer, config);
    case 'Flatten':
      return { type: 'flatten' };
    case 'Reshape':
      return { type: 'reshape', targetShape: config['target_shape'] as readonly number[] };
    case 'RepeatVector':
      return { type: 'repeatVector', times: Number(config['n']) };
    case 'BatchNormalization':
      return { type: 'batchNormalization', momentum: Number(config['momentum']), ...scaling(layer, config, rank) };
    case 'LayerNormalization':
      return { type: 'layerNormalization', ...scaling(layer, config, rank) };
    case 'Activation':
    case 'ReLU':
    case 'LeakyReLU':
    case 'ELU':
    case 'Softmax':
      return { type: 'activation', activation: activationLayer(layer, config, rank) };
    case 'Masking':
      return { type: 'masking', maskValue: Number(config['mask_value']) };
    case 'Attention':
    case 'AdditiveAttention': {
      const score = className === 'Attention' ? 'dot' : 'additive';
      return { type: 'attention', score, useScale: config['use_scale'] === true, ...attending(config) };
    }
    case 'MultiHeadAttention':
      return multiHeadAttention(layer, config, shape);
    case 'TransformerEncoder':
      return {
        type: 'transformerEncoder',
        numHeads: Number(config['num_heads']),
        intermediateDim: Number(config['intermediate_dim']),
        activation: activationOf(config['activation']),
        normalizeFirst: config['normalize_first'] === true,
        epsilon: Number(config['layer_norm_epsilon']),
        ...attending(config),
      };
    case 'PositionEmbedding':
      return { type: 'positionalEmbedding', encoding: 'learned' };
    case 'SinePositionEncoding':
      return { type: 'positionalEmbedding', encoding: 'sinusoidal' };
    case 'Concatenate':
      return { type: 'concatenate', axis: Number(config['axis']) };
    case 'Add':
      return { type: 'add' };
    case 'Multiply':
      return { type: 'multiply' };
    default:
      return pooling(className, config, rank);
  }
}

/** What a wrapper computes at each timestep. */
function eachStep(layer: KerasLayer, [batch = null, , ...each]: KnownShape): LayerConfig {
  const [inner, ...more] = innerLayers(layer);
  if (inner === undefined || more.length > 0) throw new Error('TimeDistributed holds one layer');
  return toConfig(inner, { shape: [batch, ...each], carries: false });
}

function embedding(layer: KerasLayer, config: KerasConfig): LayerConfig {
  const [tokens = 0, size = 0] = readWeights(layer).shape('embeddings');
  return {
    type: 'embedding',
    inputDim: checkSize(layer, config, 'input_dim', tokens),
    outputDim: checkSize(layer, config, 'output_dim', size),
    maskZero: config['mask_zero'] === true,
    embeddingsInitializer: 'zeros',
  };
}

function activating(layer: KerasLayer, config: KerasConfig) {
  return { useBias: hasBias(layer, config), activation: activationOf(config['activation']) };
}

function convolution(layer: KerasLayer, config: KerasConfig): LayerConfig {
  const kernel = readWeights(layer).shape('kernel');
  const filters = checkSize(layer, config, 'filters', kernel.at(-1) ?? 0);
  const common = { filters, groups: Number(config['groups']), ...activating(layer, config), ...zeros };
  const [rows = 1, columns = 1] = kernel;
  if (kernel.length === 3) {
    checkSize(layer, config, 'kernel_size', rows);
    // Whoever made the case asked Keras for it.
    const padding = config['padding'] as 'valid' | 'same' | 'causal';
    const sliding = { strides: first(config['strides']), dilationRate: first(config['dilation_rate']), padding };
    return { type: 'conv1d', kernelSize: rows, ...sliding, ...common };
  }
  const kernelSize: Pair = [rows, columns];
  checkSize(layer, config, 'kernel_size', kernelSize);
  return { type: 'conv2d', kernelSize, ...sliding2d(config), ...common };
}

function pooling(className: string, config: KerasConfig, rank: number): LayerConfig {
  const [, global, kind, dimensions] = /^(Global)?(Max|Average)Pooling([12]D)?$/u.exec(className) ?? [];
  if (kind === undefined) throw new Error(`"${className}" is not a layer of the language`);
  const twoD = dimensions === '2D' || (dimensions === undefined && rank === 4);
  if (global !== undefined) {
    const name = kind === 'Max' ? 'globalMaxPooling' : 'globalAveragePooling';
    return { type: `${name}${twoD ? '2d' : '1d'}`, keepDims: config['keepdims'] === true };
  }
  const word = kind === 'Max' ? 'max' : 'average';
  const { padding, strides } = sliding2d({ ...config, strides: config['strides'] ?? config['pool_size'] });
  if (!twoD) return { type: `${word}Pooling1d`, poolSize: first(config['pool_size']), strides: strides[0], padding };
  const { strides: poolSize } = sliding2d({ strides: config['pool_size'] });
  return { type: `${word}Pooling2d`, poolSize, strides, padding };
}

/** The layers that do what an activation does, as far as one of the language does it. */
function activationLayer({ className }: KerasLayer, config: KerasConfig, rank: number): Activation {
  switch (className) {
    case 'ELU':
      return 'elu';
    case 'Softmax':
      if (!isLastAxis(config['axis'], rank)) throw new Error(`Softmax over "axis" ${JSON.stringify(config['axis'])}`);
      return 'softmax';
    case 'ReLU':
    case 'LeakyReLU': {
      const { max_value: most = null, negative_slope: slope } = config;
      if (most === null && slope === 0) return 'relu';
      if (most === null && slope === 0.2) return 'leakyRelu';
      if (most === 6 && slope === 0) return 'relu6';
      throw new Error(
        `${className} with "max_value": ${String(most)}, "negative_slope": ${String(slope)} is not one of the language`,
      );
    }
    default:
      return activationOf(config['activation']);
  }
}

function scaling({ className }: KerasLayer, config: KerasConfig, rank: number) {
  if (!isLastAxis(config['axis'], rank)) {
    throw new Error(
      `${className} over "axis" ${JSON.stringify(config['axis'])} cannot be computed, only over the last`,
    );
  }
  const epsilon = Number(config['epsilon']);
  return { epsilon, center: config['center'] !== false, scale: config['scale'] !== false };
}

function multiHeadAttention(layer: KerasLayer, config: KerasConfig, shape: KnownShape): LayerConfig {
  const weights = readWeights(layer);
  const [, heads = 1, keySize = 1] = weights.shape('query/kernel');
  const { output_shape: output, attention_axes: axes } = config;
  if ((output ?? null) !== null && first(output) !== shape.at(-1)) {
    throw new Error(
      `MultiHeadAttention with "output_shape": ${JSON.stringify(output)} gives the query's features only`,
    );
  }
  if ((axes ?? null) !== null && first(axes) !== 1) {
    throw new Error(`MultiHeadAttention with "attention_axes": ${JSON.stringify(axes)} attends over time only`);
  }
  return {
    type: 'multiHeadAttention',
    numHeads: checkSize(layer, config, 'num_heads', heads),
    keyDim: checkSize(layer, config, 'key_dim', keySize),
    valueDim: checkSize(layer, config, 'value_dim', weights.last('value/kernel')),
    useBias: config['use_bias'] !== false,
    ...attending(config),
  };
}

function attending(config: KerasConfig) {
  const causal = config['causal'] === true || config['use_causal_mask'] === true;
  return { causal, dropout: Number(config['dropout']) };
}
