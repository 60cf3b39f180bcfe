import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { kind, mapOf, number, object, variants } from '../field.ts';

const balanced = object(
  { type: kind('balanced') },
  {
    about: {
      reference: 'king2001',
      notes: () => ({ meaning: t('Rows / (classes x rows of the class): every class weighs the same in all.') }),
    },
  },
);

const given = object(
  {
    type: kind('weights'),
    weights: mapOf(
      number({
        minimum: 0,
        maximum: 1e6,
        about: {
          impact: 'medium',
          notes: () => ({
            meaning: t('How much a row of this class counts in the loss.'),
            unit: t('factor'),
            raising: t('Is missed less often, and alarms falsely more often.'),
            lowering: t('At 0 the class is not learned.'),
            why: t('A negative weight would teach the opposite.'),
          }),
        },
      }),
      {
        about: {
          impact: 'medium',
          synonyms: { Keras: 'class_weight', PyTorch: 'weight' },
          notes: () => ({
            meaning: t('A factor for each label; labels that are absent count 1.'),
            unit: t('factor a label'),
          }),
        },
      },
    ),
  },
  { about: { notes: () => ({ meaning: t('Factors that a person sets.') }) } },
);

/** `data.classWeight`. */
export const classWeight = Type.Optional(
  variants([balanced, given], {
    shorthand: true,
    about: {
      impact: 'medium',
      synonyms: { Keras: 'class_weight', PyTorch: 'weight', Ludwig: 'class_weights' },
      reference: 'king2001',
      notes: () => ({
        meaning: t('How much the rows of each class count in the loss: for classes of very different size.'),
        absent: t('every row counts the same'),
      }),
    },
  }),
);
