import { t } from '@vscode/l10n';
import { variants } from '../field.ts';
import { activationLayer, dense, dropout } from './basic.ts';
import { conv1d, conv2d } from './convolution.ts';
import { weightedKind } from './layerKind.ts';
import { batchNormalization, layerNormalization } from './normalizing.ts';
import {
  averagePooling1d,
  averagePooling2d,
  globalAveragePooling1d,
  globalAveragePooling2d,
  globalMaxPooling1d,
  globalMaxPooling2d,
  maxPooling1d,
  maxPooling2d,
} from './pooling.ts';
import { gru, lstm, simpleRNN } from './recurrent.ts';
import { flatten, reshape } from './shaping.ts';

const inner = variants(
  [
    dense.inner,
    conv1d.inner,
    conv2d.inner,
    maxPooling1d.inner,
    maxPooling2d.inner,
    averagePooling1d.inner,
    averagePooling2d.inner,
    globalMaxPooling1d.inner,
    globalMaxPooling2d.inner,
    globalAveragePooling1d.inner,
    globalAveragePooling2d.inner,
    flatten.inner,
    reshape.inner,
    dropout.inner,
    activationLayer.inner,
    batchNormalization.inner,
    layerNormalization.inner,
    lstm.inner,
    gru.inner,
    simpleRNN.inner,
  ],
  {
    about: {
      impact: 'high',
      synonyms: { Keras: 'layer' },
      notes: () => ({ meaning: t('The layer that is applied to every timestep, with the same weights.') }),
    },
  },
);

/** The same layer at every timestep. */
export const timeDistributed = weightedKind(
  'timeDistributed',
  { layer: inner },
  {
    synonyms: { Keras: 'TimeDistributed' },
    notes: () => ({
      meaning: t('Applies one layer to every timestep alike, such as a convolution to every frame of a video.'),
      unit: t('`[batch, time, …]` to `[batch, time, …]`'),
    }),
  },
);
