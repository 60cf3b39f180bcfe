import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { choice, integer, kind, listOf, object, text, type About, type Notes } from '../field.ts';
import { normalization } from '../normalizationTable.ts';

/** Names of columns of numbers. */
export const columns = listOf(
  text({
    about: { notes: () => ({ meaning: t('Name of a column, as it stands in the header line of the file.') }) },
  }),
  {
    about: {
      impact: 'high',
      synonyms: { Ludwig: 'input_features[].name', Darts: 'value_cols' },
      notes: () => ({
        meaning: t('The columns of numbers that form the series, in this order.'),
        unit: t('column names'),
        raising: t('More columns show the model more causes, and cost little; unrelated ones add noise to learn away.'),
        lowering: t('Fewer columns train faster and overfit less.'),
      }),
    },
  },
);

function covariateList(synonyms: NonNullable<About['synonyms']>, notes: () => Notes) {
  return listOf(
    text({
      about: { notes: () => ({ meaning: t('Name of a column, as it stands in the header line of the file.') }) },
    }),
    { default: [], minItems: 0, about: { impact: 'medium', synonyms, notes } },
  );
}

const calendar = listOf(
  choice(['hourOfDay', 'dayOfWeek', 'dayOfMonth', 'dayOfYear', 'weekOfYear', 'monthOfYear'], {
    about: {
      aliases: { hour: 'hourOfDay', day: 'dayOfWeek', weekday: 'dayOfWeek', week: 'weekOfYear', month: 'monthOfYear' },
      notes: () => ({
        meaning: t('A phase of the calendar.'),
        choices: {
          hourOfDay: t('0 to 23, for daily rhythms'),
          dayOfWeek: t('Monday to Sunday, for weekly rhythms'),
          dayOfMonth: t('1 to 31, for paydays and the like'),
          dayOfYear: t('1 to 366, for seasons in daily rows'),
          weekOfYear: t('1 to 53, for seasons in weekly rows'),
          monthOfYear: t('1 to 12, for seasons in monthly rows'),
        },
      }),
    },
  }),
  {
    default: [],
    minItems: 0,
    about: {
      impact: 'medium',
      synonyms: { Darts: 'add_encoders' },
      notes: () => ({
        meaning: t(
          'Phases of each input timestep that the model sees, each as sine and cosine, so that December is next to January.',
        ),
        unit: t('two features each'),
      }),
    },
  },
);

/** `data.input` of type timeseries. */
export const timeseriesInput = object(
  {
    type: kind('timeseries'),
    columns,
    windowSize: integer({
      minimum: 1,
      maximum: 100_000,
      about: {
        impact: 'high',
        usual: [2, 1000],
        synonyms: { Keras: 'sequence_length', Ludwig: 'window_size', Darts: 'input_chunk_length' },
        notes: () => ({
          meaning: t('Timesteps that the model sees at once, before it answers.'),
          unit: t('timesteps'),
          raising: t(
            'The model can use events further back; time and memory of a step grow in proportion, and far steps receive ever less gradient.',
          ),
          lowering: t(
            'Steps get faster; what happened before the window is invisible to the model. Keep at least one season.',
          ),
          why: t('A window holds at least one timestep.'),
        }),
      },
    }),
    stride: integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 1,
      about: {
        impact: 'low',
        synonyms: { Keras: 'sequence_stride', Darts: 'stride' },
        notes: () => ({
          meaning: t('Rows between the starts of two consecutive windows.'),
          unit: t('rows'),
          raising: t('Fewer, less overlapping windows: an epoch is shorter, and sees less.'),
          lowering: t('At 1 every row starts a window.'),
          why: t('With 0 all windows would be the same one.'),
        }),
      },
    }),
    samplingRate: integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 1,
      about: {
        impact: 'medium',
        synonyms: { Keras: 'sampling_rate' },
        notes: () => ({
          meaning: t('Rows between two consecutive timesteps inside a window: 7 reads one day a week from daily rows.'),
          unit: t('rows'),
          raising: t('A window of the same size reaches further back, but skips what lies between.'),
          lowering: t('At 1 no row is skipped.'),
          why: t('Two timesteps cannot be the same row.'),
        }),
      },
    }),
    covariates: object(
      {
        past: covariateList({ Darts: 'past_covariates' }, () => ({
          meaning: t(
            'Columns that the model sees, but does not forecast: known up to the last timestep of the window.',
          ),
          unit: t('column names'),
          raising: t('Shows the model more causes; unrelated ones add noise to learn away.'),
        })),
        future: covariateList({ Darts: 'future_covariates' }, () => ({
          meaning: t(
            'Columns whose future is known in advance, such as holidays or prices: each input timestep shows the value that is `horizon` timesteps later (one timestep later with the recursive strategy), so the last timesteps tell of the time to forecast. To forecast beyond the last value, the file goes on with rows in which they are given and the targets are empty.',
          ),
          unit: t('column names'),
          raising: t('Shows the model what will be; a column that is not truly known in advance is a leak.'),
        })),
      },
      {
        default: {},
        about: {
          impact: 'medium',
          synonyms: { Darts: 'past_covariates, future_covariates' },
          notes: () => ({ meaning: t('Columns that only the model sees.') }),
        },
      },
    ),
    calendar,
    normalization: normalization(
      () => ({
        meaning: t('How the columns are scaled before the model sees them. Fitted on the training rows alone.'),
      }),
      { default: 'zscore' },
    ),
  },
  {
    about: {
      notes: () => ({
        meaning: t('Windows of consecutive rows of one or more columns of numbers.'),
        unit: t('`[batch, windowSize, columns]`'),
      }),
    },
  },
);

