import { t } from '@vscode/l10n';
import { kind, number, object, tuple, variants, type Notes } from './field.ts';

const minmax = object(
  {
    type: kind('minmax'),
    range: tuple(
      number({
        minimum: -1e6,
        maximum: 1e6,
        about: { notes: () => ({ meaning: t('One end of the range.') }) },
      }),
      {
        default: [0, 1],
        about: {
          impact: 'low',
          synonyms: { Keras: 'Rescaling' },
          notes: () => ({
            meaning: t('Where the smallest and the largest training value come to lie.'),
            unit: t('two numbers, low and high'),
            raising: t('A wider range makes larger activations and gradients.'),
            lowering: t('[-1, 1] fits tanh better than [0, 1].'),
          }),
        },
      },
    ),
  },
  {
    about: {
      equation: 'minmax',
      notes: () => ({
        meaning: t(
          'Maps the smallest training value to the low end and the largest to the high end. One outlier squeezes all the rest.',
        ),
      }),
    },
  },
);

const zscore = object(
  { type: kind('zscore') },
  {
    about: {
      equation: 'zscore',
      notes: () => ({ meaning: t('Mean 0 and standard deviation 1 over the training rows. A safe choice.') }),
    },
  },
);

const robust = object(
  { type: kind('robust') },
  {
    about: {
      equation: 'robust',
      notes: () => ({ meaning: t('Median 0 and quartile range 1 over the training rows: outliers do not move it.') }),
    },
  },
);

const log1p = object(
  { type: kind('log1p') },
  {
    about: {
      equation: 'log1p',
      notes: () => ({ meaning: t('For values above -1 that span several powers of ten, such as counts or prices.') }),
    },
  },
);

const none = object(
  { type: kind('none') },
  {
    about: {
      notes: () => ({ meaning: t('The values as they are: only for columns that are already around -1 to 1.') }),
    },
  },
);

/** Scaling of columns; the bare word may stand for the object. Without `preset` it may be left out, and then is absent. */
export function normalization(notes: () => Notes, preset: { readonly default?: 'zscore' | 'minmax' } = {}) {
  return variants([minmax, zscore, robust, log1p, none], {
    shorthand: true,
    ...preset,
    about: {
      impact: 'high',
      synonyms: { Keras: 'Normalization', Ludwig: 'preprocessing.normalization', Darts: 'Scaler' },
      aliases: { minMax: 'minmax', min_max: 'minmax', standard: 'zscore', standardize: 'zscore', log: 'log1p' },
      notes,
    },
  });
}
