import type { KerasConfig, KerasWeight } from './fixture.ts';
import { classNamed } from './kerasArguments.ts';

/** A layer as Keras knows it, before it is known which of the language's layers it is. */
export interface KerasLayer {
  /** Such as `LSTM`, `TimeDistributed`. */
  readonly className: string;
  /** Its arguments under Keras's names, as far as they are known. */
  readonly config: KerasConfig;
  /** Its weights, once they have been shared out. */
  readonly weights: readonly KerasWeight[];
}

/** The layers that a wrapper applies. */
export function innerLayers(layer: KerasLayer): readonly KerasLayer[] {
  const { layer: inner } = layer.config;
  // Whoever made the configuration put layers there.
  return Array.isArray(inner) ? (inner as readonly KerasLayer[]) : [];
}

/** A wrapper around layers. */
export function wrapper(className: string, layer: readonly KerasLayer[]): KerasLayer {
  return { className, config: { layer }, weights: [] };
}

/** A layer with more arguments; its own come first. */
export function withConfig(layer: KerasLayer, config: KerasConfig): KerasLayer {
  return { ...layer, config: { ...config, ...layer.config } };
}

const recurrent: ReadonlySet<string> = new Set(['LSTM', 'GRU', 'SimpleRNN', 'ConvLSTM2D']);

/** Whether a layer, or the one inside, carries a state through time. */
export function isRecurrent(layer: KerasLayer): boolean {
  if (recurrent.has(layer.className)) return true;
  return layer.className === 'Bidirectional' && innerLayers(layer).some(isRecurrent);
}

/** The layer that carries the state: itself, or the one inside. */
export function cellOf(layer: KerasLayer): KerasLayer {
  return layer.className === 'Bidirectional' ? (innerLayers(layer)[0] ?? layer) : layer;
}

/** Tensors of a recurrent layer's state: output and cell state, of both directions where there are two. */
export function stateCount(layer: KerasLayer): number {
  const each = cellOf(layer).className.includes('LSTM') ? 2 : 1;
  return layer.className === 'Bidirectional' ? 2 * each : each;
}

/** Tensors that a layer gives without its states: both directions' where they are not joined, scores where they are asked for. */
export function outputCount({ config }: KerasLayer): number {
  return config['merge_mode'] === null || config['return_attention_scores'] === true ? 2 : 1;
}

/** Whether a layer reads several tensors. */
export function readsSeveral({ className }: KerasLayer): boolean {
  return /^(Attention|AdditiveAttention|MultiHeadAttention|Concatenate|Add|Multiply)$/u.test(className);
}

const withoutWeights =
  /^(Masking|Dropout|SpatialDropout1D|Activation|ReLU|LeakyReLU|ELU|Softmax|Flatten|Reshape|RepeatVector|.*Pooling.*|Concatenate|Add|Multiply|SinePositionEncoding)$/u;

/** Whether Keras keeps weights for a layer. */
export function hasWeights(layer: KerasLayer): boolean {
  const className = classNamed(layer.className);
  if (className === 'TimeDistributed') return innerLayers(layer).some(hasWeights);
  if (className === 'Attention') return layer.config['use_scale'] === true;
  if (className === 'AdditiveAttention') return layer.config['use_scale'] !== false;
  if (className === 'LayerNormalization') return layer.config['center'] !== false || layer.config['scale'] !== false;
  return !withoutWeights.test(className);
}
