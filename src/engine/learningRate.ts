import type { SchedulePlan } from '../contracts/trainingPlan.ts';

/** Learning rate of each optimizer step, counted from 0. `first` is the optimizer's own, or what plateaus made of it. */
export type LearningRate = (step: number, first: number) => number;

/** How long a training is, in optimizer steps. */
export interface TrainingLength {
  readonly steps: number;
}

/**
 * The learning rate that a plan asks for: its schedule after the warm-up, or the first one all along. While
 * warming up it rises in equal steps to the schedule's first value (Goyal et al. 2017, section 2.2), which the first
 * step after the warm-up has. The formulas are those of Keras's schedules, that of `oneCycle` is PyTorch's.
 */
export function createLearningRate(plan: SchedulePlan | null, length: TrainingLength): LearningRate {
  if (plan === null) return (_, first) => first;
  const { warmupSteps } = plan;
  const schedule = createSchedule(plan, { steps: Math.max(1, length.steps - warmupSteps) });
  return (step, first) =>
    step < warmupSteps ? (schedule(0, first) * (step + 1)) / (warmupSteps + 1) : schedule(step - warmupSteps, first);
}

function createSchedule(plan: SchedulePlan, length: TrainingLength): LearningRate {
  switch (plan.type) {
    case 'constant':
      return (_, first) => first;
    case 'exponentialDecay':
      return (step, first) => first * plan.decayRate ** elapsed(step, plan);
    case 'inverseTimeDecay':
      return (step, first) => first / (1 + plan.decayRate * elapsed(step, plan));
    case 'cosineDecay':
      return (step, first) => first * cosine(Math.min(1, step / plan.decaySteps), plan.alpha);
    case 'cosineDecayRestarts':
      return cosineRestarts(plan);
    case 'polynomialDecay':
      return polynomial(plan);
    case 'piecewiseConstantDecay':
      return (step, first) => plan.values[plan.boundaries.filter((boundary) => step > boundary).length] ?? first;
    case 'oneCycle':
      return oneCycle(plan, length);
  }
}

/** Units of time that have passed; whole ones where the rate falls in a staircase. */
function elapsed(step: number, plan: { readonly decaySteps: number; readonly staircase: boolean }): number {
  const time = step / plan.decaySteps;
  return plan.staircase ? Math.floor(time) : time;
}

/** From 1 to `alpha` in half a wave (Loshchilov & Hutter 2017, equation 5). `share` of the way, 0 to 1. */
function cosine(share: number, alpha: number): number {
  return (1 - alpha) * 0.5 * (1 + Math.cos(Math.PI * share)) + alpha;
}

type Of<T extends SchedulePlan['type']> = Extract<SchedulePlan, { readonly type: T }>;

/** Waves that start again, each `tMul` times as long and `mMul` times as high as the one before. */
function cosineRestarts({ firstDecaySteps, tMul, mMul, alpha }: Of<'cosineDecayRestarts'>): LearningRate {
  return (step, first) => {
    const time = step / firstDecaySteps;
    // Waves that are over: the sum of a geometric series of lengths.
    const wave = tMul === 1 ? Math.floor(time) : Math.floor(Math.log1p(time * (tMul - 1)) / Math.log(tMul) + 1e-12);
    const start = tMul === 1 ? wave : (tMul ** wave - 1) / (tMul - 1);
    return (
      first * ((mMul ** wave * (1 - alpha) * (1 + Math.cos((Math.PI * (time - start)) / tMul ** wave))) / 2 + alpha)
    );
  };
}

function polynomial({ decaySteps, endLearningRate, power, cycle }: Of<'polynomialDecay'>): LearningRate {
  return (step, first) => {
    // A cycle is as long as the smallest multiple of the steps that holds this one.
    const length = cycle ? decaySteps * Math.max(1, Math.ceil(step / decaySteps)) : decaySteps;
    const share = Math.min(1, step / length);
    return (first - endLearningRate) * (1 - share) ** power + endLearningRate;
  };
}

/** Half a wave up, half a wave down far below the start, over the whole training (Smith & Topin 2018). */
function oneCycle(
  { maxLearningRate, riseShare, divFactor, finalDivFactor }: Of<'oneCycle'>,
  { steps }: TrainingLength,
): LearningRate {
  const [first, last] = [maxLearningRate / divFactor, maxLearningRate / divFactor / finalDivFactor];
  const rise = riseShare * steps - 1;
  const fall = steps - 1 - rise;
  const anneal = (from: number, to: number, share: number): number => from + (to - from) * (1 - cosine(share, 0));
  return (step) =>
    step <= rise
      ? anneal(first, maxLearningRate, rise > 0 ? step / rise : 1)
      : anneal(maxLearningRate, last, fall > 0 ? Math.min(1, (step - rise) / fall) : 1);
}
