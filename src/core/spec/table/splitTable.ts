import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { integer, kind, number, object, text, tuple, type Notes } from './field.ts';

/** Shares of train, validation and test. */
const shares = tuple(
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
        meaning: t('Shares of the rows for train, validation and test; by time in this order. They add up to 1.'),
        unit: t('share of the rows, three numbers'),
        raising: t('More training rows teach more; the judgement on the rest becomes less certain.'),
        lowering: t('More held-out rows judge more reliably.'),
      }),
    },
  },
);

/** `data.split` of type time. */
export const timeSplit = object(
  {
    type: kind('time'),
    probabilities: shares,
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

function column(notes: () => Notes) {
  return text({ about: { impact: 'medium', synonyms: { Ludwig: 'column' }, notes } });
}

/** `data.split` of type random. */
export const randomSplit = object(
  { type: kind('random'), probabilities: shares },
  {
    about: {
      synonyms: { Ludwig: 'random' },
      notes: () => ({
        meaning: t('Every row by chance, which training.seed decides. Not for series: their neighbours would leak.'),
      }),
    },
  },
);

/** `data.split` of type stratify. */
export const stratifiedSplit = object(
  {
    type: kind('stratify'),
    probabilities: shares,
    column: Type.Optional(
      column(() => ({
        meaning: t('Column whose values each split has in the same shares.'),
        unit: t('column name'),
        absent: t('the target'),
      })),
    ),
  },
  {
    about: {
      synonyms: { Keras: 'stratify', Ludwig: 'stratify' },
      notes: () => ({ meaning: t('By chance, but each split has all classes in the same shares: for rare classes.') }),
    },
  },
);

/** `data.split` of type fixed. */
export const fixedSplit = object(
  {
    type: kind('fixed'),
    column: column(() => ({
      meaning: t(
        'Column that says where a row belongs: train, validation, test, or 0, 1, 2. Of pictures it is "split" where folders or files are named so: train/cats, x_test.',
      ),
      unit: t('column name'),
    })),
  },
  {
    about: {
      synonyms: { Ludwig: 'fixed' },
      notes: () => ({ meaning: t('As a column of the file says: for data sets that come with their test rows.') }),
    },
  },
);

/** `data.split` of type hash. */
export const hashSplit = object(
  {
    type: kind('hash'),
    probabilities: shares,
    column: column(() => ({
      meaning: t('Column whose value decides: rows with the same value, such as one person, stay together.'),
      unit: t('column name'),
    })),
  },
  {
    about: {
      synonyms: { Ludwig: 'hash' },
      notes: () => ({ meaning: t('By a hash of a column: a row stays in its split when rows are added.') }),
    },
  },
);

/**
 * The split that stands for one that is left out: what comes one after the other in time is not drawn by chance, and all
 * labels are in every part.
 *
 * @param data the keys beside the split, as they stand in a document
 */
export function usualSplit(data: Readonly<Record<string, unknown>>): { readonly type: 'time' | 'stratify' | 'random' } {
  const [input, target] = [typeOf(data['input']), typeOf(data['target'])];
  // Where nothing is said yet, what is right for series does no harm.
  const isSeries = input === undefined || input === 'timeseries' || target === 'next' || data['time'] !== undefined;
  return { type: isSeries ? 'time' : target === 'category' ? 'stratify' : 'random' };
}

function typeOf(part: unknown): unknown {
  return typeof part === 'object' && part !== null && 'type' in part ? part.type : part;
}
