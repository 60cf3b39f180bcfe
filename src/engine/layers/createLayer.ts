import type { LayerConfig } from '../../contracts/layerConfigs.ts';
import type { KnownLayer, KnownShape } from '../../contracts/plan.ts';
import type { Random } from '../../core/random.ts';
import { activationLayer } from './activationLayer.ts';
import { attentionLayer } from './attentionLayer.ts';
import { batchNormalizationLayer } from './batchNormalizationLayer.ts';
import { convLstm2dLayer } from './convLstm2dLayer.ts';
import { convolutionLayer } from './convolutionLayer.ts';
import { crfLayer } from './crfLayer.ts';
import { decoderLayer } from './decoder/decoderLayer.ts';
import { denseLayer } from './denseLayer.ts';
import { dropoutLayer } from './dropoutLayer.ts';
import { embeddingLayer } from './embeddingLayer.ts';
import { globalPoolingLayer } from './globalPoolingLayer.ts';
import type { Layer } from './layer.ts';
import { layerNormalizationLayer } from './layerNormalizationLayer.ts';
import { maskingLayer } from './maskingLayer.ts';
import { mergingLayer } from './mergingLayer.ts';
import { multiHeadAttentionLayer } from './multiHeadAttentionLayer.ts';
import { poolingLayer } from './poolingLayer.ts';
import { positionalEmbeddingLayer } from './positionalEmbeddingLayer.ts';
import { recurrentLayer } from './recurrentLayer.ts';
import { shapingLayer } from './shapingLayer.ts';
import { timeDistributedLayer } from './timeDistributedLayer.ts';
import { transformerEncoderLayer } from './transformerEncoderLayer.ts';

/** The layer of a plan; `random` is this layer's own stream. */
export function createLayer({ name, config, inputShapes }: KnownLayer, random: Random): Layer {
  return layerOver(name, config, inputShapes, random);
}

function layerOver(name: string, config: LayerConfig, shapes: readonly KnownShape[], random: Random): Layer {
  const [shape = []] = shapes;
  const features = () => known(name, shape.at(-1));
  switch (config.type) {
    case 'lstm':
    case 'gru':
    case 'simpleRNN':
      return recurrentLayer(name, config, features(), random);
    case 'convLstm2d':
      return convLstm2dLayer(name, config, features(), random);
    case 'embedding':
      return embeddingLayer(name, { ...config, inputDim: known(name, config.inputDim) });
    case 'dense':
      return denseLayer(name, { ...config, units: known(name, config.units) }, features());
    case 'dropout':
    case 'spatialDropout1d':
      return dropoutLayer(name, config, random);
    case 'conv1d':
    case 'conv2d':
      return convolutionLayer(name, config, features());
    case 'maxPooling1d':
    case 'averagePooling1d':
    case 'maxPooling2d':
    case 'averagePooling2d':
      return poolingLayer(name, config);
    case 'globalMaxPooling1d':
    case 'globalMaxPooling2d':
    case 'globalAveragePooling1d':
    case 'globalAveragePooling2d':
      return globalPoolingLayer(name, config);
    case 'flatten':
    case 'reshape':
    case 'repeatVector':
      return shapingLayer(name, config);
    case 'timeDistributed':
      return timeDistributedLayer(name, innerLayer(config.layer, shape, random));
    case 'batchNormalization':
      return batchNormalizationLayer(name, config, features());
    case 'layerNormalization':
      return layerNormalizationLayer(name, config, features());
    case 'activation':
      return activationLayer(name, config);
    case 'masking':
      return maskingLayer(name, config);
    case 'attention':
      return attentionLayer(name, config, features(), random);
    case 'multiHeadAttention':
      return multiHeadAttentionLayer(name, config, lastSizes(name, shapes), random);
    case 'transformerEncoder':
      return transformerEncoderLayer(name, config, features(), random);
    case 'positionalEmbedding':
      return positionalEmbeddingLayer(name, config, shape);
    case 'concatenate':
    case 'add':
    case 'multiply':
      return mergingLayer(name, config);
    case 'crf':
      return crfLayer(name, features());
    case 'decoder':
      return decoderLayer(name, config, {
        encoderSize: features(),
        sequence: shape.length === 3,
        vocabulary: known(name, config.inputDim),
      });
  }
}

/** What is computed at each timestep, under Keras's name of its kind. */
function innerLayer(config: LayerConfig, [batch = null, , ...each]: KnownShape, random: Random): Layer {
  const kind = config.type.replace(/(?<=[a-z])(?=[A-Z])|(?<=simple)(?=RNN)/gu, '_').toLowerCase();
  return { ...layerOver(kind, config, [[batch, ...each]], random), name: kind };
}

/** Features of query, value and key. */
function lastSizes(name: string, shapes: readonly KnownShape[]): readonly number[] {
  return shapes.map((shape) => known(name, shape.at(-1)));
}

function known(name: string, size: number | string | null | undefined): number {
  if (typeof size !== 'number') throw new Error(`Layer ${name} has a size that the data did not tell`);
  return size;
}
