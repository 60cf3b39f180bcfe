import { t } from '@vscode/l10n';
import { activation, initializer, layerTrainable, regularizer } from './sharedFields.ts';
import { choice, flag, integer, number } from './field.ts';

/** Units of a layer's state. */
const units = integer({
  minimum: 1,
  maximum: 65_536,
  about: {
    impact: 'high',
    usual: [1, 2048],
    synonyms: { Keras: 'units', PyTorch: 'hidden_size', Ludwig: 'state_size', Darts: 'hidden_dim' },
    reference: 'greff2017',
    notes: () => ({
      meaning: t('Size of the state that the layer carries from one timestep to the next, and of its output.'),
      unit: t('units'),
      raising: t(
        'Remembers more at once; parameters and time of a step grow with the square, and so does the risk of overfitting.',
      ),
      lowering: t('Trains faster and generalises from fewer rows; too few cannot hold what matters.'),
      why: t('A layer has at least one unit.'),
    }),
  },
});

const returnSequences = flag({
  default: false,
  about: {
    impact: 'high',
    synonyms: { Keras: 'return_sequences' },
    notes: () => ({
      meaning: t(
        'Whether the layer gives its output at every timestep, as a recurrent layer above it needs, or only the last one.',
      ),
      unit: t('`[batch, time, units]` if true, `[batch, units]` if false'),
    }),
  },
});

const bidirectional = flag({
  default: false,
  about: {
    impact: 'medium',
    synonyms: { Keras: 'Bidirectional', PyTorch: 'bidirectional', Ludwig: 'bidirectional' },
    reference: 'schuster1997',
    notes: () => ({
      meaning: t(
        'Whether a second layer of the same kind reads the window from its end to its start. It sees the window only, never the future.',
      ),
      raising: t('Twice the parameters and the time; with mergeMode concat twice the outputs.'),
    }),
  },
});

const mergeMode = choice(['concat', 'sum', 'mul', 'ave'], {
  default: 'concat',
  about: {
    impact: 'low',
    synonyms: { Keras: 'merge_mode' },
    aliases: { average: 'ave', add: 'sum', multiply: 'mul', concatenate: 'concat' },
    notes: () => ({
      meaning: t('How the outputs of the two directions are joined.'),
      choices: {
        concat: t('side by side: twice the units'),
        sum: t('added'),
        mul: t('multiplied'),
        ave: t('averaged'),
      },
    }),
  },
});

const goBackwards = flag({
  default: false,
  about: {
    impact: 'low',
    synonyms: { Keras: 'go_backwards' },
    notes: () => ({
      meaning: t(
        'Whether the window is read from its end to its start; a returned sequence then stands in that order too.',
      ),
    }),
  },
});

/** Whether a layer adds a bias. */
export const useBias = flag({
  default: true,
  about: {
    impact: 'low',
    synonyms: { Keras: 'use_bias', PyTorch: 'bias' },
    notes: () => ({ meaning: t('Whether a learned constant is added before each activation.') }),
  },
});

/** Where a bias starts. */
export const biasInitializer = choice(['zeros', 'ones'], {
  default: 'zeros',
  about: {
    impact: 'low',
    synonyms: { Keras: 'bias_initializer' },
    notes: () => ({
      meaning: t('First values of the bias.'),
      why: t(
        'The random initializers are made for matrices: they scale by the number of inputs, which a bias does not have.',
      ),
    }),
  },
});

const dropout = number({
  minimum: 0,
  exclusiveMaximum: 1,
  default: 0,
  about: {
    impact: 'medium',
    usual: [0, 0.8],
    synonyms: { Keras: 'dropout', PyTorch: 'dropout', Ludwig: 'dropout', Darts: 'dropout' },
    reference: 'gal2016',
    notes: () => ({
      meaning: t('Share of the inputs that are set to 0 while training, the same ones at every timestep.'),
      unit: t('share, 0 to 1'),
      raising: t('Overfits less and learns more slowly.'),
      lowering: t('At 0 nothing is dropped.'),
      why: t('At 1 nothing would be left to learn from.'),
    }),
  },
});

