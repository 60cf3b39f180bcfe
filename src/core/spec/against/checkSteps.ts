import { t } from '@vscode/l10n';
import type { SchedulePlan, TrainingPlan } from '../../../contracts/trainingPlan.ts';
import type { Path } from '../jsonDocument.ts';
import { remark } from '../remark.ts';
import { suggesting, type Comparison, type DataRemark } from './dataRemark.ts';
import { countTrainingExamples } from './trainingExamples.ts';

/** A fall that is over, or that is done, at less than this share of what it was meant for is worth a warning. */
const HALF = 0.5;

/** Warns of a schedule that does not fit the number of steps that the training will have. */
export function checkSteps(comparison: Comparison, training: TrainingPlan | null): readonly DataRemark[] {
  const schedule = training?.learningRateSchedule ?? null;
  const examples = countTrainingExamples(comparison);
  if (training === null || schedule === null || examples === null || examples === 0) return [];
  const steps = Math.ceil(examples / training.batchSize) * training.epochs;
  if (schedule.warmupSteps >= steps) return [neverWarm(steps)];
  const left = steps - schedule.warmupSteps;
  const idle = firstStep(schedule);
  if (idle !== null && idle.after >= left) return [neverSteps(idle.path, left)];
  const fall = fallOf(schedule);
  if (fall === null) return [];
  if (left < HALF * fall.steps) return [endsTooLate(fall, left)];
  return fall.ends && fall.steps < HALF * left ? [endsTooSoon(fall, left)] : [];
}

/** Where a schedule that jumps does so first, and after how many steps; `null` for one that moves with every step. */
function firstStep(schedule: SchedulePlan): { readonly path: Path; readonly after: number } | null {
  switch (schedule.type) {
    case 'exponentialDecay':
    case 'inverseTimeDecay':
      return schedule.staircase ? { path: ['decaySteps'], after: schedule.decaySteps } : null;
    case 'piecewiseConstantDecay':
      return { path: ['boundaries', 0], after: schedule.boundaries[0] ?? 0 };
    case 'cosineDecay':
    case 'cosineDecayRestarts':
    case 'polynomialDecay':
    case 'oneCycle':
    case 'constant':
      return null;
  }
}

interface Fall {
  readonly key: string;
  readonly steps: number;
  /** Whether the learning rate stays where the fall ends. */
  readonly ends: boolean;
}

/** The fall of a schedule that says how long it takes; `null` for all others. */
function fallOf(schedule: SchedulePlan): Fall | null {
  switch (schedule.type) {
    case 'cosineDecay':
      return { key: 'decaySteps', steps: schedule.decaySteps, ends: true };
    case 'polynomialDecay':
      return { key: 'decaySteps', steps: schedule.decaySteps, ends: !schedule.cycle };
    case 'cosineDecayRestarts':
      return { key: 'firstDecaySteps', steps: schedule.firstDecaySteps, ends: false };
    case 'exponentialDecay':
    case 'inverseTimeDecay':
    case 'piecewiseConstantDecay':
    case 'oneCycle':
    case 'constant':
      return null;
  }
}

function neverWarm(steps: number): DataRemark {
  const text = t('The training has {0} steps on this data: it ends before the learning rate has risen.', steps);
  return mistimed(['warmupSteps'], text, Math.floor(steps / 10));
}

function neverSteps(path: Path, left: number): DataRemark {
  const text = t('The training has {0} steps for the schedule on this data: it ends before the first change.', left);
  return mistimed(path, text, Math.max(1, Math.floor(left / 10)));
}

function endsTooLate({ key, steps }: Fall, left: number): DataRemark {
  const text = t('The training has {left} steps for the schedule on this data: it ends after {share}% of the fall.', {
    left,
    share: Math.floor((100 * left) / steps),
  });
  return mistimed([key], text, left);
}

function endsTooSoon({ key, steps }: Fall, left: number): DataRemark {
  const text = t(
    'The training has {left} steps for the schedule on this data: in the last {rest} of them the learning rate stays at its lowest.',
    { left, rest: left - steps },
  );
  return mistimed([key], text, left);
}

function mistimed(path: Path, text: string, better: number): DataRemark {
  const place = ['training', 'learningRateSchedule', ...path];
  return suggesting(remark('scheduleMistimed', place, text, 'warning'), String(better));
}
