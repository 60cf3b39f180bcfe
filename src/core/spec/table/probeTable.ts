import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { chainOf, choice, integer, object, pair, text } from './field.ts';

const probe = object(
  {
    name: text({
      maxLength: 100,
      about: { impact: 'low', notes: () => ({ meaning: t('Name of the probe in charts. Unique.') }) },
    }),
    select: Type.Optional(
      choice(['worst', 'random', 'first'], {
        about: {
          impact: 'low',
          notes: () => ({
            meaning: t('Which sequences of the validation split are watched.'),
            absent: t('those that "text" or "rows" name'),
            choices: {
              worst: t('those with the greatest loss, chosen anew each time'),
              random: t('by chance, the same ones all the time'),
              first: t('the first ones'),
            },
          }),
        },
      }),
    ),
    count: Type.Optional(
      integer({
        minimum: 1,
        maximum: 1000,
        about: {
          impact: 'low',
          notes: () => ({
            meaning: t('How many sequences "select" takes.'),
            unit: t('sequences'),
            absent: t('1'),
            raising: t('Shows more, and takes more time and space.'),
            lowering: t('Shows less.'),
            why: t('A probe watches something.'),
          }),
        },
      }),
    ),
    text: Type.Optional(
      text({
        about: {
          impact: 'low',
          notes: () => ({ meaning: t('A text to watch.'), absent: t('those that "select" or "rows" name') }),
        },
      }),
    ),
    rows: Type.Optional(
      pair(
        integer({
          minimum: 0,
          maximum: 1_000_000_000,
          about: { notes: () => ({ meaning: t('A row of the file, counted from 0 without the header.') }) },
        }),
        {
          about: {
            impact: 'low',
            notes: () => ({
              meaning: t('First row to watch, and the first one after it.'),
              unit: t('rows: from, to'),
              absent: t('those that "select" or "text" name'),
              why: t('Rows are counted from 0.'),
            }),
          },
        },
      ),
    ),
    everyEpochs: integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 1,
      about: {
        impact: 'low',
        notes: () => ({
          meaning: t('Epochs between two looks.'),
          unit: t('epochs'),
          raising: t('Less time and space.'),
          lowering: t('At 1 after every epoch.'),
          why: t('An epoch is the shortest time between two looks.'),
        }),
      },
    }),
  },
  { about: { notes: () => ({ meaning: t('Sequences that are watched while the model trains.') }) } },
);

/** Everything under `probes`. */
export const probes = chainOf(probe, {
  default: [],
  minItems: 0,
  about: {
    impact: 'low',
    later: true,
    notes: () => ({ meaning: t('Sequences whose gates, states and answers are recorded while the model trains.') }),
  },
});

/** Everything under `assert`. */
export const assertions = chainOf(
  text({
    about: {
      notes: () => ({ meaning: t('An expectation, such as "validationLoss < 0.01" or "beats: seasonalNaive".') }),
    },
  }),
  {
    default: [],
    minItems: 0,
    about: {
      impact: 'low',
      notes: () => ({
        meaning: t(
          'Expectations that are checked after training: a figure, <, <=, > or >=, and a number; or "beats:" and a baseline.',
        ),
      }),
    },
  },
);
