import type { Activation, Initializer, LayerConfig, MergeMode, Pair } from '../../src/contracts/layerConfigs.ts';
import type { KnownShape } from '../../src/contracts/plan.ts';
import type { KerasConfig } from './fixture.ts';
import { innerLayers, type KerasLayer } from './kerasLayer.ts';

const zeros = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const satisfies Record<string, Initializer>;

/** The language's layer that computes what a Keras layer does; sizes are those of its weights. */
export function toConfig(layer: KerasLayer, shape: KnownShape): LayerConfig {
  const { className, config } = layer;
  const read = reader(layer);
  switch (
    className
      .replace(/Norm$/u, 'Normalization')
      .replace('Avg', 'Average')
      .replace(/Pool(?!ing)/u, 'Pooling')
  ) {
    case 'LSTM':
    case 'GRU':
    case 'SimpleRNN':
      return recurrent(layer, null);
    case 'Bidirectional':
      return bidirectional(layer);
    case 'ConvLSTM2D':
      return convLstm2d(layer);
    case 'TimeDistributed': {
      const [inner, ...more] = innerLayers(layer);
      if (inner === undefined || more.length > 0) throw new Error('A wrapper holds one layer');
      return { type: 'timeDistributed', layer: toConfig(inner, [shape[0] ?? null, ...shape.slice(2)]) };
    }
    case 'Embedding': {
      const [inputDim = 0, outputDim = 0] = read.shape('embeddings');
      const maskZero = config['mask_zero'] === true;
      return { type: 'embedding', inputDim, outputDim, maskZero, embeddingsInitializer: 'zeros' };
    }
    case 'Dense':
      return { type: 'dense', units: read.last('kernel'), ...common(layer), kernelRegularizer: null, ...zeros };
    case 'Dropout':
      return { type: 'dropout', rate: Number(config['rate'] ?? 0) };
    case 'SpatialDropout1D':
      return { type: 'spatialDropout1d', rate: Number(config['rate'] ?? 0) };
    case 'Conv1D': {
      const [kernelSize = 1] = read.shape('kernel');
      const padding = (config['padding'] ?? 'valid') as 'valid' | 'same' | 'causal';
      const sliding = { strides: first(config['strides']), dilationRate: first(config['dilation_rate']), padding };
      const filters = read.last('kernel');
      return { type: 'conv1d', filters, kernelSize, ...sliding, groups: groups(config), ...common(layer), ...zeros };
    }
    case 'Conv2D': {
      const [rows = 1, columns = 1] = read.shape('kernel');
      const filters = read.last('kernel');
      const kernelSize: Pair = [rows, columns];
      return {
        type: 'conv2d',
        filters,
        kernelSize,
        ...sliding2d(config),
        groups: groups(config),
        ...common(layer),
        ...zeros,
      };
    }
    case 'Flatten':
      return { type: 'flatten' };
    case 'Reshape':
      return { type: 'reshape', targetShape: config['target_shape'] as readonly number[] };
    case 'RepeatVector':
      return { type: 'repeatVector', times: Number(config['n']) };
    case 'BatchNormalization': {
      const momentum = Number(config['momentum'] ?? 0.99);
      return { type: 'batchNormalization', momentum, ...scaling(config) };
    }
    case 'LayerNormalization':
      return { type: 'layerNormalization', ...scaling(config) };
    case 'Activation':
      return { type: 'activation', activation: activationOf(config['activation'] ?? 'linear') };
    case 'ReLU':
      return { type: 'activation', activation: 'relu' };
    case 'Softmax':
      return { type: 'activation', activation: 'softmax' };
    case 'Masking':
      return { type: 'masking', maskValue: Number(config['mask_value'] ?? 0) };
    case 'Attention':
      return { type: 'attention', score: 'dot', useScale: config['use_scale'] === true, ...attending(config) };
    case 'AdditiveAttention':
      return { type: 'attention', score: 'additive', useScale: config['use_scale'] !== false, ...attending(config) };
    case 'MultiHeadAttention': {
      const [, numHeads = 1, keyDim = 1] = read.shape('query/kernel');
      const valueDim = read.last('value/kernel');
      const useBias = config['use_bias'] !== false;
      return { type: 'multiHeadAttention', numHeads, keyDim, valueDim, useBias, ...attending(config) };
    }
    case 'TransformerEncoder':
      return {
        type: 'transformerEncoder',
        numHeads: Number(config['num_heads']),
        intermediateDim: Number(config['intermediate_dim']),
        activation: activationOf(config['activation'] ?? 'relu'),
        normalizeFirst: config['normalize_first'] === true,
        epsilon: Number(config['layer_norm_epsilon'] ?? 1e-5),
        ...attending(config),
      };
    case 'PositionEmbedding':
      return { type: 'positionalEmbedding', encoding: 'learned' };
    case 'SinePositionEncoding':
      return { type: 'positionalEmbedding', encoding: 'sinusoidal' };
    case 'Concatenate':
      return { type: 'concatenate', axis: Number(config['axis'] ?? -1) };
    case 'Add':
      return { type: 'add' };
    case 'Multiply':
      return { type: 'multiply' };
    default:
      return pooling(layer, shape);
  }
}

