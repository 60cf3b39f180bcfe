import type { PlateauPlan } from '../contracts/trainingPlan.ts';
import type { SplitFigures } from '../contracts/training.ts';
import { monitoredFigure, signOf } from './monitor.ts';

/** Lowers a learning rate when a figure no longer gets better, as Keras's ReduceLROnPlateau does. */
export interface Plateau {
  /** Called once an epoch, in order: the learning rate of the next epoch. */
  judge(learningRate: number, train: SplitFigures, validation: SplitFigures | null): number;
}

/** Without a plan the learning rate stays. */
export function createPlateau(plan: PlateauPlan | null): Plateau {
  if (plan === null) return { judge: (learningRate) => learningRate };
  const sign = signOf(plan.monitor);
  let [best, waited, resting] = [Infinity, 0, 0];
  return {
    judge(learningRate, train, validation) {
      const current = sign * monitoredFigure(plan.monitor, 'reduceLROnPlateau', train, validation);
      if (resting > 0) {
        resting--;
        waited = 0;
      }
      if (current < best - plan.minDelta) {
        best = current;
        waited = 0;
        return learningRate;
      }
      if (resting > 0) return learningRate;
      waited++;
      if (waited < plan.patience || learningRate <= plan.minLearningRate) return learningRate;
      [waited, resting] = [0, plan.cooldown];
      return Math.max(learningRate * plan.factor, plan.minLearningRate);
    },
  };
}
