import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { choice, integer, number, object } from '../field.ts';
import { weightedKind } from './layerKind.ts';

const teacherForcing = object(
  {
    ratio: number({
      minimum: 0,
      maximum: 1,
      default: 1,
      about: {
        impact: 'medium',
        synonyms: { PyTorch: 'teacher_forcing_ratio' },
        reference: 'bengio2015',
        notes: () => ({
          meaning: t(
            'Share of the steps that see the true token before them while training. The others see the one that the model finds likeliest behind all that it was shown so far: at 0 what it meets when it writes.',
          ),
          unit: t('share, 0 to 1'),
          raising: t('Learns faster; in use it meets its own mistakes for the first time.'),
          lowering: t(
            'Learns to go on after its own mistakes; slower at the start, and a step takes about half as long again.',
          ),
          why: t('A share lies between 0 and 1.'),
        }),
      },
    }),
    decay: number({
      exclusiveMinimum: 0,
      maximum: 1,
      default: 1,
      about: {
        impact: 'low',
        reference: 'bengio2015',
        notes: () => ({
          meaning: t('What the ratio is multiplied by after every epoch.'),
          unit: t('factor per epoch'),
          raising: t('At 1 the ratio stays.'),
          lowering: t('The model is left to itself sooner.'),
          why: t('At 0 the ratio would be gone after one epoch: set the ratio to 0 for that.'),
        }),
      },
    }),
  },
  {
    default: {},
    about: {
      impact: 'medium',
      reference: 'bengio2015',
      notes: () => ({ meaning: t('How often the decoder sees the true token before, while it learns.') }),
    },
  },
);

/** Writes a sequence, token by token. */
export const decoder = weightedKind(
  'decoder',
  {
    units: integer({
      minimum: 1,
      maximum: 65_536,
      about: {
        impact: 'high',
        usual: [1, 2048],
        synonyms: { Keras: 'units', PyTorch: 'hidden_size', Ludwig: 'state_size' },
        notes: () => ({
          meaning: t("Size of the decoder's state."),
          unit: t('units'),
          raising: t('Remembers more of what it has read and written.'),
          lowering: t('Trains faster and overfits less.'),
          why: t('A layer has at least one unit.'),
        }),
      },
    }),
    cell: choice(['lstm', 'gru'], {
      default: 'lstm',
      about: {
        impact: 'low',
        synonyms: { Ludwig: 'cell_type' },
        notes: () => ({
          meaning: t('What carries the state from one token to the next.'),
          choices: { lstm: t('a long short-term memory'), gru: t('a gated recurrent unit') },
        }),
      },
    }),
    attention: choice(['none', 'dot', 'additive'], {
      default: 'additive',
      about: {
        impact: 'high',
        synonyms: { Ludwig: 'attention' },
        aliases: { luong: 'dot', bahdanau: 'additive' },
        reference: 'bahdanau2015',
        equation: 'attentionAdditive',
        notes: () => ({
          meaning: t(
            "How the decoder, after each token, looks back at the encoder's outputs. Needs [batch, time, features] below.",
          ),
          choices: {
            none: t('not at all: the last state must hold the whole sentence (Sutskever et al. 2014)'),
            dot: t('by the inner product with its state (Luong et al. 2015)'),
            additive: t('by a small network over its state and theirs (Bahdanau et al. 2015)'),
          },
        }),
      },
    }),
    embeddingDim: Type.Optional(
      integer({
        minimum: 1,
        maximum: 65_536,
        about: {
          impact: 'medium',
          usual: [2, 1024],
          synonyms: { Keras: 'output_dim', PyTorch: 'embedding_dim' },
          notes: () => ({
            meaning: t('Size of the vector that stands for a token of the target.'),
            unit: t('features'),
            absent: t('the units'),
            raising: t('Tells apart more shades of meaning.'),
            lowering: t('Trains faster and overfits less.'),
            why: t('A token is at least one number.'),
          }),
        },
      }),
    ),
    teacherForcing,
    beamWidth: integer({
      minimum: 1,
      maximum: 100,
      default: 1,
      about: {
        impact: 'low',
        synonyms: { Ludwig: 'beam_width' },
        reference: 'sutskever2014',
        notes: () => ({
          meaning: t(
            'How many sentences are kept while writing: one that ends gives up its place, and the best of those that ended is given.',
          ),
          unit: t('sentences'),
          raising: t('Finds likelier sentences, in proportionally more time.'),
          lowering: t('At 1 always takes the likeliest next token.'),
          why: t('One sentence must be kept.'),
        }),
      },
    }),
    lengthPenalty: number({
      minimum: 0,
      maximum: 5,
      default: 0,
      about: {
        impact: 'low',
        reference: 'wu2016',
        equation: 'lengthPenalty',
        notes: () => ({
          meaning: t('How much longer sentences are preferred among those of the beam.'),
          unit: t('exponent'),
          raising: t('Longer sentences.'),
          lowering: t('At 0 the probability alone decides, which favours short ones.'),
          why: t('A negative one would favour empty sentences.'),
        }),
      },
    }),
  },
  {
    reference: 'sutskever2014',
    synonyms: { Ludwig: 'decoder: generator' },
    notes: () => ({
      meaning: t(
        'Writes the target token by token, from its own last token and attention. Its first state comes from both ends of the sequence below, or from the vector below.',
      ),
      unit: t('`[batch, time, features]` or `[batch, features]` to `[batch, targetTime, units]`'),
    }),
  },
);
