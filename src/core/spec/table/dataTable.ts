import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { augmentation } from './data/augmentation.ts';
import { classWeight } from './data/classWeight.ts';
import { imageInput, vectorInput, videoInput } from './data/images.ts';
import { categoryTarget, nextTarget, numberTarget, tagsTarget } from './data/targets.ts';
import { textInput, textTarget } from './data/text.ts';
import { timeseriesInput, timeseriesTarget } from './data/timeseries.ts';
import { choice, number, object, text, variants } from './field.ts';
import { fixedSplit, hashSplit, randomSplit, stratifiedSplit, timeSplit, usualSplit } from './splitTable.ts';

/** Everything under `data`. */
export const data = object(
  {
    source: text({
      about: {
        impact: 'high',
        notes: () => ({
          meaning: t(
            'The data: a table (csv, tsv, jsonl, json, parquet), tagged sentences (conll, conllu), arrays (npy, npz, idx), translations (po), text (txt), or a folder of images with one sub-folder a class, of GIFs or of frames. Relative to the folder of the spec.',
          ),
          unit: t('path, or a pattern such as data/*.csv'),
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
              'Column with the time stamps: for the axis of charts, the length of a season, the check of the order, and to find timesteps that are absent from evenly spaced rows.',
            ),
            unit: t('column name'),
            absent: t('rows are one step apart and have no dates'),
          }),
        },
      }),
    ),
    timeFormat: Type.Optional(
      choice(['dayFirst', 'monthFirst'], {
        about: {
          impact: 'low',
          synonyms: { Darts: 'dayfirst' },
          notes: () => ({
            meaning: t('How dates that end with the year are read: 03/04/2024 is 3 April or March 4.'),
            choices: { dayFirst: t('31/01/2024, 31.01.2024'), monthFirst: t('01/31/2024') },
            absent: t('dates are ISO 8601, such as 2024-01-31; what could be read in two ways is refused'),
          }),
        },
      }),
    ),
    groupBy: Type.Optional(
      text({
        about: {
          impact: 'medium',
          synonyms: { Darts: 'group_cols' },
          notes: () => ({
            meaning: t(
              'Column whose values tell several series in one file apart. No window crosses from one to the next, and each series is split by time on its own; all are scaled alike.',
            ),
            unit: t('column name'),
            absent: t('all rows are one series'),
          }),
        },
      }),
    ),
    input: variants([timeseriesInput, textInput, imageInput, videoInput, vectorInput], {
      about: {
        impact: 'high',
        synonyms: { Ludwig: 'input_features' },
        notes: () => ({ meaning: t('What goes into the model. Its type decides how the file is read.') }),
      },
    }),
    target: variants([timeseriesTarget, numberTarget, categoryTarget, tagsTarget, textTarget, nextTarget], {
      about: {
        impact: 'high',
        synonyms: { Ludwig: 'output_features' },
        notes: () => ({
          meaning: t('What comes out of the model. The task, the head, the loss and the metrics follow from its type.'),
        }),
      },
    }),
    split: variants([timeSplit, randomSplit, stratifiedSplit, fixedSplit, hashSplit], {
      defaultBeside: usualSplit,
      about: {
        impact: 'medium',
        synonyms: { Ludwig: 'preprocessing.split' },
        notes: () => ({
          meaning: t('Which rows train the model, which choose the best epoch, and which judge it.'),
          absent: t('`time` for series, rows with times and next tokens, `stratify` for other labels, else `random`'),
        }),
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
            meaning: t(
              'What happens to a row with an empty field in a column that is used, and to timesteps that are absent from evenly spaced rows: days, working days, months and any other even spacing. Holidays are absent working days, which only a strategy to fill puts in. Rows at the end in which all that is forecast is empty are the known future, and are not learned from.',
            ),
            choices: {
              error: t('training does not start; row and column are named'),
              drop_row: t('the row is left out, as if it had never been; absent timesteps stay closed up'),
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
    classWeight,
    augmentation,
  },
  {
    about: {
      notes: () => ({
        meaning: t('Where the numbers come from, what the model sees of them, and what it must forecast.'),
      }),
    },
  },
);
