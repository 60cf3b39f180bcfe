import type { LayerConfig } from '../../../contracts/layerConfigs.ts';

/** Ranks that a layer takes, the batch counted, and how a person writes such a shape. */
interface NeededShape {
  readonly least: number;
  readonly most: number;
  readonly text: string;
}

const anyShape: NeededShape = { least: 2, most: Infinity, text: '[batch, …]' };
const vectors: NeededShape = { least: 2, most: 2, text: '[batch, features]' };
const states: NeededShape = { least: 2, most: 2, text: '[batch, units]' };
const sequences: NeededShape = { least: 3, most: 3, text: '[batch, time, features]' };
const images: NeededShape = { least: 4, most: 4, text: '[batch, rows, columns, channels]' };
const frames: NeededShape = { least: 5, most: 5, text: '[batch, time, rows, columns, channels]' };

/** The shape that a layer needs its inputs to have, the one at that place among them. */
export function neededShape(config: LayerConfig, place: number): NeededShape {
  switch (config.type) {
    case 'lstm':
    case 'gru':
    case 'simpleRNN':
      return place === 0 ? sequences : states;
    case 'spatialDropout1d':
    case 'conv1d':
    case 'maxPooling1d':
    case 'averagePooling1d':
    case 'globalMaxPooling1d':
    case 'globalAveragePooling1d':
    case 'masking':
    case 'attention':
    case 'multiHeadAttention':
    case 'transformerEncoder':
    case 'positionalEmbedding':
      return sequences;
    case 'conv2d':
    case 'maxPooling2d':
    case 'averagePooling2d':
    case 'globalMaxPooling2d':
    case 'globalAveragePooling2d':
      return images;
    case 'convLstm2d':
      return frames;
    case 'embedding':
      return { least: 2, most: 2, text: '[batch, time]' };
    case 'repeatVector':
      return vectors;
    case 'timeDistributed':
      return { least: 3, most: Infinity, text: '[batch, time, …]' };
    case 'crf':
      return { least: 2, most: 3, text: '[batch, time, tags]' };
    case 'decoder':
      return config.attention === 'none' ? { ...sequences, least: 2 } : sequences;
    case 'dense':
    case 'dropout':
    case 'flatten':
    case 'reshape':
    case 'batchNormalization':
    case 'layerNormalization':
    case 'activation':
    case 'concatenate':
    case 'add':
    case 'multiply':
      return anyShape;
  }
}

/** Numbers of inputs. */
export interface NeededInputs {
  readonly least: number;
  readonly most: number;
  /** How many of them, all or none, are states that the layer starts from; left out: it has none. */
  readonly states?: number;
}

/** What decides it. */
type InputsQuestion = Pick<LayerConfig, 'type'> & { readonly bidirectional?: boolean };

/** How many inputs a layer takes. */
export function neededInputs({ type, bidirectional = false }: InputsQuestion): NeededInputs {
  if (merging.has(type)) return { least: 2, most: Infinity };
  if (attending.has(type)) return { least: 1, most: 3 };
  const parts = statesOfCell[type];
  if (parts === undefined) return { least: 1, most: 1 };
  const states = bidirectional ? 2 * parts : parts;
  return { least: 1, most: 1 + states, states };
}

const merging: ReadonlySet<LayerConfig['type']> = new Set(['concatenate', 'add', 'multiply']);
const attending: ReadonlySet<LayerConfig['type']> = new Set(['attention', 'multiHeadAttention']);
/** What one direction carries through time: its output, and an LSTM's cell state. */
const statesOfCell: Partial<Record<LayerConfig['type'], number>> = { lstm: 2, gru: 1, simpleRNN: 1 };
