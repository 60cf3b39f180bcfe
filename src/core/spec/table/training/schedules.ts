import { Type } from '@sinclair/typebox';
import { t } from '@vscode/l10n';
import { chainOf, flag, integer, kind, number, object, variants } from '../field.ts';
import { alpha, decayRate, onlyWarmupSteps, part, staircase, steps, warmupSteps } from './scheduleParts.ts';

const constant = object(
  { type: kind('constant'), warmupSteps: onlyWarmupSteps },
  {
    about: {
      reference: 'goyal2017',
      notes: () => ({
        meaning: t('Rises once and stays: warm-up alone, or before what reduceLROnPlateau lowers.'),
      }),
    },
  },
);

const exponentialDecay = object(
  {
    type: kind('exponentialDecay'),
    decaySteps: steps('decay_steps', () => t('Steps in which the learning rate is multiplied by decayRate once.')),
    decayRate,
    staircase,
    warmupSteps,
  },
  {
    about: {
      equation: 'exponentialDecay',
      synonyms: { Keras: 'ExponentialDecay', PyTorch: 'ExponentialLR', Ludwig: 'decay: exponential' },
      notes: () => ({ meaning: t('Multiplied by the same factor after the same number of steps.') }),
    },
  },
);

const inverseTimeDecay = object(
  {
    type: kind('inverseTimeDecay'),
    decaySteps: steps('decay_steps', () => t('Steps that count as one unit of time.')),
    decayRate,
    staircase,
    warmupSteps,
  },
  {
    about: {
      equation: 'inverseTimeDecay',
      synonyms: { Keras: 'InverseTimeDecay' },
      notes: () => ({ meaning: t('Falls fast at first, then ever more slowly.') }),
    },
  },
);

const cosineDecay = object(
  {
    type: kind('cosineDecay'),
    decaySteps: steps('decay_steps', () => t('Steps until the fall ends.')),
    alpha,
    warmupSteps,
  },
  {
    about: {
      equation: 'cosineDecay',
      reference: 'loshchilov2017',
      synonyms: { Keras: 'CosineDecay', PyTorch: 'CosineAnnealingLR', Ludwig: 'decay: cosine' },
      notes: () => ({ meaning: t('Half a wave from the first learning rate down to alpha times it.') }),
    },
  },
);

const cosineDecayRestarts = object(
  {
    type: kind('cosineDecayRestarts'),
    firstDecaySteps: steps('first_decay_steps', () => t('Steps until the first restart.')),
    tMul: part({ keras: 't_mul', preset: 2, minimum: 1, maximum: 100 }, () => ({
      meaning: t('How much longer each wave is than the one before.'),
      unit: t('factor'),
      raising: t('Later waves are longer.'),
      lowering: t('At 1 all waves are equally long.'),
      why: t('Waves do not get shorter.'),
    })),
    mMul: part({ keras: 'm_mul', preset: 1, maximum: 10 }, () => ({
      meaning: t('How high each wave starts, of the one before.'),
      unit: t('factor'),
      raising: t('Later waves start higher.'),
      lowering: t('Later waves start lower.'),
      why: t('A learning rate is not negative.'),
    })),
    alpha,
    warmupSteps,
  },
  {
    about: {
      equation: 'cosineDecay',
      reference: 'loshchilov2017',
      synonyms: { Keras: 'CosineDecayRestarts', PyTorch: 'CosineAnnealingWarmRestarts' },
      notes: () => ({ meaning: t('Cosine waves, each from the top again: leaves bad valleys.') }),
    },
  },
);

const polynomialDecay = object(
  {
    type: kind('polynomialDecay'),
    decaySteps: steps('decay_steps', () => t('Steps until the end is reached.')),
    endLearningRate: part({ keras: 'end_learning_rate', preset: 0.0001, maximum: 1000 }, () => ({
      meaning: t('The learning rate at the end.'),
      unit: t('per step'),
      raising: t('Goes on learning at the end.'),
      lowering: t('At 0 the last steps stand still.'),
      why: t('A learning rate is not negative.'),
    })),
    power: part({ keras: 'power', preset: 1, maximum: 100 }, () => ({
      meaning: t('Form of the curve: 1 is a straight line.'),
      unit: t('exponent'),
      raising: t('Falls faster at first.'),
      lowering: t('Falls later.'),
      why: t('A negative power would rise.'),
    })),
    cycle: flag({
      default: false,
      about: {
        impact: 'low',
        synonyms: { Keras: 'cycle' },
        notes: () => ({ meaning: t('Whether the fall begins again, longer each time, when the end is reached.') }),
      },
    }),
    warmupSteps,
  },
  {
    about: {
      equation: 'polynomialDecay',
      synonyms: { Keras: 'PolynomialDecay', PyTorch: 'PolynomialLR', Ludwig: 'decay: linear' },
      notes: () => ({ meaning: t('From the first learning rate to endLearningRate, in a line or a curve.') }),
    },
  },
);

