import { t } from '@vscode/l10n';
import { flag, number } from '../field.ts';
import { weightedKind } from './layerKind.ts';

/** Shared keys of what normalizes activations. */
const shared = {
  epsilon: number({
    exclusiveMinimum: 0,
    maximum: 1,
    default: 0.001,
    about: {
      impact: 'low',
      usual: [1e-8, 0.1],
      synonyms: { Keras: 'epsilon', PyTorch: 'eps' },
      notes: () => ({
        meaning: t('Added to the variance, so that nothing is divided by 0.'),
        unit: t('variance'),
        raising: t('Values that hardly vary stay small.'),
        lowering: t('Values that hardly vary are blown up.'),
        why: t('At 0 a constant feature would divide by 0.'),
      }),
    },
  }),
  center: flag({
    default: true,
    about: {
      impact: 'low',
      synonyms: { Keras: 'center' },
      notes: () => ({ meaning: t('Whether a learned offset β is added to each feature.') }),
    },
  }),
  scale: flag({
    default: true,
    about: {
      impact: 'low',
      synonyms: { Keras: 'scale', PyTorch: 'affine' },
      notes: () => ({ meaning: t('Whether each feature is multiplied by a learned factor γ.') }),
    },
  }),
};

/** Normalization over the batch. */
export const batchNormalization = weightedKind(
  'batchNormalization',
  {
    momentum: number({
      minimum: 0,
      exclusiveMaximum: 1,
      default: 0.99,
      about: {
        impact: 'medium',
        synonyms: { Keras: 'momentum', PyTorch: 'momentum' },
        notes: () => ({
          meaning: t('Share of the running mean and variance that every batch keeps. PyTorch counts the other share.'),
          unit: t('share per step'),
          raising: t('Steadier running means, which need more steps to settle.'),
          lowering: t('Running means follow the last batches.'),
          why: t('At 1 the running means would never move.'),
        }),
      },
    }),
    ...shared,
  },
  {
    equation: 'batchNormalization',
    reference: 'ioffe2015',
    synonyms: { Keras: 'BatchNormalization', PyTorch: 'nn.BatchNorm1d' },
    notes: () => ({
      meaning: t(
        'Gives each feature mean 0 and variance 1 over the batch; in use over the whole training. Between recurrent layers layerNormalization does better.',
      ),
      unit: t('any shape, unchanged; 2 x features running means are not trainable'),
    }),
  },
);

/** Normalization over the features. */
export const layerNormalization = weightedKind('layerNormalization', shared, {
  equation: 'layerNormalization',
  reference: 'ba2016',
  synonyms: { Keras: 'LayerNormalization', PyTorch: 'nn.LayerNorm' },
  notes: () => ({
    meaning: t('Gives the features of each timestep mean 0 and variance 1: does not depend on the batch.'),
    unit: t('any shape, unchanged'),
  }),
});
