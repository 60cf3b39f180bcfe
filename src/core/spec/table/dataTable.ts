import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { choice, integer, kind, listOf, number, object, text, variants } from './field.ts';
import { normalization } from './normalizationTable.ts';
import { timeSplit } from './splitTable.ts';

const columns = listOf(
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

/** `data.input` of type timeseries. */
const timeseriesInput = object(
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
const timeseriesTarget = object(
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
          meaning: t('Timesteps after the window to forecast, all at once. The head has horizon x columns units.'),
          unit: t('timesteps'),
          raising: t('Looks further ahead; every further step is harder, and shares the same state.'),
          lowering: t('At 1 only the next timestep is forecast.'),
          why: t('Something must be forecast.'),
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

/** Everything under `data`. */
export const data = object(
  {
    source: text({
      about: {
        impact: 'high',
        notes: () => ({
          meaning: t(
            'The csv file with the rows in the order of time, and a header line. Relative to the folder of the spec.',
          ),
          unit: t('path'),
        }),
      },
    }),
    delimiter: Type.Optional(
      text({
        maxLength: 1,
        about: {
          impact: 'low',
          notes: () => ({
            meaning: t('The character between two fields of the file, such as "," or ";" or "\\t".'),
            unit: t('one character'),
            absent: t('comma, semicolon or tab, whichever the header line uses'),
          }),
        },
      }),
    ),
    time: Type.Optional(
      text({
        about: {
          impact: 'low',
          synonyms: { Darts: 'time_col' },
          notes: () => ({
            meaning: t(
              'Column with the time stamps: for the axis of charts, the length of a season, and the check of the order.',
            ),
            unit: t('column name'),
            absent: t('rows are one step apart and have no dates'),
          }),
        },
      }),
    ),
    input: variants([timeseriesInput], {
      about: {
        impact: 'high',
        synonyms: { Ludwig: 'input_features' },
        notes: () => ({ meaning: t('What goes into the model. Its type decides how the file is read.') }),
      },
    }),
    target: variants([timeseriesTarget], {
      about: {
        impact: 'high',
        synonyms: { Ludwig: 'output_features' },
        notes: () => ({
          meaning: t('What comes out of the model. The task, the head, the loss and the metrics follow from its type.'),
        }),
      },
    }),
    split: variants([timeSplit], {
      default: { type: 'time' },
      about: {
        impact: 'medium',
        synonyms: { Ludwig: 'preprocessing.split' },
        notes: () => ({ meaning: t('Which rows train the model, which choose the best epoch, and which judge it.') }),
      },
    }),
    missingValueStrategy: choice(
      ['error', 'drop_row', 'ffill', 'bfill', 'interpolate', 'fill_with_mean', 'fill_with_const'],
      {
        default: 'error',
        about: {
          impact: 'medium',
          synonyms: { Ludwig: 'missing_value_strategy', Darts: 'fill_missing_values' },
          notes: () => ({
            meaning: t('What happens to a row with an empty field in a column that is used.'),
            choices: {
              error: t('training does not start; row and column are named'),
              drop_row: t('the row is left out, as if it had never been'),
              ffill: t('the last value before it'),
              bfill: t('the next value after it: looks into the future'),
              interpolate: t('on the line between its neighbours: looks into the future'),
              fill_with_mean: t('the mean of the training rows'),
              fill_with_const: t('the number in fillValue'),
            },
          }),
        },
      },
    ),
    fillValue: Type.Optional(
      number({
        minimum: -1e30,
        maximum: 1e30,
        about: {
          impact: 'low',
          synonyms: { Ludwig: 'fill_value' },
          notes: () => ({
            meaning: t('The number that stands for empty fields with fill_with_const.'),
            unit: t('unit of the column'),
            absent: t('none: fill_with_const needs it'),
          }),
        },
      }),
    ),
  },
  {
    about: {
      notes: () => ({
        meaning: t('Where the numbers come from, what the model sees of them, and what it must forecast.'),
      }),
    },
  },
);
