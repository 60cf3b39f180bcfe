import { t } from '@vscode/l10n';
import { remark, type Remark } from './remark.ts';
import type { TrainingSpec } from './table/specTable.ts';

type ScheduleSpec = NonNullable<TrainingSpec['learningRateSchedule']>;

/** What cannot be right about the learning rate's schedule, and schedules that change nothing. */
export function checkSchedule(training: TrainingSpec): readonly Remark[] {
  const schedule = training.learningRateSchedule;
  if (schedule === undefined) return [];
  const path = ['training', 'learningRateSchedule'];
  const remarks: Remark[] = [];
  if (training.reduceLROnPlateau !== undefined && schedule.type !== 'constant') {
    const text = t(
      'The schedule would overwrite what "reduceLROnPlateau" has lowered: leave one of the two out, or warm up with a schedule of type constant.',
    );
    remarks.push(remark('schedulesCollide', ['training', 'reduceLROnPlateau'], text));
  }
  if (schedule.type === 'piecewiseConstantDecay') remarks.push(...checkPieces(schedule.boundaries, schedule.values));
  const idle = idleKey(schedule, training.optimizer.learningRate);
  if (idle !== undefined) {
    const text = t('With this value the learning rate never changes: the schedule never steps.');
    remarks.push(remark('scheduleIdle', [...path, idle], text, 'warning'));
  }
  return remarks;
}

function checkPieces(boundaries: readonly number[], values: readonly number[]): readonly Remark[] {
  const path = ['training', 'learningRateSchedule'];
  if (values.length !== boundaries.length + 1) {
    const text = t(
      '{0} boundaries part {1} values; here are {2}.',
      boundaries.length,
      boundaries.length + 1,
      values.length,
    );
    return [remark('scheduleIncomplete', [...path, 'values'], text)];
  }
  const wrong = boundaries.findIndex((step, index) => step <= (boundaries[index - 1] ?? 0));
  if (wrong < 0) return [];
  const text = t('Each boundary must be above the one before it.');
  return [remark('scheduleIncomplete', [...path, 'boundaries', wrong], text)];
}

/** The key that keeps a schedule from changing anything; one that warms up changes something in any case. */
function idleKey(schedule: ScheduleSpec, learningRate: number): string | undefined {
  if (schedule.warmupSteps > 0) return undefined;
  switch (schedule.type) {
    case 'exponentialDecay':
      return schedule.decayRate === 1 ? 'decayRate' : undefined;
    case 'cosineDecay':
      return schedule.alpha === 1 ? 'alpha' : undefined;
    case 'cosineDecayRestarts':
      return schedule.alpha === 1 && schedule.mMul === 1 ? 'alpha' : undefined;
    case 'polynomialDecay':
      if (schedule.power === 0) return 'power';
      return schedule.endLearningRate === learningRate ? 'endLearningRate' : undefined;
    case 'piecewiseConstantDecay':
      return new Set(schedule.values).size === 1 ? 'values' : undefined;
    case 'inverseTimeDecay':
    case 'oneCycle':
    case 'constant':
      return undefined;
  }
}
