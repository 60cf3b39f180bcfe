import { t } from '@vscode/l10n';
import { choice, flag, integer, number, pair, tuple, type Notes } from '../field.ts';
import { biasInitializer, recurrentActivation, stateful, useBias } from '../recurrentFields.ts';
import { activation, filters, initializer } from '../sharedFields.ts';
import { weightedKind } from './layerKind.ts';

const size = (notes: () => Notes) => integer({ minimum: 1, maximum: 100_000, about: { notes } });

const kernelNotes = (): Notes => ({
  meaning: t('How many neighbours a filter sees at once.'),
  unit: t('timesteps, or rows and columns'),
  raising: t('Sees longer patterns; parameters grow in proportion.'),
  lowering: t('Sees shorter patterns; at 1 each place by itself.'),
  why: t('A filter sees at least one place.'),
});

const stridesNotes = (): Notes => ({
  meaning: t('Places that the filter moves on between two outputs.'),
  unit: t('timesteps, or rows and columns'),
  raising: t('A shorter output, and so faster layers above.'),
  lowering: t('At 1 every place has its output.'),
  why: t('A filter that does not move sees nothing new.'),
});

const dilationNotes = (): Notes => ({
  meaning: t('Distance of the neighbours that a filter sees.'),
  unit: t('timesteps, or rows and columns'),
  raising: t('Reaches further back with the same number of parameters, with gaps between.'),
  lowering: t('At 1 the neighbours are next to each other.'),
  why: t('Two neighbours cannot be the same place.'),
});

const kernel = {
  impact: 'high',
  synonyms: { Keras: 'kernel_size', PyTorch: 'kernel_size' },
  notes: kernelNotes,
} as const;
const stride = { impact: 'medium', synonyms: { Keras: 'strides', PyTorch: 'stride' }, notes: stridesNotes } as const;
const dilation = {
  impact: 'medium',
  synonyms: { Keras: 'dilation_rate', PyTorch: 'dilation' },
  reference: 'bai2018',
  notes: dilationNotes,
} as const;

const paddingNotes = (): Notes => ({
  meaning: t('What happens at the edges.'),
  choices: {
    valid: t('nothing is added: the output is shorter by kernelSize - 1'),
    same: t('zeros on both sides: with strides 1 the output is as long as the input'),
    causal: t('zeros before the start: no output sees what comes after it'),
  },
});

const padding = choice(['valid', 'same'], {
  default: 'valid',
  about: { impact: 'medium', synonyms: { Keras: 'padding', PyTorch: 'padding' }, notes: paddingNotes },
});

const groups = integer({
  minimum: 1,
  maximum: 65_536,
  default: 1,
  about: {
    impact: 'low',
    synonyms: { Keras: 'groups', PyTorch: 'groups' },
    notes: () => ({
      meaning: t(
        'Groups of input features that have filters of their own. Must divide the input features and the filters.',
      ),
      unit: t('groups'),
      raising: t('Fewer parameters; features of different groups do not meet.'),
      lowering: t('At 1 every filter sees all features.'),
      why: t('There is at least one group.'),
    }),
  },
});

const weights = {
  useBias,
  kernelInitializer: initializer('glorotUniform', 'kernel_initializer', 'glorot2010', () => ({
    meaning: t('First values of the filters.'),
    unit: t('`[kernelSize, inputs, filters]`'),
  })),
  biasInitializer,
};

/** Filters that slide through time. */
export const conv1d = weightedKind(
  'conv1d',
  {
    filters,
    kernelSize: integer({ minimum: 1, maximum: 100_000, about: { ...kernel, usual: [1, 64] } }),
    strides: integer({ minimum: 1, maximum: 100_000, default: 1, about: stride }),
    padding: choice(['valid', 'same', 'causal'], {
      default: 'valid',
      about: { impact: 'medium', synonyms: { Keras: 'padding', PyTorch: 'padding' }, notes: paddingNotes },
    }),
    dilationRate: integer({ minimum: 1, maximum: 100_000, default: 1, about: dilation }),
    groups,
    activation: activation('linear', () => ({ meaning: t('What is applied to the outputs.') })),
    ...weights,
  },
  {
    equation: 'conv1d',
    reference: 'lecun1998',
    synonyms: { Keras: 'Conv1D', PyTorch: 'nn.Conv1d', Ludwig: 'encoder: parallel_cnn', Darts: 'TCNModel' },
    notes: () => ({
      meaning: t('Filters that slide through time and look for short patterns, wherever they are.'),
      unit: t('`[batch, time, features]` to `[batch, newTime, filters]`'),
    }),
  },
);

