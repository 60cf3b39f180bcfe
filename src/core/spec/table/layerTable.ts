import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { chainOf, flag, integer, kind, number, object, variants } from './field.ts';
import { biasInitializer, recurrentActivation, recurrentFields, useBias } from './recurrentFields.ts';
import { activation, initializer, layerName } from './sharedFields.ts';

const lstm = object(
  {
    type: kind('lstm'),
    ...recurrentFields,
    recurrentActivation,
    unitForgetBias: flag({
      default: true,
      about: {
        impact: 'medium',
        synonyms: { Keras: 'unit_forget_bias' },
        reference: 'jozefowicz2015',
        notes: () => ({
          meaning: t(
            'Whether the bias of the forget gate starts at 1, so that the cell remembers from the first step on. If false it starts as biasInitializer says.',
          ),
        }),
      },
    }),
    forgetBias: Type.Optional(
      number({
        minimum: -100,
        maximum: 100,
        about: {
          impact: 'medium',
          usual: [-5, 10],
          reference: 'jozefowicz2015',
          notes: () => ({
            meaning: t("First value of the forget gate's bias, in place of unitForgetBias."),
            absent: t('1 with unitForgetBias, else what biasInitializer says'),
            raising: t('The cell keeps its state longer at the start: gradients reach further back.'),
            lowering: t('The cell forgets sooner: at 0 half of the state is gone after one timestep.'),
            why: t('Beyond it the gate is saturated and cannot learn.'),
          }),
        },
      }),
    ),
    peephole: flag({
      default: false,
      about: {
        impact: 'low',
        reference: 'gersPeephole2000',
        equation: 'lstmPeephole',
        notes: () => ({
          meaning: t(
            'Whether the gates also see the cell state: helps to count and to time. Costs 3 x units parameters.',
          ),
        }),
      },
    }),
  },
  {
    about: {
      reference: 'hochreiter1997',
      equation: 'lstm',
      synonyms: { Keras: 'LSTM', PyTorch: 'nn.LSTM', Ludwig: 'cell_type: lstm', Darts: 'RNNModel(model="LSTM")' },
      notes: () => ({
        meaning: t(
          'Long short-term memory: a cell state that gates write to, keep and read, so that gradients survive many timesteps.',
        ),
        unit: t('`[batch, time, features]` to `[batch, time, units]` or `[batch, units]`'),
      }),
    },
  },
);

const gru = object(
  {
    type: kind('gru'),
    ...recurrentFields,
    recurrentActivation,
    resetAfter: flag({
      default: false,
      about: {
        impact: 'low',
        synonyms: { Keras: 'reset_after' },
        reference: 'cho2014',
        equation: 'gruResetAfter',
        notes: () => ({
          meaning: t(
            'Whether the reset gate acts after the recurrent product (Keras, CuDNN, PyTorch) or before it (Cho et al.).',
          ),
          why: t(
            "Keras's default is true. Here it is false, because TensorFlow's fused cell computes that form; true is many times slower.",
          ),
        }),
      },
    }),
  },
  {
    about: {
      reference: 'cho2014',
      equation: 'gru',
      synonyms: { Keras: 'GRU', PyTorch: 'nn.GRU', Ludwig: 'cell_type: gru', Darts: 'RNNModel(model="GRU")' },
      notes: () => ({
        meaning: t(
          "Gated recurrent unit: the update gate mixes the old state with the candidate. Three quarters of an LSTM's parameters.",
        ),
        unit: t('`[batch, time, features]` to `[batch, time, units]` or `[batch, units]`'),
      }),
    },
  },
);

const simpleRNN = object(
  { type: kind('simpleRNN'), ...recurrentFields },
  {
    about: {
      reference: 'elman1990',
      equation: 'simpleRNN',
      synonyms: { Keras: 'SimpleRNN', PyTorch: 'nn.RNN', Ludwig: 'cell_type: rnn', Darts: 'RNNModel(model="RNN")' },
      notes: () => ({
        meaning: t(
          'A recurrent layer without gates. Its gradient fades within ten or twenty timesteps: for comparison, not for long memories.',
        ),
        unit: t('`[batch, time, features]` to `[batch, time, units]` or `[batch, units]`'),
      }),
    },
  },
);

const dense = object(
  {
    type: kind('dense'),
    name: layerName,
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
  },
  {
    about: {
      equation: 'dense',
      synonyms: { Keras: 'Dense', PyTorch: 'nn.Linear', Ludwig: 'fc_layers' },
      notes: () => ({
        meaning: t(
          'Every output is a weighted sum of all inputs; at every timestep alike, where there is time. The head that the target needs is added by itself.',
        ),
        unit: t('`[batch, features]` to `[batch, units]`, or `[batch, time, features]` to `[batch, time, units]`'),
      }),
    },
  },
);

const dropout = object(
  {
    type: kind('dropout'),
    name: layerName,
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
    about: {
      reference: 'srivastava2014',
      synonyms: { Keras: 'Dropout', PyTorch: 'nn.Dropout' },
      notes: () => ({
        meaning: t('Sets a random share of its inputs to 0 while training; does nothing afterwards.'),
        unit: t('any shape, unchanged'),
      }),
    },
  },
);

/** One layer of the chain. */
export const layer = variants([lstm, gru, simpleRNN, dense, dropout], {
  about: {
    aliases: { rnn: 'simpleRNN', linear: 'dense', fullyConnected: 'dense' },
    notes: () => ({ meaning: t('What the layer computes.') }),
  },
});

/** Everything under `layers`. */
export const layers = chainOf(layer, {
  about: {
    impact: 'high',
    notes: () => ({
      meaning: t(
        'The layers between the input and the head, in the order of computation: each takes what the one above it gives.',
      ),
    }),
  },
});
