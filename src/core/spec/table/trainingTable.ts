import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import type { ForecastMetric, Loss, Monitor } from '../../../contracts/plan.ts';
import { choice, flag, integer, listOf, number, object } from './field.ts';
import { optimizer } from './optimizerTable.ts';

const losses = ['meanSquaredError', 'meanAbsoluteError', 'huber', 'logCosh'] as const satisfies readonly Loss[];

const metricNames = ['mae', 'mse', 'rmse', 'mape', 'smape', 'mase', 'r2'] as const satisfies readonly ForecastMetric[];

const monitors = [
  'validationLoss',
  'loss',
  ...metricNames,
  'validationMae',
  'validationMse',
  'validationRmse',
  'validationMape',
  'validationSmape',
  'validationMase',
  'validationR2',
] as const satisfies readonly Monitor[];

const metric = choice(metricNames, {
  about: {
    aliases: {
      meanAbsoluteError: 'mae',
      meanSquaredError: 'mse',
      rootMeanSquaredError: 'rmse',
      meanAbsolutePercentageError: 'mape',
      r2Score: 'r2',
      rSquared: 'r2',
    },
    reference: 'hyndman2006',
    notes: () => ({
      meaning: t('A figure of how far forecasts are from the truth, in original units.'),
      choices: {
        mae: t('mean absolute error, unit of the column'),
        mse: t('mean squared error, its square'),
        rmse: t('root of it, unit of the column'),
        mape: t('mean absolute error in percent of the truth; fails near 0'),
        smape: t('the same in percent of the mean of truth and forecast, 0 to 200'),
        mase: t('mean absolute error over that of the seasonal naive forecast: below 1 is better than it'),
        r2: t('share of the variance that is explained, at most 1'),
      },
    }),
  },
});

const earlyStopping = object(
  {
    monitor: choice(monitors, {
      default: 'validationLoss',
      about: {
        impact: 'medium',
        synonyms: { Keras: 'monitor', Ludwig: 'validation_metric' },
        aliases: {
          valLoss: 'validationLoss',
          valMae: 'validationMae',
          valMse: 'validationMse',
          valRmse: 'validationRmse',
          valMape: 'validationMape',
          trainLoss: 'loss',
          trainingLoss: 'loss',
        },
        notes: () => ({
          meaning: t(
            'The figure that tells whether an epoch was better. Names with "validation" are of the validation split.',
          ),
        }),
      },
    }),
    patience: integer({
      minimum: 0,
      maximum: 1_000_000,
      default: 10,
      about: {
        impact: 'medium',
        synonyms: { Keras: 'patience', Ludwig: 'early_stop' },
        notes: () => ({
          meaning: t('Epochs without improvement before training stops.'),
          unit: t('epochs'),
          raising: t('Waits longer for the next improvement.'),
          lowering: t('Stops sooner; at 0 with the first epoch that is no better.'),
          why: t("Keras's default is 0, which one unlucky epoch ends. Here it is 10."),
        }),
      },
    }),
    minDelta: number({
      minimum: 0,
      maximum: 1e9,
      default: 0,
      about: {
        impact: 'low',
        synonyms: { Keras: 'min_delta' },
        notes: () => ({
          meaning: t('Smallest change that counts as an improvement.'),
          unit: t('unit of the monitored figure'),
          raising: t('Stops sooner, when gains become small.'),
          lowering: t('At 0 every improvement counts.'),
          why: t('A step back is no improvement.'),
        }),
      },
    }),
    restoreBestWeights: flag({
      default: true,
      about: {
        impact: 'medium',
        synonyms: { Keras: 'restore_best_weights' },
        notes: () => ({
          meaning: t('Whether the weights of the best epoch are kept at the end, not those of the last one.'),
          why: t("Keras's default is false, which keeps a model that is known to be worse. Here it is true."),
        }),
      },
    }),
  },
  {
    about: {
      impact: 'medium',
      synonyms: { Keras: 'EarlyStopping', Ludwig: 'trainer.early_stop', Darts: 'EarlyStopping' },
      reference: 'prechelt1998',
      notes: () => ({
        meaning: t('Ends training when a figure no longer gets better.'),
        absent: t('all epochs are trained'),
      }),
    },
  },
);

