import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { flag, number } from '../field.ts';
import { recurrentActivation, recurrentFields, stackFields } from '../recurrentFields.ts';
import { layerKindWith } from './layerKind.ts';

/** What a recurrent layer reads and gives. */
const recurrentShapes = () =>
  t(
    '`[batch, time, features]` to `[batch, time, units]` or `[batch, units]`. It starts from zeros, or from the states that "inputs" names behind the sequence, each `[batch, units]`: of each direction the output and, of an LSTM, the cell state.',
  );

/** Long short-term memory. */
export const lstm = layerKindWith(
  'lstm',
  {
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
            unit: t('input of the gate'),
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
    reference: 'hochreiter1997',
    equation: 'lstm',
    synonyms: { Keras: 'LSTM', PyTorch: 'nn.LSTM', Ludwig: 'cell_type: lstm', Darts: 'RNNModel(model="LSTM")' },
    notes: () => ({
      meaning: t(
        'Long short-term memory: a cell state that gates write to, keep and read, so that gradients survive many timesteps.',
      ),
      unit: recurrentShapes(),
    }),
  },
  stackFields,
);

/** Gated recurrent unit. */
export const gru = layerKindWith(
  'gru',
  {
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
            "Keras's default is true. Here it is false, the form that the literature prints. One is computed as fast as the other.",
          ),
        }),
      },
    }),
  },
  {
    reference: 'cho2014',
    equation: 'gru',
    synonyms: { Keras: 'GRU', PyTorch: 'nn.GRU', Ludwig: 'cell_type: gru', Darts: 'RNNModel(model="GRU")' },
    notes: () => ({
      meaning: t(
        "Gated recurrent unit: the update gate mixes the old state with the candidate. Three quarters of an LSTM's parameters.",
      ),
      unit: recurrentShapes(),
    }),
  },
  stackFields,
);

/** A recurrent layer without gates. */
export const simpleRNN = layerKindWith(
  'simpleRNN',
  {
    ...recurrentFields,
  },
  {
    reference: 'elman1990',
    equation: 'simpleRNN',
    synonyms: { Keras: 'SimpleRNN', PyTorch: 'nn.RNN', Ludwig: 'cell_type: rnn', Darts: 'RNNModel(model="RNN")' },
    notes: () => ({
      meaning: t(
        'A recurrent layer without gates. Its gradient fades within ten or twenty timesteps: for comparison, not for long memories.',
      ),
      unit: recurrentShapes(),
    }),
  },
  stackFields,
);
