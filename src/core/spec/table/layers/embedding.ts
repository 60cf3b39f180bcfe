import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import type { EmbeddingInitializer } from '../../../../contracts/layerConfigs.ts';
import { choice, flag, integer } from '../field.ts';
import { weightedKind } from './layerKind.ts';

const initializers = [
  'randomUniform',
  'randomNormal',
  'zeros',
  'ones',
  'glorotUniform',
  'glorotNormal',
  'heUniform',
  'heNormal',
  'lecunUniform',
  'lecunNormal',
  'orthogonal',
] as const satisfies readonly EmbeddingInitializer[];

/** Tokens to vectors. */
export const embedding = weightedKind(
  'embedding',
  {
    outputDim: integer({
      minimum: 1,
      maximum: 65_536,
      about: {
        impact: 'high',
        usual: [2, 1024],
        synonyms: { Keras: 'output_dim', PyTorch: 'embedding_dim', Ludwig: 'embedding_size' },
        reference: 'mikolov2013',
        notes: () => ({
          meaning: t('Size of the vector that stands for a token.'),
          unit: t('features'),
          raising: t('Tells apart more shades of meaning; parameters grow with the vocabulary times this.'),
          lowering: t('Generalises from fewer texts; tokens become harder to tell apart.'),
          why: t('A token is at least one number.'),
        }),
      },
    }),
    inputDim: Type.Optional(
      integer({
        minimum: 1,
        maximum: 100_000_000,
        about: {
          impact: 'low',
          synonyms: { Keras: 'input_dim', PyTorch: 'num_embeddings' },
          notes: () => ({
            meaning: t('Number of different tokens.'),
            unit: t('tokens'),
            absent: t('the size of the vocabulary, which the training rows and maxTokens decide'),
            raising: t('Rows that no token uses.'),
            lowering: t('Below the vocabulary there would be tokens without a vector.'),
            why: t('There is at least one token.'),
          }),
        },
      }),
    ),
    maskZero: flag({
      default: false,
      about: {
        impact: 'medium',
        synonyms: { Keras: 'mask_zero', PyTorch: 'padding_idx' },
        notes: () => ({
          meaning: t('Whether token 0 is padding that the layers above pass over.'),
        }),
      },
    }),
    embeddingsInitializer: choice(initializers, {
      default: 'randomUniform',
      about: {
        impact: 'low',
        synonyms: { Keras: 'embeddings_initializer' },
        aliases: { uniform: 'randomUniform', normal: 'randomNormal' },
        notes: () => ({
          meaning: t('First values of the vectors, unless data.input.pretrainedEmbeddings gives them.'),
          unit: t('`[vocabulary, outputDim]`'),
          choices: {
            randomUniform: t('uniform, -0.05 to 0.05'),
            randomNormal: t('normal, standard deviation 0.05'),
          },
        }),
      },
    }),
  },
  {
    equation: 'embedding',
    reference: 'mikolov2013',
    synonyms: { Keras: 'Embedding', PyTorch: 'nn.Embedding', Ludwig: 'encoder: embed' },
    notes: () => ({
      meaning: t('Looks up a learned vector for each token: the first layer over text.'),
      unit: t('`[batch, time]` of tokens to `[batch, time, outputDim]`'),
    }),
  },
);
