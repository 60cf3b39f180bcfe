import type { LayerConfig, RecurrentConfig } from '../../../src/contracts/layerConfigs.ts';
import { tf } from '../../../src/engine/tensorflow.ts';

type TfjsLayer = Parameters<typeof tf.layers.timeDistributed>[0]['layer'];

/** The same layer as tfjs has it: an independent reference for shapes and parameters, not for values. */
export function tfjsLayer(config: LayerConfig, inputShape: readonly (number | null)[]): TfjsLayer {
  switch (config.type) {
    case 'lstm':
    case 'gru':
    case 'simpleRNN':
      return recurrentLayer(config);
    case 'convLstm2d': {
      const { filters, kernelSize, padding, returnSequences } = config;
      return tf.layers.convLstm2d({ filters, kernelSize: [...kernelSize], padding, returnSequences });
    }
    case 'embedding':
      return tf.layers.embedding({ inputDim: Number(config.inputDim), outputDim: config.outputDim });
    case 'dense':
      return tf.layers.dense({ units: Number(config.units), useBias: config.useBias });
    case 'conv1d':
      return tf.layers.conv1d({ ...pickConvolution(config), kernelSize: config.kernelSize, strides: config.strides });
    case 'conv2d':
      return tf.layers.conv2d({
        ...pickConvolution(config),
        kernelSize: [...config.kernelSize],
        strides: [...config.strides],
      });
    case 'maxPooling1d':
    case 'averagePooling1d': {
      const { poolSize, strides, padding, type } = config;
      return tf.layers[type]({ poolSize, strides, padding });
    }
    case 'maxPooling2d':
    case 'averagePooling2d': {
      const { poolSize, strides, padding, type } = config;
      return tf.layers[type]({ poolSize: [...poolSize], strides: [...strides], padding });
    }
    case 'globalMaxPooling1d':
    case 'globalAveragePooling1d':
      return tf.layers[config.type]();
    case 'globalMaxPooling2d':
    case 'globalAveragePooling2d':
      return tf.layers[config.type]({});
    case 'flatten':
      return tf.layers.flatten();
    case 'reshape':
      return tf.layers.reshape({ targetShape: fillUp(config.targetShape, inputShape) });
    case 'repeatVector':
      return tf.layers.repeatVector({ n: config.times });
    case 'timeDistributed':
      return tf.layers.timeDistributed({ layer: tfjsLayer(config.layer, [null, ...inputShape.slice(2)]) });
    case 'batchNormalization':
      return tf.layers.batchNormalization({ center: config.center, scale: config.scale });
    case 'layerNormalization':
      return tf.layers.layerNormalization({ center: config.center, scale: config.scale });
    case 'activation':
      return tf.layers.activation({ activation: 'tanh' });
    case 'masking':
      return tf.layers.masking({ maskValue: config.maskValue });
    case 'concatenate':
      return tf.layers.concatenate({ axis: config.axis });
    case 'add':
    case 'multiply':
      return tf.layers[config.type]();
    case 'dropout':
      return tf.layers.dropout({ rate: config.rate });
    case 'spatialDropout1d':
    case 'attention':
    case 'multiHeadAttention':
    case 'transformerEncoder':
    case 'positionalEmbedding':
    case 'crf':
    case 'decoder':
      throw new Error(`tfjs has no ${config.type}`);
  }
}

function pickConvolution({ filters, padding, useBias }: Extract<LayerConfig, { readonly type: 'conv1d' | 'conv2d' }>) {
  return { filters, padding, useBias };
}

function recurrentLayer(config: RecurrentConfig) {
  const { units, returnSequences, useBias, goBackwards, mergeMode } = config;
  const layer = tf.layers[config.type]({ units, returnSequences, useBias, goBackwards });
  return config.bidirectional ? tf.layers.bidirectional({ layer, mergeMode }) : layer;
}

/** tfjs leaves -1 open where the batch is, too. */
function fillUp(target: readonly number[], inputShape: readonly (number | null)[]): number[] {
  const product = (sizes: readonly (number | null)[]): number =>
    sizes.reduce<number>((all, size) => all * (size ?? 1), 1);
  const rest = product(inputShape.slice(1)) / product(target.filter((size) => size > 0));
  return target.map((size) => (size === -1 ? rest : size));
}
