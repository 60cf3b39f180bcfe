import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { flag, integer, number, object } from '../field.ts';
import { monitor } from './metrics.ts';

/** `training.earlyStopping`. */
export const earlyStopping = object(
  {
    monitor: monitor('validationLoss', () => ({
      meaning: t(
        'The figure that tells whether an epoch was better. Names with "validation" are of the validation split.',
      ),
    })),
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

/** `training.reduceLROnPlateau`. */
export const reduceLROnPlateau = Type.Optional(
  object(
    {
      monitor: monitor('validationLoss', () => ({ meaning: t('The figure that tells whether an epoch was better.') })),
      factor: number({
        exclusiveMinimum: 0,
        exclusiveMaximum: 1,
        default: 0.1,
        about: {
          impact: 'medium',
          synonyms: { Keras: 'factor', PyTorch: 'factor', Ludwig: 'reduce_learning_rate_on_plateau_rate' },
          notes: () => ({
            meaning: t('What the learning rate is multiplied by.'),
            unit: t('factor'),
            raising: t('Falls more gently.'),
            lowering: t('Falls more steeply.'),
            why: t('At 0 learning would end, at 1 nothing would change.'),
          }),
        },
      }),
      patience: integer({
        minimum: 0,
        maximum: 1_000_000,
        default: 10,
        about: {
          impact: 'medium',
          synonyms: { Keras: 'patience', PyTorch: 'patience', Ludwig: 'reduce_learning_rate_on_plateau_patience' },
          notes: () => ({
            meaning: t('Epochs without improvement before the learning rate falls.'),
            unit: t('epochs'),
            raising: t('Waits longer for the next improvement.'),
            lowering: t('Falls sooner. Keep it below the patience of earlyStopping.'),
            why: t('Time does not run backwards.'),
          }),
        },
      }),
      minDelta: number({
        minimum: 0,
        maximum: 1e9,
        default: 0.0001,
        about: {
          impact: 'low',
          synonyms: { Keras: 'min_delta', PyTorch: 'threshold' },
          notes: () => ({
            meaning: t('Smallest change that counts as an improvement.'),
            unit: t('unit of the monitored figure'),
            raising: t('Falls sooner.'),
            lowering: t('At 0 every improvement counts.'),
            why: t('A step back is no improvement.'),
          }),
        },
      }),
      cooldown: integer({
        minimum: 0,
        maximum: 1_000_000,
        default: 0,
        about: {
          impact: 'low',
          synonyms: { Keras: 'cooldown', PyTorch: 'cooldown' },
          notes: () => ({
            meaning: t('Epochs after a fall in which the patience does not count.'),
            unit: t('epochs'),
            raising: t('Leaves the new learning rate time to work.'),
            lowering: t('At 0 the next fall may follow at once.'),
            why: t('Time does not run backwards.'),
          }),
        },
      }),
      minLearningRate: number({
        minimum: 0,
        maximum: 1000,
        default: 0,
        about: {
          impact: 'low',
          synonyms: { Keras: 'min_lr', PyTorch: 'min_lr' },
          notes: () => ({
            meaning: t('The learning rate never falls below it.'),
            unit: t('per step'),
            raising: t('Stops falling sooner.'),
            lowering: t('At 0 it may fall for ever.'),
            why: t('A negative rate would climb the gradient.'),
          }),
        },
      }),
    },
    {
      about: {
        impact: 'medium',
        synonyms: {
          Keras: 'ReduceLROnPlateau',
          PyTorch: 'ReduceLROnPlateau',
          Ludwig: 'reduce_learning_rate_on_plateau',
          Darts: 'lr_scheduler_cls',
        },
        notes: () => ({
          meaning: t('Lowers the learning rate when a figure no longer gets better.'),
          absent: t('the learning rate does not look at figures'),
        }),
      },
    },
  ),
);

/** `training.checkpoint`. */
export const checkpoint = Type.Optional(
  object(
    {
      monitor: monitor('validationLoss', () => ({ meaning: t('The figure that tells which weights are the best.') })),
      saveBestOnly: flag({
        default: true,
        about: {
          impact: 'low',
          synonyms: { Keras: 'save_best_only' },
          notes: () => ({ meaning: t('Whether only weights that are better than all before are kept.') }),
        },
      }),
      everyEpochs: integer({
        minimum: 1,
        maximum: 1_000_000,
        default: 1,
        about: {
          impact: 'low',
          synonyms: { Keras: 'save_freq', Darts: 'nr_epochs_val_period' },
          notes: () => ({
            meaning: t('Epochs between two looks at the figure.'),
            unit: t('epochs'),
            raising: t('Fewer files.'),
            lowering: t('At 1 after every epoch.'),
            why: t('An epoch is the shortest time between two looks.'),
          }),
        },
      }),
    },
    {
      about: {
        impact: 'low',
        synonyms: { Keras: 'ModelCheckpoint', Darts: 'save_checkpoints' },
        notes: () => ({
          meaning: t('Which weights are written down while the model trains.'),
          absent: t('the best and the last'),
        }),
      },
    },
  ),
);