const recurrentDropout = number({
  minimum: 0,
  exclusiveMaximum: 1,
  default: 0,
  about: {
    impact: 'medium',
    usual: [0, 0.8],
    synonyms: { Keras: 'recurrent_dropout', Ludwig: 'recurrent_dropout' },
    reference: 'gal2016',
    notes: () => ({
      meaning: t(
        'Share of the recurrent state that is set to 0 while training, the same units at every timestep. Leaves the fused kernel: many times slower.',
      ),
      unit: t('share, 0 to 1'),
      raising: t('Overfits less, remembers less far.'),
      lowering: t('At 0 nothing is dropped, and the fused kernel is used.'),
      why: t('At 1 the layer would have no memory.'),
    }),
  },
});

/** Whether the state of a layer outlives a batch. */
export const stateful = flag({
  default: false,
  about: {
    impact: 'medium',
    synonyms: { Keras: 'stateful' },
    notes: () => ({
      meaning: t(
        'Whether each window begins with the state in which the one before it ended, for series and texts longer than a window. A new series, text, split or epoch begins with zeros; gradients stay within a window. In training each row of the batches reads a stretch of the data, window by window, and so begins with zeros too. Validation, evaluation, predictions, Inspect and texts that are continued read each series or text from its start, the steps of a recursive forecast with the state that its first window began with.',
      ),
      why: t(
        'The order of the windows then carries meaning: set shuffle to false, and stride to windowSize x samplingRate.',
      ),
    }),
  },
});

/** Keys of lstm, gru and simpleRNN alike. */
export const recurrentFields = {
  units,
  returnSequences,
  bidirectional,
  mergeMode,
  goBackwards,
  useBias,
  activation: activation('tanh', () => ({
    meaning: t(
      'What squashes the candidate and the cell state. The fused kernel computes tanh; all others are many times slower.',
    ),
  })),
  dropout,
  recurrentDropout,
  kernelInitializer: initializer('glorotUniform', 'kernel_initializer', 'glorot2010', () => ({
    meaning: t('First values of the weights from the inputs.'),
    unit: t('`[inputs, gates x units]`'),
  })),
  recurrentInitializer: initializer('orthogonal', 'recurrent_initializer', 'saxe2014', () => ({
    meaning: t(
      'First values of the weights from the state to itself. An orthogonal matrix neither shrinks nor blows up what passes through it.',
    ),
    unit: t('`[units, gates x units]`'),
  })),
  biasInitializer,
  kernelRegularizer: regularizer('kernel_regularizer', () => t('Penalty on the weights from the inputs.')),
  recurrentRegularizer: regularizer('recurrent_regularizer', () =>
    t('Penalty on the weights from the state to itself.'),
  ),
  stateful,
};

/** Keys of a recurrent layer that stands in `layers` itself. */
export const stackFields = {
  trainable: layerTrainable,
  numLayers: integer({
    minimum: 1,
    maximum: 64,
    default: 1,
    about: {
      impact: 'medium',
      usual: [1, 8],
      synonyms: { Keras: 'StackedRNNCells', PyTorch: 'num_layers', Ludwig: 'num_layers', Darts: 'n_rnn_layers' },
      reference: 'graves2013',
      notes: () => ({
        meaning: t('How many such layers stand on each other; all but the last return sequences.'),
        unit: t('layers'),
        raising: t('Can form features of features; each layer costs as much time again, and gradients fade in depth.'),
        lowering: t('At 1 there is one layer.'),
        why: t('There is at least one layer.'),
      }),
    },
  }),
};

/** What squashes the gates of lstm and gru. */
export const recurrentActivation = activation('sigmoid', () => ({
  meaning: t(
    'What squashes the gates to 0 (closed) to 1 (open). The fused kernel computes sigmoid; all others are many times slower.',
  ),
}));