const piecewiseConstantDecay = object(
  {
    type: kind('piecewiseConstantDecay'),
    boundaries: chainOf(
      integer({
        minimum: 1,
        maximum: 1_000_000_000,
        about: { notes: () => ({ meaning: t('A step at which the learning rate changes.') }) },
      }),
      {
        about: {
          impact: 'high',
          synonyms: { Keras: 'boundaries', PyTorch: 'milestones' },
          notes: () => ({
            meaning: t('Steps at which the next value begins, rising.'),
            unit: t('steps (batches)'),
            why: t('The first value begins at step 0.'),
          }),
        },
      },
    ),
    values: chainOf(
      number({
        minimum: 0,
        maximum: 1000,
        about: { notes: () => ({ meaning: t('A learning rate.') }) },
      }),
      {
        about: {
          impact: 'high',
          synonyms: { Keras: 'values' },
          notes: () => ({
            meaning: t("Learning rates, one more than boundaries. The optimizer's own is not used."),
            unit: t('per step'),
          }),
        },
      },
    ),
    warmupSteps,
  },
  {
    about: {
      synonyms: { Keras: 'PiecewiseConstantDecay', PyTorch: 'MultiStepLR' },
      notes: () => ({ meaning: t('Fixed learning rates, each from its step on.') }),
    },
  },
);

const oneCycle = object(
  {
    type: kind('oneCycle'),
    maxLearningRate: number({
      exclusiveMinimum: 0,
      maximum: 1000,
      about: {
        impact: 'high',
        usual: [1e-5, 1],
        synonyms: { PyTorch: 'max_lr' },
        reference: 'smith2019',
        notes: () => ({
          meaning: t("The top of the cycle. The optimizer's own learning rate is not used."),
          unit: t('per step'),
          raising: t('Learns faster, until the loss becomes infinite.'),
          lowering: t('Learns more steadily.'),
          why: t('At 0 nothing is learned.'),
        }),
      },
    }),
    riseShare: part({ keras: 'pct_start', preset: 0.3, maximum: 1 }, () => ({
      meaning: t('Share of all steps in which the learning rate rises.'),
      unit: t('share, 0 to 1'),
      raising: t('A gentler rise, a steeper fall.'),
      lowering: t('A steeper rise, a gentler fall.'),
      why: t('A share lies between 0 and 1.'),
    })),
    divFactor: part({ keras: 'div_factor', preset: 25, minimum: 1, maximum: 1e6 }, () => ({
      meaning: t('The first learning rate is the top divided by this.'),
      unit: t('divisor'),
      raising: t('Starts lower.'),
      lowering: t('Starts higher.'),
      why: t('Below 1 it would start above the top.'),
    })),
    finalDivFactor: part({ keras: 'final_div_factor', preset: 10_000, minimum: 1, maximum: 1e12 }, () => ({
      meaning: t('The last learning rate is the first divided by this.'),
      unit: t('divisor'),
      raising: t('Ends lower.'),
      lowering: t('Ends higher.'),
      why: t('Below 1 it would end above its start.'),
    })),
    warmupSteps,
  },
  {
    about: {
      reference: 'smith2019',
      synonyms: { PyTorch: 'OneCycleLR' },
      notes: () => ({ meaning: t('Rises to a top and falls far below the start, once over the whole training.') }),
    },
  },
);

/** `training.learningRateSchedule`. */
export const learningRateSchedule = Type.Optional(
  variants(
    [
      constant,
      exponentialDecay,
      cosineDecay,
      cosineDecayRestarts,
      polynomialDecay,
      piecewiseConstantDecay,
      inverseTimeDecay,
      oneCycle,
    ],
    {
      about: {
        impact: 'medium',
        synonyms: {
          Keras: 'LearningRateSchedule',
          PyTorch: 'lr_scheduler',
          Ludwig: 'learning_rate_scheduler',
          Darts: 'lr_scheduler_cls',
        },
        aliases: {
          warmup: 'constant',
          constantWithWarmup: 'constant',
          exponential: 'exponentialDecay',
          cosine: 'cosineDecay',
          linear: 'polynomialDecay',
        },
        notes: () => ({
          meaning: t('How the learning rate changes from step to step, from the one of the optimizer on.'),
          absent: t('the learning rate stays'),
        }),
      },
    },
  ),
);
