import { t } from '@vscode/l10n';
import { integer, kind, number, object, tuple } from './field.ts';

/** `data.split` of type time. */
export const timeSplit = object(
  {
    type: kind('time'),
    probabilities: tuple(
      number({
        minimum: 0,
        maximum: 1,
        about: { notes: () => ({ meaning: t('Share of the rows: train, validation, test.') }) },
      }),
      {
        default: [0.7, 0.15, 0.15],
        about: {
          impact: 'medium',
          synonyms: { Keras: 'validation_split', Ludwig: 'probabilities' },
          notes: () => ({
            meaning: t('Shares of the rows for train, validation and test, in the order of time. They add up to 1.'),
            unit: t('share of the rows, three numbers'),
            raising: t('More training rows teach more; the judgement on the rest becomes less certain.'),
            lowering: t('More held-out rows judge more reliably.'),
          }),
        },
      },
    ),
    gap: integer({
      minimum: 0,
      maximum: 10_000_000,
      default: 0,
      about: {
        impact: 'low',
        notes: () => ({
          meaning: t('Rows left out between two splits, so that neighbours do not leak from one to the next.'),
          unit: t('rows'),
          raising: t('Splits are more independent; some rows are used by none.'),
          lowering: t('At 0 the next split starts with the next row. Windows never cross a split in any case.'),
          why: t('Splits cannot overlap.'),
        }),
      },
    }),
  },
  {
    about: {
      notes: () => ({
        meaning: t('Splits at points in time: the model is judged on rows later than all that it was trained on.'),
      }),
    },
  },
);
