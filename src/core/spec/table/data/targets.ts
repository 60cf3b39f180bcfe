import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { kind, object, text, type Notes } from '../field.ts';
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
  },
  {
    about: {
      synonyms: { Ludwig: 'sequence with decoder: tagger' },
      notes: () => ({
        meaning: t(
          'One label a token: makes the task sequence tagging. Each tag is chosen on its own: there is no CRF layer; bidirectional layers let each token see both sides of it.',
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