/** `data.target` of type timeseries. */
export const timeseriesTarget = object(
  {
    type: kind('timeseries'),
    columns,
    horizon: integer({
      minimum: 1,
      maximum: 10_000,
      default: 1,
      about: {
        impact: 'high',
        usual: [1, 1000],
        synonyms: { Ludwig: 'horizon', Darts: 'output_chunk_length' },
        notes: () => ({
          meaning: t(
            'Timesteps after the window to forecast. With the direct strategy the head has horizon x columns units.',
          ),
          unit: t('timesteps'),
          raising: t('Looks further ahead; every further step is harder, and shares the same state.'),
          lowering: t('At 1 only the next timestep is forecast.'),
          why: t('Something must be forecast.'),
        }),
      },
    }),
    strategy: choice(['direct', 'recursive'], {
      default: 'direct',
      about: {
        impact: 'medium',
        synonyms: { Darts: 'output_chunk_length, n' },
        reference: 'taieb2012',
        notes: () => ({
          meaning: t('How several timesteps are forecast.'),
          choices: {
            direct: t('all steps of the horizon at once, each with outputs of its own'),
            recursive: t(
              'one step is learned; its forecast is read as input for the next one, up to the horizon and beyond: smaller and of any length, but errors add up',
            ),
          },
        }),
      },
    }),
    seasonLength: Type.Optional(
      integer({
        minimum: 1,
        maximum: 1_000_000,
        about: {
          impact: 'low',
          synonyms: { Darts: 'm' },
          reference: 'hyndman2006',
          notes: () => ({
            meaning: t(
              'Timesteps of one season, for the seasonal naive baseline and for MASE. Training does not use it.',
            ),
            unit: t('timesteps'),
            absent: t('taken from the spacing of the time stamps: 7 for days, 12 for months, 24 for hours'),
            raising: t('The baseline repeats a longer past.'),
            lowering: t('At 1 the seasonal naive baseline is the naive one.'),
            why: t('A season of one timestep is no season; less is impossible.'),
          }),
        },
      }),
    ),
    normalization: Type.Optional(
      normalization(() => ({
        meaning: t('How the target columns are scaled while training. Undone for everything that a person sees.'),
        absent: t('the same kind as in data.input'),
      })),
    ),
  },
  {
    about: {
      notes: () => ({
        meaning: t('The next values of one or more columns of numbers: makes the task forecasting.'),
        unit: t('`[batch, horizon x columns]`'),
      }),
    },
  },
);
