import type { LayerConfig, LstmConfig, RecurrentBase, RecurrentConfig } from '../../contracts/layerConfigs.ts';
import { stepwiseReasons, type RecurrentSpec } from './kernelChoice.ts';
import type { InnerLayerSpec, LayerSpec } from './table/specTable.ts';

type LstmSpec = Extract<LayerSpec | InnerLayerSpec, { readonly type: 'lstm' }>;

/** Keys that a layer has as one of a model, whatever it computes. */
type PlaceKey = 'name' | 'inputs' | 'trainable';

/** A layer without its place in the graph, each kind by itself. */
type Placeless<T> = T extends unknown ? Omit<T, PlaceKey> : never;

const placeKeys: ReadonlySet<string> = new Set<PlaceKey>(['name', 'inputs', 'trainable']);

/** What is computed by a layer of a spec, with every default written out. */
export function layerConfig(layer: LayerSpec | InnerLayerSpec): LayerConfig {
  switch (layer.type) {
    case 'lstm':
    case 'gru':
    case 'simpleRNN':
      return recurrentConfig(layer);
    case 'embedding':
      return { ...placeless(layer), inputDim: layer.inputDim ?? 'vocabulary' };
    case 'dense':
      return { ...placeless(layer), kernelRegularizer: layer.kernelRegularizer ?? null };
    case 'maxPooling1d':
    case 'averagePooling1d':
      return { ...placeless(layer), strides: layer.strides ?? layer.poolSize };
    case 'maxPooling2d':
    case 'averagePooling2d':
      return { ...placeless(layer), strides: layer.strides ?? layer.poolSize };
    case 'timeDistributed':
      return { type: layer.type, layer: layerConfig(layer.layer) };
    case 'attention':
      return { ...placeless(layer), useScale: layer.useScale ?? layer.score === 'additive' };
    case 'multiHeadAttention':
      return { ...placeless(layer), valueDim: layer.valueDim ?? layer.keyDim };
    case 'decoder':
      return { ...placeless(layer), embeddingDim: layer.embeddingDim ?? layer.units, inputDim: 'targetVocabulary' };
    case 'convLstm2d':
    case 'dropout':
    case 'spatialDropout1d':
    case 'conv1d':
    case 'conv2d':
    case 'globalMaxPooling1d':
    case 'globalMaxPooling2d':
    case 'globalAveragePooling1d':
    case 'globalAveragePooling2d':
    case 'flatten':
    case 'reshape':
    case 'repeatVector':
    case 'batchNormalization':
    case 'layerNormalization':
    case 'activation':
    case 'masking':
    case 'transformerEncoder':
    case 'positionalEmbedding':
    case 'concatenate':
    case 'add':
    case 'multiply':
      return placeless(layer);
  }
}

function placeless<T extends object>(layer: T): Placeless<T> {
  const entries = Object.entries(layer).filter(([key]) => !placeKeys.has(key));
  // The entries are the layer's own but for these keys.
  return Object.fromEntries(entries) as Placeless<T>;
}

function recurrentConfig(layer: RecurrentSpec): RecurrentConfig {
  switch (layer.type) {
    case 'lstm':
      return lstmConfig(layer);
    case 'gru': {
      const { type, recurrentActivation, resetAfter } = layer;
      return { type, ...recurrentBase(layer), recurrentActivation, resetAfter };
    }
    case 'simpleRNN':
      return { type: layer.type, ...recurrentBase(layer) };
  }
}

function lstmConfig(layer: LstmSpec): LstmConfig {
  const { type, recurrentActivation, peephole } = layer;
  return { type, ...recurrentBase(layer), recurrentActivation, forgetBias: forgetBiasOf(layer), peephole };
}

/** First value of the forget gate's bias: as given, else 1 with unitForgetBias, else as the biasInitializer says. */
function forgetBiasOf({ useBias, forgetBias, unitForgetBias, biasInitializer }: LstmSpec): number {
  if (!useBias) return 0;
  return forgetBias ?? (unitForgetBias || biasInitializer === 'ones' ? 1 : 0);
}

function recurrentBase(layer: RecurrentSpec): RecurrentBase {
  return {
    units: layer.units,
    returnSequences: layer.returnSequences,
    bidirectional: layer.bidirectional,
    mergeMode: layer.mergeMode,
    goBackwards: layer.goBackwards,
    useBias: layer.useBias,
    activation: layer.activation,
    dropout: layer.dropout,
    recurrentDropout: layer.recurrentDropout,
    kernelInitializer: layer.kernelInitializer,
    recurrentInitializer: layer.recurrentInitializer,
    biasInitializer: layer.biasInitializer,
    kernel: stepwiseReasons(layer).length === 0 ? 'fused' : 'stepwise',
    stateful: layer.stateful,
    kernelRegularizer: layer.kernelRegularizer ?? null,
    recurrentRegularizer: layer.recurrentRegularizer ?? null,
  };
}