/** Everything under `training`. */
export const training = object(
  {
    epochs: integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 100,
      about: {
        impact: 'high',
        usual: [1, 10_000],
        synonyms: { Keras: 'epochs', Ludwig: 'epochs', Darts: 'n_epochs' },
        notes: () => ({
          meaning: t('How often all training windows are gone through.'),
          unit: t('epochs'),
          raising: t('Learns longer, and in the end overfits: set earlyStopping beside it.'),
          lowering: t('Ends sooner.'),
          why: t("Keras's default of 1 teaches next to nothing; 100 is Ludwig's."),
        }),
      },
    }),
    batchSize: integer({
      minimum: 1,
      maximum: 1_000_000,
      default: 32,
      about: {
        impact: 'medium',
        usual: [1, 4096],
        synonyms: { Keras: 'batch_size', PyTorch: 'batch_size', Ludwig: 'batch_size', Darts: 'batch_size' },
        reference: 'bengio2012',
        notes: () => ({
          meaning: t('Windows whose gradients are averaged for one step.'),
          unit: t('windows'),
          raising: t(
            'More windows a second and smoother gradients; fewer steps an epoch. Raise the learning rate with it.',
          ),
          lowering: t('More, noisier steps; the noise can help to generalise.'),
          why: t('A step needs at least one window.'),
        }),
      },
    }),
    shuffle: flag({
      default: true,
      about: {
        impact: 'medium',
        synonyms: { Keras: 'shuffle', PyTorch: 'shuffle', Ludwig: 'should_shuffle' },
        notes: () => ({
          meaning: t(
            'Whether training windows come in a new random order every epoch. The order inside a window stays.',
          ),
        }),
      },
    }),
    seed: integer({
      minimum: 0,
      maximum: 2_147_483_647,
      default: 42,
      about: {
        impact: 'low',
        synonyms: { Keras: 'set_random_seed', PyTorch: 'manual_seed', Ludwig: 'random_seed', Darts: 'random_state' },
        notes: () => ({
          meaning: t(
            'Where all randomness starts: first weights, order of windows, dropout. The same seed gives the same model, bit for bit.',
          ),
          why: t(
            'A whole number of 31 bits. Two seeds that differ much in result say that the model is not to be trusted yet.',
          ),
        }),
      },
    }),
    loss: choice(losses, {
      default: 'meanSquaredError',
      about: {
        impact: 'high',
        synonyms: { Keras: 'loss', PyTorch: 'nn.MSELoss', Ludwig: 'loss.type', Darts: 'loss_fn' },
        aliases: {
          mse: 'meanSquaredError',
          mae: 'meanAbsoluteError',
          l1: 'meanAbsoluteError',
          l2: 'meanSquaredError',
          smoothL1: 'huber',
        },
        reference: 'huber1964',
        notes: () => ({
          meaning: t('What training makes small, computed on normalized values.'),
          choices: {
            meanSquaredError: t('mean of the squared errors: large errors count most'),
            meanAbsoluteError: t('mean of the absolute errors: outliers count like all others'),
            huber: t('squared up to an error of 1, absolute beyond'),
            logCosh: t('mean of ln(cosh(error)): a smooth huber'),
          },
        }),
      },
    }),
    metrics: listOf(metric, {
      default: ['mae', 'rmse', 'mape', 'smape', 'mase'],
      about: {
        impact: 'low',
        synonyms: { Keras: 'metrics', Ludwig: 'metrics', Darts: 'torch_metrics' },
        notes: () => ({
          meaning: t('Figures reported after every epoch, in original units. They do not change training.'),
        }),
      },
    }),
    optimizer,
    earlyStopping: Type.Optional(earlyStopping),
  },
  {
    default: {},
    about: { notes: () => ({ meaning: t('How the model learns.') }) },
  },
);
