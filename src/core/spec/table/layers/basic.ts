import { t } from '@vscode/l10n';
import { integer, number } from '../field.ts';
import { biasInitializer, useBias } from '../recurrentFields.ts';
import { activation, initializer, regularizer } from '../sharedFields.ts';
import { layerKind, weightedKind } from './layerKind.ts';

/** A weighted sum of all inputs. */
export const dense = weightedKind(
  'dense',
  {
    units: integer({
      minimum: 1,
      maximum: 1_000_000,
      about: {
        impact: 'medium',
        usual: [1, 8192],
        synonyms: { Keras: 'units', PyTorch: 'out_features', Ludwig: 'output_size' },
        notes: () => ({
          meaning: t('Number of outputs.'),
          unit: t('units'),
          raising: t('Can form more combinations of what lies below; more parameters.'),
          lowering: t('Forces what lies below through a narrower place.'),
          why: t('A layer has at least one unit.'),
        }),
      },
    }),
    activation: activation('linear', () => ({ meaning: t('What is applied to the outputs.') })),
    useBias,
    kernelInitializer: initializer('glorotUniform', 'kernel_initializer', 'glorot2010', () => ({
      meaning: t('First values of the weights.'),
      unit: t('`[inputs, units]`'),
    })),
    biasInitializer,
    kernelRegularizer: regularizer('kernel_regularizer', () => t('Penalty on the weights.')),
  },
  {
    equation: 'dense',
    synonyms: { Keras: 'Dense', PyTorch: 'nn.Linear', Ludwig: 'fc_layers' },
    notes: () => ({
      meaning: t(
        'Every output is a weighted sum of all inputs; at every timestep alike, where there is time. The head that the target needs is added by itself.',
      ),
      unit: t('`[batch, features]` to `[batch, units]`, or `[batch, time, features]` to `[batch, time, units]`'),
    }),
  },
);

/** Dropout of single values. */
export const dropout = layerKind(
  'dropout',
  {
    rate: number({
      minimum: 0,
      exclusiveMaximum: 1,
      about: {
        impact: 'medium',
        usual: [0, 0.8],
        synonyms: { Keras: 'rate', PyTorch: 'p', Ludwig: 'dropout' },
        reference: 'srivastava2014',
        notes: () => ({
          meaning: t('Share of the values that are set to 0 while training; the rest are scaled up to keep the mean.'),
          unit: t('share, 0 to 1'),
          raising: t('Overfits less and learns more slowly.'),
          lowering: t('At 0 the layer does nothing.'),
          why: t('At 1 nothing would be left to learn from.'),
        }),
      },
    }),
  },
  {
    reference: 'srivastava2014',
    synonyms: { Keras: 'Dropout', PyTorch: 'nn.Dropout' },
    notes: () => ({
      meaning: t('Sets a random share of its inputs to 0 while training; does nothing afterwards.'),
      unit: t('any shape, unchanged'),
    }),
  },
);

/** Dropout of whole features. */
export const spatialDropout1d = layerKind(
  'spatialDropout1d',
  {
    rate: number({
      minimum: 0,
      exclusiveMaximum: 1,
      about: {
        impact: 'medium',
        usual: [0, 0.8],
        synonyms: { Keras: 'rate', PyTorch: 'p' },
        reference: 'tompson2015',
        notes: () => ({
          meaning: t('Share of the features that are set to 0 at all timesteps while training.'),
          unit: t('share, 0 to 1'),
          raising: t('Overfits less and learns more slowly.'),
          lowering: t('At 0 the layer does nothing.'),
          why: t('At 1 nothing would be left to learn from.'),
        }),
      },
    }),
  },
  {
    reference: 'tompson2015',
    synonyms: { Keras: 'SpatialDropout1D', PyTorch: 'nn.Dropout1d' },
    notes: () => ({
      meaning: t(
        'Sets a random share of whole features to 0 while training: neighbours in time tell too much of each other for plain dropout.',
      ),
      unit: t('`[batch, time, features]`, unchanged'),
    }),
  },
);

/** An activation function as a layer of its own. */
export const activationLayer = layerKind(
  'activation',
  { activation: activation('relu', () => ({ meaning: t('What is applied to every value.') })) },
  {
    synonyms: { Keras: 'Activation', PyTorch: 'nn.ReLU' },
    notes: () => ({
      meaning: t('Applies a function to every value, such as after a normalization.'),
      unit: t('any shape, unchanged'),
    }),
  },
);

/** Marks timesteps to be passed over. */
export const masking = layerKind(
  'masking',
  {
    maskValue: number({
      minimum: -1e30,
      maximum: 1e30,
      default: 0,
      about: {
        impact: 'medium',
        synonyms: { Keras: 'mask_value' },
        notes: () => ({
          meaning: t('A timestep whose features all have this value is passed over by the layers above.'),
          unit: t('value after normalization'),
        }),
      },
    }),
  },
  {
    synonyms: { Keras: 'Masking', PyTorch: 'pack_padded_sequence' },
    notes: () => ({
      meaning: t('Marks padded timesteps, so that recurrent layers and losses pass over them.'),
      unit: t('`[batch, time, features]`, unchanged'),
    }),
  },
);
