import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import type { Loss } from '../../../contracts/trainingPlan.ts';
import { choice, flag, integer, listOf, object } from './field.ts';
import { optimizer } from './optimizerTable.ts';
import { initializeFrom } from './training/initializeFrom.ts';
import { metric } from './training/metrics.ts';
import { learningRateSchedule } from './training/schedules.ts';
import { checkpoint, earlyStopping, reduceLROnPlateau } from './training/stopping.ts';

const losses = [
  'meanSquaredError',
  'meanAbsoluteError',
  'huber',
  'logCosh',
  'categoricalCrossentropy',
  'binaryCrossentropy',
] as const satisfies readonly Loss[];

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
    loss: Type.Optional(
      choice(losses, {
        about: {
          impact: 'high',
          synonyms: { Keras: 'loss', PyTorch: 'nn.MSELoss', Ludwig: 'loss.type', Darts: 'loss_fn' },
          aliases: {
            mse: 'meanSquaredError',
            mae: 'meanAbsoluteError',
            l1: 'meanAbsoluteError',
            l2: 'meanSquaredError',
            smoothL1: 'huber',
            crossEntropy: 'categoricalCrossentropy',
            categoricalCrossEntropy: 'categoricalCrossentropy',
            sparseCategoricalCrossentropy: 'categoricalCrossentropy',
            bce: 'binaryCrossentropy',
          },
          reference: 'huber1964',
          notes: () => ({
            meaning: t('What training makes small, computed on normalized values.'),
            absent: t('meanSquaredError for numbers, crossentropy for labels and tokens'),
            choices: {
              meanSquaredError: t('mean of the squared errors: large errors count most'),
              meanAbsoluteError: t('mean of the absolute errors: outliers count like all others'),
              huber: t('squared up to an error of 1, absolute beyond'),
              logCosh: t('mean of ln(cosh(error)): a smooth huber'),
              categoricalCrossentropy: t(
                '-ln of the probability of the right label: for several classes, tags, tokens',
              ),
              binaryCrossentropy: t(
                'the same for two classes with one sigmoid output in the place of a softmax over both',
              ),
            },
          }),
        },
      }),
    ),
    metrics: Type.Optional(
      listOf(metric, {
        about: {
          impact: 'low',
          synonyms: { Keras: 'metrics', Ludwig: 'metrics', Darts: 'torch_metrics' },
          notes: () => ({
            meaning: t('Figures reported after every epoch. They do not change training.'),
            absent: t('those that the task needs: mae, rmse, mape, smape and mase for a forecast'),
          }),
        },
      }),
    ),
    optimizer,
    learningRateSchedule,
    reduceLROnPlateau,
    earlyStopping: Type.Optional(earlyStopping),
    checkpoint,
    initializeFrom,
  },
  {
    default: {},
    about: { notes: () => ({ meaning: t('How the model learns.') }) },
  },
);
