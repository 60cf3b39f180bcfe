import { t } from '@vscode/l10n';
import type { MeasuredMetric, Metric, Monitor } from '../../../../contracts/trainingPlan.ts';
import { choice, type Notes } from '../field.ts';

const forecastNames = ['mae', 'mse', 'rmse', 'mape', 'smape', 'mase', 'r2'] as const satisfies readonly Metric[];

const otherNames = [
  'accuracy',
  'precision',
  'recall',
  'f1',
  'f1Micro',
  'f1Weighted',
  'crossentropy',
  'tokenAccuracy',
  'entityPrecision',
  'entityRecall',
  'entityF1',
  'perplexity',
  'bleu',
  'bitsPerCharacter',
] as const satisfies readonly Metric[];

const measuredNames = [...forecastNames, ...otherNames] satisfies readonly MeasuredMetric[];

/** Every figure that can be watched. */
export const monitors: readonly Monitor[] = [
  'validationLoss',
  'loss',
  ...measuredNames,
  ...measuredNames.map(validationName),
];

/** Name of a metric of the validation split: `validationMae`. */
function validationName<M extends MeasuredMetric>(metric: M): `validation${Capitalize<M>}` {
  // The compiler cannot follow a capital letter through strings.
  return `validation${metric.charAt(0).toUpperCase()}${metric.slice(1)}` as `validation${Capitalize<M>}`;
}

/** One figure that is reported after every epoch. */
export const metric = choice<Metric>([...measuredNames, 'confusionMatrix'], {
  about: {
    aliases: {
      meanAbsoluteError: 'mae',
      meanSquaredError: 'mse',
      rootMeanSquaredError: 'rmse',
      meanAbsolutePercentageError: 'mape',
      r2Score: 'r2',
      rSquared: 'r2',
      acc: 'accuracy',
      fScore: 'f1',
      f1Score: 'f1',
      microF1: 'f1Micro',
      weightedF1: 'f1Weighted',
      categoricalCrossentropy: 'crossentropy',
      binaryCrossentropy: 'crossentropy',
      logLoss: 'crossentropy',
      categoricalAccuracy: 'accuracy',
      confusion: 'confusionMatrix',
    },
    reference: 'hyndman2006',
    notes: () => ({
      meaning: t(
        'A figure of how good the answers are; of forecasts in original units. Which ones fit, the task decides.',
      ),
      choices: {
        mae: t('mean absolute error, unit of the column'),
        mse: t('mean squared error, its square'),
        rmse: t('root of it, unit of the column'),
        mape: t('mean absolute error in percent of the truth; fails near 0'),
        smape: t('the same in percent of the mean of truth and forecast, 0 to 200'),
        mase: t('mean absolute error over that of the seasonal naive forecast: below 1 is better than it'),
        r2: t('share of the variance that is explained, at most 1'),
        accuracy: t('share of right labels, 0 to 1'),
        precision: t('share of right ones among those given a label, mean over the labels'),
        recall: t('share of found ones among those that have a label, mean over the labels'),
        f1: t('harmonic mean of precision and recall, mean over the labels'),
        f1Micro: t('the same of all decisions together: where each has one label, their accuracy'),
        f1Weighted: t('the same, mean over the labels by how often each is there'),
        crossentropy: t(
          'mean of -ln of the probability of the right label, in nats, without class weights and penalties; with a CRF given the right tag before it',
        ),
        tokenAccuracy: t('share of right tokens or tags, padding left out'),
        entityPrecision: t('share of right entities among those found, as a whole'),
        entityRecall: t('share of found entities among those there are, as a whole'),
        entityF1: t('harmonic mean of the two'),
        perplexity: t('exp of the mean loss: among how many tokens the model hesitates'),
        bleu: t('overlap of word sequences with the reference, 0 to 100'),
        bitsPerCharacter: t('mean loss in bits for each character'),
        confusionMatrix: t('how often each label was taken for each other'),
      },
    }),
  },
});

/** A figure that is watched from epoch to epoch. */
export function monitor(preset: Monitor, notes: () => Notes) {
  return choice<Monitor>(monitors, {
    default: preset,
    about: {
      impact: 'medium',
      synonyms: { Keras: 'monitor', Ludwig: 'validation_metric' },
      aliases: {
        valLoss: 'validationLoss',
        valMae: 'validationMae',
        valMse: 'validationMse',
        valRmse: 'validationRmse',
        valMape: 'validationMape',
        valAccuracy: 'validationAccuracy',
        valF1: 'validationF1',
        trainLoss: 'loss',
        trainingLoss: 'loss',
      },
      notes,
    },
  });
}
