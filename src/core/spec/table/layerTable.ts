import { t } from '@vscode/l10n';
import { chainOf, variants } from './field.ts';
import { attention, multiHeadAttention, positionalEmbedding, transformerEncoder } from './layers/attention.ts';
import { activationLayer, dense, dropout, masking, spatialDropout1d } from './layers/basic.ts';
import { conv1d, conv2d, convLstm2d } from './layers/convolution.ts';
import { decoder } from './layers/decoder.ts';
import { embedding } from './layers/embedding.ts';
import { add, concatenate, multiply } from './layers/merging.ts';
import { batchNormalization, layerNormalization } from './layers/normalizing.ts';
import {
  averagePooling1d,
  averagePooling2d,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  maxPooling1d,
  maxPooling2d,
} from './layers/pooling.ts';
import { gru, lstm, simpleRNN } from './layers/recurrent.ts';
import { flatten, repeatVector, reshape } from './layers/shaping.ts';
import { timeDistributed } from './layers/timeDistributed.ts';

/** One layer of the graph. */
export const layer = variants(
  [
    lstm.placed,
    gru.placed,
    simpleRNN.placed,
    convLstm2d.placed,
    embedding.placed,
    dense.placed,
    dropout.placed,
    spatialDropout1d.placed,
    conv1d.placed,
    conv2d.placed,
    maxPooling1d.placed,
    maxPooling2d.placed,
    averagePooling1d.placed,
    averagePooling2d.placed,
    globalMaxPooling1d.placed,
    globalMaxPooling2d.placed,
    globalAveragePooling1d.placed,
    globalAveragePooling2d.placed,
    flatten.placed,
    reshape.placed,
    repeatVector.placed,
    timeDistributed.placed,
    batchNormalization.placed,
    layerNormalization.placed,
    activationLayer.placed,
    masking.placed,
    attention.placed,
    multiHeadAttention.placed,
    transformerEncoder.placed,
    positionalEmbedding.placed,
    concatenate.placed,
    add.placed,
    multiply.placed,
    decoder.placed,
  ],
  {
    about: {
      aliases: {
        rnn: 'simpleRNN',
        linear: 'dense',
        fullyConnected: 'dense',
        cnn: 'conv1d',
        concat: 'concatenate',
        batchNorm: 'batchNormalization',
        layerNorm: 'layerNormalization',
        transformer: 'transformerEncoder',
        selfAttention: 'attention',
        merge: 'concatenate',
      },
      notes: () => ({ meaning: t('What the layer computes.') }),
    },
  },
);

/** Everything under `layers`. */
export const layers = chainOf(layer, {
  about: {
    impact: 'high',
    notes: () => ({
      meaning: t(
        'The layers between the input and the head. Each takes what the one above it gives, unless its "inputs" say otherwise.',
      ),
    }),
  },
});
