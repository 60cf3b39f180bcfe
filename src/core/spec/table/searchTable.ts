import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { anything, chainOf, choice, integer, kind, mapOf, number, object, variants } from './field.ts';
import { monitor } from './training/metrics.ts';

const bound = (synonym: string, meaning: () => string) =>
  Type.Optional(
    number({
      minimum: -1e12,
      maximum: 1e12,
      about: {
        impact: 'high',
        synonyms: { Ludwig: synonym },
        notes: () => ({
          meaning: meaning(),
          unit: t('unit of the key'),
          absent: t('none: uniform, logUniform and int need it'),
          why: t('Larger numbers are no key of this language.'),
        }),
      },
    }),
  );

const space = object(
  {
    space: choice(['choice', 'uniform', 'logUniform', 'int'], {
      about: {
        impact: 'high',
        synonyms: { Ludwig: 'space' },
        aliases: { categorical: 'choice', loguniform: 'logUniform', float: 'uniform', randint: 'int' },
        notes: () => ({
          meaning: t('Where values come from.'),
          choices: {
            choice: t('one of "values"'),
            uniform: t('any number from min to max, all equally likely'),
            logUniform: t('any number from min to max, each power of ten equally likely: for learning rates'),
            int: t('a whole number from min to max'),
          },
        }),
      },
    }),
    values: Type.Optional(
      chainOf(anything({ about: { notes: () => ({ meaning: t('A value of the key.') }) } }), {
        about: {
          impact: 'high',
          synonyms: { Ludwig: 'categories' },
          notes: () => ({
            meaning: t('The values to choose from, as they would stand in the spec.'),
            absent: t('none: choice needs them'),
          }),
        },
      }),
    ),
    min: bound('lower', () => t('The lowest value.')),
    max: bound('upper', () => t('The highest value.')),
    step: Type.Optional(
      number({
        exclusiveMinimum: 0,
        maximum: 1e12,
        about: {
          impact: 'medium',
          synonyms: { Ludwig: 'q' },
          notes: () => ({
            meaning: t('Distance of two neighbouring values; for logUniform their ratio.'),
            unit: t('unit of the key'),
            absent: t('any value between min and max; 1 for int'),
            raising: t('Fewer values to try.'),
            lowering: t('A finer search.'),
            why: t('Two values differ.'),
          }),
        },
      }),
    ),
  },
  { about: { notes: () => ({ meaning: t('The values that a key may take.') }) } },
);

const folds = integer({
  minimum: 2,
  maximum: 1000,
  default: 5,
  about: {
    impact: 'medium',
    usual: [2, 20],
    synonyms: { Keras: 'n_splits', Ludwig: 'k_fold' },
    notes: () => ({
      meaning: t('How often the data is split anew; each trial is trained so often.'),
      unit: t('folds'),
      raising: t('A surer judgement, in proportionally more time.'),
      lowering: t('Faster, less sure.'),
      why: t('One fold would be no comparison.'),
    }),
  },
});

const timeSeries = object(
  {
    type: kind('timeSeries'),
    folds,
    gap: integer({
      minimum: 0,
      maximum: 10_000_000,
      default: 0,
      about: {
        impact: 'low',
        synonyms: { Keras: 'gap' },
        notes: () => ({
          meaning: t('Rows left out between training and test of a fold.'),
          unit: t('rows'),
          raising: t('Less leaks from one to the other.'),
          lowering: t('At 0 the test begins with the next row.'),
          why: t('The two cannot overlap.'),
        }),
      },
    }),
    testSize: Type.Optional(
      integer({
        minimum: 1,
        maximum: 1_000_000_000,
        about: {
          impact: 'medium',
          synonyms: { Keras: 'test_size' },
          notes: () => ({
            meaning: t('Rows that each fold is judged on.'),
            unit: t('rows'),
            absent: t('rows / (folds + 1)'),
            raising: t('A surer judgement of each fold, from less training.'),
            lowering: t('More training rows.'),
            why: t('At least one row is judged.'),
          }),
        },
      }),
    ),
    window: choice(['expanding', 'sliding'], {
      default: 'expanding',
      about: {
        impact: 'medium',
        synonyms: { Keras: 'max_train_size', Darts: 'train_length' },
        notes: () => ({
          meaning: t('Where the training rows of a fold begin.'),
          choices: {
            expanding: t('at the first row: each fold trains on more'),
            sliding: t('so that all folds train on as many rows'),
          },
        }),
      },
    }),
  },
  {
    about: {
      reference: 'bergmeir2012',
      synonyms: { Keras: 'TimeSeriesSplit', Darts: 'historical_forecasts' },
      notes: () => ({ meaning: t('Every fold is judged on rows later than those that it was trained on.') }),
    },
  },
);

