import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { flag, kind, object, text, type Notes } from '../field.ts';
import { normalization } from '../normalizationTable.ts';

function column(notes: () => Notes) {
  return text({ about: { impact: 'high', synonyms: { Ludwig: 'name' }, notes } });
}

/** `data.target` of type number. */
export const numberTarget = object(
  {
    type: kind('number'),
    column: column(() => ({
      meaning: t('Column with the number to predict; of a series, the one in the last row of each window.'),
      unit: t('column name'),
    })),
    normalization: normalization(
      () => ({ meaning: t('How the number is scaled while training. Undone for everything that a person sees.') }),
      { default: 'zscore' },
    ),
  },
  {
    about: {
      synonyms: { Ludwig: 'number' },
      notes: () => ({ meaning: t('One number a sequence: makes the task regression.'), unit: t('`[batch, 1]`') }),
    },
  },
);

/** `data.target` of type category. */
export const categoryTarget = object(
  {
    type: kind('category'),
    column: Type.Optional(
      column(() => ({
        meaning: t('Column with the label; of a series, the one in the last row of each window.'),
        unit: t('column name'),
        absent: t('the sub-folder of an image or a clip, the label file of idx and npz'),
      })),
    ),
  },
  {
    about: {
      synonyms: { Ludwig: 'category, binary' },
      notes: () => ({
        meaning: t('One label a sequence: makes the task classification.'),
        unit: t('`[batch, classes]`, also for two; `[batch, 1]` with the loss binaryCrossentropy'),
      }),
    },
  },
);

/** `data.target` of type tags. */
export const tagsTarget = object(
  {
    type: kind('tags'),
    column: Type.Optional(
      column(() => ({
        meaning: t('Column with a tag for each token.'),
        unit: t('column name, or its number in a conll file'),
        absent: t('the last column of a conll file'),
      })),
    ),
    crf: flag({
      default: false,
      about: {
        impact: 'medium',
        synonyms: { Keras: 'CRF (keras-contrib)', PyTorch: 'torchcrf.CRF' },
        reference: 'lample2016',
        equation: 'crf',
        notes: () => ({
          meaning: t(
            'Whether the tags of a sequence are chosen together, by a conditional random field behind the last layer. It learns how well each tag follows each other, begins and ends a sequence; it is trained by the negative log-likelihood of whole sequences, of which the loss is the mean per token, and answers with the sequence of the highest score (Viterbi). The probability beside a tag is that over all sequences.',
          ),
          why: t(
            'Worth it where tags depend on each other, as B- and I- of entities do. It costs tags · tags + 2 · tags parameters, and about three times tags · tags operations a token.',
          ),
        }),
      },
    }),
  },
  {
    about: {
      synonyms: { Ludwig: 'sequence with decoder: tagger' },
      notes: () => ({
        meaning: t(
          'One label a token: makes the task sequence tagging. Bidirectional layers let each token see both sides of it; with "crf", tags are chosen as whole sequences, else each on its own.',
        ),
        unit: t('`[batch, time, tags]`'),
      }),
    },
  },
);

/** `data.target` of type next. */
export const nextTarget = object(
  { type: kind('next') },
  {
    about: {
      notes: () => ({
        meaning: t('The next token at every timestep: makes the task a language model.'),
        unit: t('`[batch, time, vocabulary]`'),
      }),
    },
  },
);