function pooling({ className, config }: KerasLayer, shape: KnownShape): LayerConfig {
  const [, global, kind, dimensions] = /^(Global)?(Max|Average|Avg)Pool(?:ing)?([12]D)?$/u.exec(className) ?? [];
  if (kind === undefined) throw new Error(`"${className}" is not a layer of the language`);
  const word = kind === 'Max' ? 'max' : 'average';
  const twoD = dimensions === '2D' || (dimensions === undefined && shape.length === 4);
  if (global !== undefined) {
    const name = kind === 'Max' ? 'globalMaxPooling' : 'globalAveragePooling';
    return { type: `${name}${twoD ? '2d' : '1d'}`, keepDims: config['keepdims'] === true };
  }
  const padding = config['padding'] === 'same' ? 'same' : 'valid';
  const size = config['pool_size'] ?? 2;
  const strides = config['strides'] ?? size;
  if (!twoD) return { type: `${word}Pooling1d`, poolSize: first(size), strides: first(strides), padding };
  return { type: `${word}Pooling2d`, poolSize: pair(size), strides: pair(strides), padding };
}

/** Sizes of a layer's weights, by the end of their paths. */
function reader({ className, weights }: KerasLayer) {
  const shape = (name: string): readonly number[] => {
    const found = weights.find(({ path }) => path === name || path.endsWith(`/${name}`));
    if (found === undefined) throw new Error(`${className} has no weight "${name}"`);
    return found.shape;
  };
  return { shape, last: (name: string) => shape(name).at(-1) ?? 0 };
}

function hasBias({ weights }: KerasLayer): boolean {
  return weights.some(({ path }) => path.endsWith('/bias') || path === 'bias');
}

function common(layer: KerasLayer): { readonly useBias: boolean; readonly activation: Activation } {
  return { useBias: hasBias(layer), activation: activationOf(layer.config['activation'] ?? 'linear') };
}

function bidirectional(layer: KerasLayer): LayerConfig {
  const [inner] = innerLayers(layer);
  if (inner === undefined) throw new Error('Bidirectional holds one layer');
  const forward = layer.weights.slice(0, layer.weights.length / 2);
  const mergeMode = (layer.config['merge_mode'] ?? 'concat') as MergeMode;
  // Arguments that a case gives beside the wrapper are the inner layer's.
  return recurrent(
    { ...inner, config: { ...inner.config, ...without(layer.config, 'layer') }, weights: forward },
    mergeMode,
  );
}

function without(config: KerasConfig, key: string): KerasConfig {
  return Object.fromEntries(Object.entries(config).filter(([name]) => name !== key && name !== 'name'));
}

