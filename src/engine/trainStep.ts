import type { Batch } from '../core/data/dataset.ts';
import type { Answers } from '../core/metrics/answers.ts';
import { countEntries } from './batchTensors.ts';
import type { Model } from './buildModel.ts';
import { computeGradient } from './computeGradient.ts';
import { createImprover, type Improved, type StepPlan } from './improver.ts';
import { createCarriedStates } from './layers/carriedStates.ts';
import { createObjective } from './objective.ts';
import { tidyNumbers } from './tensorflow.ts';

export interface StepResult extends Improved {
  /** What the model said while training. */
  readonly answers: Answers;
}

/** Improves a model batch by batch, with one optimizer. */
export interface TrainStep {
  /** `step` counts from 0. */
  run(batch: Batch, step: number, learningRate: number): StepResult | Promise<StepResult>;
  /** Frees the optimizer's state. */
  dispose(): void;
}

/** Training steps on this thread alone. */
export function createTrainStep(model: Model, plan: StepPlan): TrainStep {
  const objective = createObjective(plan.loss, model.plan);
  const improver = createImprover(model, plan);
  const carried = createCarriedStates();
  return {
    run(batch, step, learningRate) {
      carried.begin(batch);
      return tidyNumbers(() => {
        const part = { from: 0, of: batch.size };
        const request = { model, objective, batch, step, part, entries: countEntries(batch), carried };
        const pass = computeGradient(request, model.parameters);
        const improved = improver.improve(pass, learningRate);
        if (pass.state !== null) {
          if (improved.finite) model.replaceState(pass.state);
          else pass.state.dispose();
        }
        return { ...improved, answers: pass.answers };
      });
    },
    dispose() {
      improver.dispose();
      carried.dispose();
    },
  };
}
