import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { choice, flag, integer, number } from '../field.ts';
import { useBias } from '../recurrentFields.ts';
import { activation } from '../sharedFields.ts';
import { weightedKind } from './layerKind.ts';

const dropout = number({
  minimum: 0,
  exclusiveMaximum: 1,
  default: 0,
  about: {
    impact: 'medium',
    usual: [0, 0.8],
    synonyms: { Keras: 'dropout', PyTorch: 'dropout' },
    reference: 'srivastava2014',
    notes: () => ({
      meaning: t('Share of the attention that is set to 0 while training.'),
      unit: t('share, 0 to 1'),
      raising: t('Overfits less and learns more slowly.'),
      lowering: t('At 0 nothing is dropped.'),
      why: t('At 1 nothing would be left to learn from.'),
    }),
  },
});

const causal = flag({
  default: false,
  about: {
    impact: 'high',
    synonyms: { Keras: 'use_causal_mask', PyTorch: 'is_causal' },
    notes: () => ({
      meaning: t('Whether a timestep sees only itself and those before it, as a language model must.'),
    }),
  },
});

const numHeads = integer({
  minimum: 1,
  maximum: 1024,
  about: {
    impact: 'medium',
    usual: [1, 32],
    synonyms: { Keras: 'num_heads', PyTorch: 'num_heads', Ludwig: 'num_heads', Darts: 'nhead' },
    reference: 'vaswani2017',
    notes: () => ({
      meaning: t('How many attentions look side by side, each through weights of its own.'),
      unit: t('heads'),
      raising: t('Can follow more relations at once.'),
      lowering: t('At 1 there is one attention.'),
      why: t('There is at least one head.'),
    }),
  },
});

const dim = (keras: string, meaning: () => string, absent?: () => string) =>
  integer({
    minimum: 1,
    maximum: 65_536,
    about: {
      impact: 'medium',
      usual: [1, 4096],
      synonyms: { Keras: keras },
      reference: 'vaswani2017',
      notes: () => ({
        meaning: meaning(),
        unit: t('features'),
        ...(absent === undefined ? {} : { absent: absent() }),
        raising: t('Tells apart more; parameters grow in proportion.'),
        lowering: t('Trains faster and overfits less.'),
        why: t('There is at least one feature.'),
      }),
    },
  });

/** Attention of one sequence over another, or over itself. */
export const attention = weightedKind(
  'attention',
  {
    score: choice(['dot', 'additive'], {
      default: 'dot',
      about: {
        impact: 'medium',
        synonyms: { Keras: 'score_mode' },
        aliases: { luong: 'dot', bahdanau: 'additive', concat: 'additive', multiplicative: 'dot' },
        reference: 'luong2015',
        notes: () => ({
          meaning: t('How well a query and a key fit.'),
          choices: {
            dot: t('their inner product (Luong et al. 2015)'),
            additive: t('the sum of tanh(query + key) (Bahdanau et al. 2015)'),
          },
        }),
      },
    }),
    useScale: Type.Optional(
      flag({
        about: {
          impact: 'low',
          synonyms: { Keras: 'use_scale' },
          notes: () => ({
            meaning: t('Whether the score is weighted by learned numbers: one for dot, one a feature for additive.'),
            absent: t('false for dot, true for additive, as in Keras'),
          }),
        },
      }),
    ),
    causal,
    dropout,
  },
  {
    equation: 'attentionDot',
    reference: 'luong2015',
    synonyms: { Keras: 'Attention', PyTorch: 'F.scaled_dot_product_attention', Ludwig: 'reduce_output: attention' },
    notes: () => ({
      meaning: t(
        'Mixes the values by how well each fits the query. Inputs: query, value and, if it is another, key; one input attends to itself.',
      ),
      unit: t('`[batch, queries, features]` and `[batch, time, features]` to `[batch, queries, features]`'),
    }),
  },
);

/** Several attentions side by side. */
export const multiHeadAttention = weightedKind(
  'multiHeadAttention',
  {
    numHeads,
    keyDim: dim('key_dim', () => t('Size of the query and of the key of each head.')),
    valueDim: Type.Optional(
      dim(
        'value_dim',
        () => t('Size of the value of each head.'),
        () => t('the keyDim'),
      ),
    ),
    useBias,
    causal,
    dropout,
  },
  {
    equation: 'multiHeadAttention',
    reference: 'vaswani2017',
    synonyms: { Keras: 'MultiHeadAttention', PyTorch: 'nn.MultiheadAttention' },
    notes: () => ({
      meaning: t(
        'Several attentions side by side, each over projections of its own. Inputs: query, value and, if it is another, key.',
      ),
      unit: t('`[batch, queries, features]` and `[batch, time, …]` to `[batch, queries, features]`'),
    }),
  },
);

/** One block of a transformer's encoder. */
export const transformerEncoder = weightedKind(
  'transformerEncoder',
  {
    numHeads,
    intermediateDim: dim('intermediate_dim', () => t('Units of the hidden layer of the feed-forward part.')),
    activation: activation('relu', () => ({ meaning: t('What is applied in the feed-forward part.') })),
    normalizeFirst: flag({
      default: false,
      about: {
        impact: 'medium',
        synonyms: { Keras: 'normalize_first', PyTorch: 'norm_first' },
        notes: () => ({
          meaning: t(
            'Whether each part normalizes its input rather than its sum: trains more steadily in deep stacks.',
          ),
        }),
      },
    }),
    epsilon: number({
      exclusiveMinimum: 0,
      maximum: 1,
      default: 1e-5,
      about: {
        impact: 'low',
        synonyms: { Keras: 'layer_norm_epsilon', PyTorch: 'layer_norm_eps' },
        notes: () => ({
          meaning: t('Added to the variance in the layer normalizations.'),
          unit: t('variance'),
          raising: t('Values that hardly vary stay small.'),
          lowering: t('Values that hardly vary are blown up.'),
          why: t('At 0 a constant feature would divide by 0.'),
        }),
      },
    }),
    causal,
    dropout,
  },
  {
    equation: 'transformerEncoder',
    reference: 'vaswani2017',
    synonyms: {
      Keras: 'keras_hub.layers.TransformerEncoder',
      PyTorch: 'nn.TransformerEncoderLayer',
      Ludwig: 'encoder: transformer',
      Darts: 'TransformerModel',
    },
    notes: () => ({
      meaning: t('Attention of a sequence over itself, then two dense layers, each added to its input and normalized.'),
      unit: t('`[batch, time, features]`, unchanged'),
    }),
  },
);

/** Tells attention where a timestep stands. */
export const positionalEmbedding = weightedKind(
  'positionalEmbedding',
  {
    encoding: choice(['learned', 'sinusoidal'], {
      default: 'learned',
      about: {
        impact: 'medium',
        aliases: { sine: 'sinusoidal' },
        equation: 'positionalSinusoidal',
        reference: 'vaswani2017',
        notes: () => ({
          meaning: t('Where the vectors of the positions come from.'),
          choices: {
            learned: t('one trained vector a position: knows no position beyond the longest sequence'),
            sinusoidal: t('sines and cosines of the position: nothing to train'),
          },
        }),
      },
    }),
  },
  {
    reference: 'vaswani2017',
    synonyms: { Keras: 'keras_hub.layers.PositionEmbedding' },
    notes: () => ({
      meaning: t('Adds to each timestep a vector that tells its position: attention alone does not know the order.'),
      unit: t('`[batch, time, features]`, unchanged'),
    }),
  },
);