function recurrent(layer: KerasLayer, mergeMode: MergeMode | null): LayerConfig {
  const { className, config } = layer;
  const activation = activationOf(config['activation'] ?? 'tanh');
  const recurrentActivation = activationOf(config['recurrent_activation'] ?? 'sigmoid');
  const resetAfter = config['reset_after'] !== false;
  const plain = activation === 'tanh' && recurrentActivation === 'sigmoid' && className !== 'SimpleRNN';
  const base = {
    units: reader(layer).shape('recurrent_kernel')[0] ?? 0,
    returnSequences: config['return_sequences'] === true,
    bidirectional: mergeMode !== null,
    mergeMode: mergeMode ?? 'concat',
    goBackwards: config['go_backwards'] === true,
    useBias: hasBias(layer),
    activation,
    dropout: 0,
    recurrentDropout: 0,
    ...zeros,
    recurrentInitializer: 'zeros',
    kernel: plain && (className === 'LSTM' || !resetAfter) ? 'fused' : 'stepwise',
    // First states are handed in and last ones handed out as those of a batch before and a batch after.
    stateful: true,
    kernelRegularizer: null,
    recurrentRegularizer: null,
  } as const;
  if (className === 'LSTM') return { type: 'lstm', ...base, recurrentActivation, forgetBias: 0, peephole: false };
  if (className === 'GRU') return { type: 'gru', ...base, recurrentActivation, resetAfter };
  return { type: 'simpleRNN', ...base };
}

function convLstm2d(layer: KerasLayer): LayerConfig {
  const { config } = layer;
  const [rows = 1, columns = 1, filters = 1] = reader(layer).shape('recurrent_kernel');
  return {
    type: 'convLstm2d',
    filters,
    kernelSize: [rows, columns],
    ...sliding2d(config),
    returnSequences: config['return_sequences'] === true,
    goBackwards: config['go_backwards'] === true,
    stateful: true,
    useBias: hasBias(layer),
    unitForgetBias: false,
    activation: activationOf(config['activation'] ?? 'tanh'),
    recurrentActivation: activationOf(config['recurrent_activation'] ?? 'sigmoid'),
    dropout: 0,
    recurrentDropout: 0,
    ...zeros,
    recurrentInitializer: 'zeros',
  };
}

function sliding2d(config: KerasConfig) {
  const padding = config['padding'] === 'same' ? ('same' as const) : ('valid' as const);
  return { strides: pair(config['strides']), dilationRate: pair(config['dilation_rate']), padding };
}

function scaling(config: KerasConfig) {
  const epsilon = Number(config['epsilon'] ?? 1e-3);
  return { epsilon, center: config['center'] !== false, scale: config['scale'] !== false };
}

function attending(config: KerasConfig) {
  const causal = config['causal'] === true || config['use_causal_mask'] === true;
  return { causal, dropout: Number(config['dropout'] ?? 0) };
}

function groups(config: KerasConfig): number {
  return Number(config['groups'] ?? 1);
}

function first(size: unknown): number {
  return Number(Array.isArray(size) ? size[0] : (size ?? 1));
}

function pair(size: unknown): Pair {
  return Array.isArray(size) ? [Number(size[0]), Number(size[1])] : [Number(size ?? 1), Number(size ?? 1)];
}

const activations: Readonly<Record<string, Activation>> = {
  linear: 'linear',
  tanh: 'tanh',
  sigmoid: 'sigmoid',
  hard_sigmoid: 'hardSigmoid',
  relu: 'relu',
  elu: 'elu',
  selu: 'selu',
  softplus: 'softplus',
  softsign: 'softsign',
  softmax: 'softmax',
};

function activationOf(name: unknown): Activation {
  const activation = activations[String(name)];
  if (activation === undefined) throw new Error(`"${String(name)}" is not an activation of the language`);
  return activation;
}