const kFold = object(
  { type: kind('kFold'), folds },
  {
    about: {
      synonyms: { Keras: 'KFold', Ludwig: 'k_fold' },
      notes: () => ({ meaning: t('Every row is in the test part of one fold. Not for series.') }),
    },
  },
);

/** Everything under `search`. */
export const search = Type.Optional(
  object(
    {
      algorithm: choice(['grid', 'random', 'halving'], {
        default: 'random',
        about: {
          impact: 'medium',
          synonyms: { Keras: 'RandomSearch, GridSearch, Hyperband', Ludwig: 'search_alg' },
          aliases: { hyperband: 'halving', successiveHalving: 'halving' },
          reference: 'bergstra2012',
          notes: () => ({
            meaning: t('Which values are tried.'),
            choices: {
              grid: t('all combinations, in order'),
              random: t('combinations by chance: finds more with as many trials where few keys matter'),
              halving: t('many for few epochs, the better half for more, and so on (Jamieson & Talwalkar 2016)'),
            },
          }),
        },
      }),
      objective: monitor('validationLoss', () => ({ meaning: t('The figure that the best trial has the best of.') })),
      direction: choice(['minimize', 'maximize'], {
        default: 'minimize',
        about: {
          impact: 'medium',
          synonyms: { Keras: 'direction', Ludwig: 'goal' },
          aliases: { min: 'minimize', max: 'maximize' },
          notes: () => ({
            meaning: t('Whether a low or a high figure is good.'),
            choices: { minimize: t('low is good: losses and errors'), maximize: t('high is good: accuracy, f1, r2') },
          }),
        },
      }),
      maxTrials: integer({
        minimum: 1,
        maximum: 1_000_000,
        default: 20,
        about: {
          impact: 'high',
          usual: [2, 1000],
          synonyms: { Keras: 'max_trials', Ludwig: 'num_samples' },
          notes: () => ({
            meaning: t('Models that are trained at most.'),
            unit: t('trials'),
            raising: t('Finds better values, in proportionally more time.'),
            lowering: t('Ends sooner.'),
            why: t('A search tries something.'),
          }),
        },
      }),
      parallelism: integer({
        minimum: 1,
        maximum: 256,
        default: 1,
        about: {
          impact: 'low',
          synonyms: { Ludwig: 'max_concurrent_trials' },
          notes: () => ({
            meaning: t('Models that train at the same time.'),
            unit: t('trials'),
            raising: t('Uses more cores; small models gain most.'),
            lowering: t('At 1 each model has all cores.'),
            why: t('One must train.'),
          }),
        },
      }),
      parameters: mapOf(space, {
        about: {
          impact: 'high',
          synonyms: { Ludwig: 'parameters' },
          notes: () => ({
            meaning: t('What is varied: paths of this spec, such as layers[0].units, each with its values.'),
            unit: t('path to values'),
          }),
        },
      }),
      crossValidation: Type.Optional(
        variants([timeSeries, kFold], {
          about: {
            impact: 'medium',
            synonyms: { Ludwig: 'k_fold' },
            reference: 'bergmeir2012',
            notes: () => ({
              meaning: t('Judges each trial on several splits of the data.'),
              absent: t('each trial is judged on the validation split of data.split'),
            }),
          },
        }),
      ),
    },
    {
      about: {
        impact: 'high',
        later: true,
        synonyms: { Keras: 'KerasTuner', Ludwig: 'hyperopt', Darts: 'gridsearch' },
        notes: () => ({
          meaning: t('Trains many variants of the model and finds the best.'),
          absent: t('one model is trained'),
        }),
      },
    },
  ),
);
