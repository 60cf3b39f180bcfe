import { t } from '@vscode/l10n';
import { flag, integer, number, type Notes } from '../field.ts';

const warmup = {
  impact: 'medium',
  synonyms: { Keras: 'warmup_steps', Ludwig: 'warmup_evaluations' },
  reference: 'goyal2017',
} as const;

/** Steps before a schedule begins. */
export const warmupSteps = integer({
  minimum: 0,
  maximum: 1_000_000_000,
  default: 0,
  about: {
    ...warmup,
    notes: () => ({
      meaning: t('Steps in which the learning rate rises from 0 to its first value, before the schedule begins.'),
      unit: t('steps (batches)'),
      raising: t('A gentler start, which attention and large batches need.'),
      lowering: t('At 0 the first step is a full one.'),
      why: t('Time does not run backwards.'),
    }),
  },
});

/** Steps of a schedule that does nothing else. */
export const onlyWarmupSteps = integer({
  minimum: 1,
  maximum: 1_000_000_000,
  about: {
    ...warmup,
    notes: () => ({
      meaning: t("Steps in which the learning rate rises from 0 to the optimizer's."),
      unit: t('steps (batches)'),
      raising: t('A gentler start, which attention and large batches need.'),
      lowering: t('Learns with the whole learning rate sooner.'),
      why: t('Without a rise the schedule would have no effect: leave it out.'),
    }),
  },
});

/** A number of steps. */
export const steps = (keras: string, meaning: () => string) =>
  integer({
    minimum: 1,
    maximum: 1_000_000_000,
    about: {
      impact: 'high',
      synonyms: { Keras: keras },
      notes: () => ({
        meaning: meaning(),
        unit: t('steps (batches): epochs x windows / batchSize is the whole training'),
        raising: t('Falls more slowly.'),
        lowering: t('Falls sooner.'),
        why: t('Something must pass between two values.'),
      }),
    },
  });

/** How fast a rate falls. */
export const decayRate = number({
  exclusiveMinimum: 0,
  maximum: 1000,
  about: {
    impact: 'high',
    synonyms: { Keras: 'decay_rate', PyTorch: 'gamma', Ludwig: 'decay_rate' },
    notes: () => ({
      meaning: t('How fast the learning rate falls, as the formula says.'),
      unit: t('factor per decaySteps'),
      raising: t('exponentialDecay falls more slowly, inverseTimeDecay faster.'),
      lowering: t('exponentialDecay falls faster, inverseTimeDecay more slowly.'),
      why: t('At 0 it would fall to nothing, or not at all.'),
    }),
  },
});

/** Whether it falls at once. */
export const staircase = flag({
  default: false,
  about: {
    impact: 'low',
    synonyms: { Keras: 'staircase', Ludwig: 'staircase' },
    notes: () => ({ meaning: t('Whether the learning rate falls at once after every decaySteps, not at each step.') }),
  },
});

interface Part {
  readonly keras: string;
  readonly preset: number;
  readonly minimum?: number;
  readonly maximum: number;
}

/** A number of the formula. */
export function part({ keras, preset, minimum = 0, maximum }: Part, notes: () => Notes) {
  return number({ minimum, maximum, default: preset, about: { impact: 'low', synonyms: { Keras: keras }, notes } });
}

/** Where a fall ends. */
export const alpha = part({ keras: 'alpha', preset: 0, maximum: 1 }, () => ({
  meaning: t('Share of the first learning rate at which the fall ends.'),
  unit: t('share, 0 to 1'),
  raising: t('Goes on learning at the end.'),
  lowering: t('At 0 the last steps stand still.'),
  why: t('At 1 it would not fall.'),
}));
