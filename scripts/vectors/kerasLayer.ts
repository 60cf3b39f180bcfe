import type { KerasConfig, KerasWeight } from './fixture.ts';

/** A layer as Keras knows it, before it is known which of the language's layers it is. */
export interface KerasLayer {
  /** Such as `LSTM`, `TimeDistributed`. */
  readonly className: string;
  /** Its arguments under Keras's names, as far as they are known. */
  readonly config: KerasConfig;
  /** Its weights, as far as a chain's have been shared out. */
  readonly weights: readonly KerasWeight[];
  /** Name, and the layers that feed it; `null`: it stands in a chain. */
  readonly place: { readonly name: string; readonly inputs: readonly string[] } | null;
}

/** The layers that a wrapper applies. */
export function innerLayers(layer: KerasLayer): readonly KerasLayer[] {
  const { layer: inner } = layer.config;
  // Whoever made the configuration put layers there.
  return Array.isArray(inner) ? (inner as readonly KerasLayer[]) : [];
}

const recurrent: ReadonlySet<string> = new Set(['LSTM', 'GRU', 'SimpleRNN', 'ConvLSTM2D']);

/** Whether a layer, or the one inside, carries a state through time. */
export function isRecurrent(layer: KerasLayer): boolean {
  if (recurrent.has(layer.className)) return true;
  return layer.className === 'Bidirectional' && innerLayers(layer).some(isRecurrent);
}

const withoutWeights =
  /^(Masking|Dropout|SpatialDropout1D|Activation|ReLU|Softmax|Flatten|Reshape|RepeatVector|.*Pool.*|Concatenate|Add|Multiply|InputLayer|SinePositionEncoding)$/u;

/** Whether Keras keeps weights for a layer. */
export function hasWeights(layer: KerasLayer): boolean {
  if (layer.className === 'TimeDistributed') return innerLayers(layer).some(hasWeights);
  if (layer.className === 'Attention') return layer.config['use_scale'] === true;
  if (layer.className === 'AdditiveAttention') return layer.config['use_scale'] !== false;
  if (layer.className.endsWith('Normalization') && layer.className !== 'BatchNormalization') {
    return layer.config['center'] !== false || layer.config['scale'] !== false;
  }
  return !withoutWeights.test(layer.className);
}