const images = {
  filters,
  kernelSize: pair(size(kernelNotes), { about: kernel }),
  strides: tuple(size(stridesNotes), { default: [1, 1], about: stride }),
  padding,
  dilationRate: tuple(size(dilationNotes), { default: [1, 1], about: dilation }),
};

/** Filters that slide over images. */
export const conv2d = weightedKind(
  'conv2d',
  {
    ...images,
    groups,
    activation: activation('linear', () => ({ meaning: t('What is applied to the outputs.') })),
    ...weights,
  },
  {
    equation: 'conv2d',
    reference: 'lecun1998',
    synonyms: { Keras: 'Conv2D', PyTorch: 'nn.Conv2d', Ludwig: 'encoder: stacked_cnn' },
    notes: () => ({
      meaning: t('Filters that slide over rows and columns and look for small patterns, wherever they are.'),
      unit: t('`[batch, rows, columns, channels]` to `[batch, newRows, newColumns, filters]`'),
    }),
  },
);

const dropped = (keras: string, meaning: () => string) =>
  number({
    minimum: 0,
    exclusiveMaximum: 1,
    default: 0,
    about: {
      impact: 'medium',
      usual: [0, 0.8],
      synonyms: { Keras: keras },
      reference: 'gal2016',
      notes: () => ({
        meaning: meaning(),
        unit: t('share, 0 to 1'),
        raising: t('Overfits less and learns more slowly.'),
        lowering: t('At 0 nothing is dropped.'),
        why: t('At 1 nothing would be left to learn from.'),
      }),
    },
  });

/** An LSTM whose products are convolutions. */
export const convLstm2d = weightedKind(
  'convLstm2d',
  {
    ...images,
    returnSequences: flag({
      default: false,
      about: {
        impact: 'high',
        synonyms: { Keras: 'return_sequences' },
        notes: () => ({
          meaning: t('Whether the layer gives its output at every frame or only the last one.'),
          unit: t('`[batch, time, rows, columns, filters]` if true, `[batch, rows, columns, filters]` if false'),
        }),
      },
    }),
    goBackwards: flag({
      default: false,
      about: {
        impact: 'low',
        synonyms: { Keras: 'go_backwards' },
        notes: () => ({ meaning: t('Whether the frames are read from the last to the first.') }),
      },
    }),
    stateful,
    ...weights,
    unitForgetBias: flag({
      default: true,
      about: {
        impact: 'medium',
        synonyms: { Keras: 'unit_forget_bias' },
        reference: 'jozefowicz2015',
        notes: () => ({ meaning: t('Whether the bias of the forget gate starts at 1, not as biasInitializer says.') }),
      },
    }),
    activation: activation('tanh', () => ({ meaning: t('What squashes the candidate and the cell state.') })),
    recurrentActivation,
    recurrentInitializer: initializer('orthogonal', 'recurrent_initializer', 'saxe2014', () => ({
      meaning: t('First values of the filters from the state to itself.'),
      unit: t('`[kernelSize, filters, 4 x filters]`'),
    })),
    dropout: dropped('dropout', () => t('Share of the inputs that are set to 0 while training.')),
    recurrentDropout: dropped('recurrent_dropout', () => t('Share of the state that is set to 0 while training.')),
  },
  {
    equation: 'convLstm',
    reference: 'shi2015',
    synonyms: { Keras: 'ConvLSTM2D' },
    notes: () => ({
      meaning: t('An LSTM over frames: every product is a convolution, and the state is an image.'),
      unit: t(
        '`[batch, time, rows, columns, channels]` to `[batch, time, newRows, newColumns, filters]` or without time',
      ),
    }),
  },
);
