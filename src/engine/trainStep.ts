import type { TrainingPlan } from '../contracts/trainingPlan.ts';
import type { Batch } from '../core/data/dataset.ts';
import type { Answers } from '../core/metrics/answers.ts';
import { countEntries } from './batchTensors.ts';
import type { Model } from './buildModel.ts';
import { clipGradient } from './clipGradient.ts';
import { computeGradient } from './computeGradient.ts';
import { l2Norm } from './l2Norm.ts';
import { createObjective } from './objective.ts';
import { createOptimizer, type Optimizer } from './optimizers.ts';
import { tf, tidyNumbers, type Scalar, type Tensor1D } from './tensorflow.ts';

export interface StepResult {
  /** Mean over the batch, in model units. */
  readonly loss: number;
  /** L2 norm of all gradients before clipping. */
  readonly gradientNorm: number;
  /** What the model said while training. */
  readonly answers: Answers;
  /** Whether loss and gradient are finite numbers; if not, the model was left as it was. */
  readonly finite: boolean;
}

/** Improves a model batch by batch, with one optimizer. */
export interface TrainStep {
  /** `step` counts from 0. */
  run(batch: Batch, step: number, learningRate: number): StepResult | Promise<StepResult>;
  /** Frees the optimizer's state. */
  dispose(): void;
}

/** The part of a training plan that a step needs. */
export type StepPlan = Pick<TrainingPlan, 'loss' | 'optimizer'>;

/** Training steps on this thread alone. */
export function createTrainStep(model: Model, { loss, optimizer: plan }: StepPlan): TrainStep {
  const objective = createObjective(loss, model.plan);
  const optimizer = createOptimizer(plan, model.parameters.size);
  return {
    run: (batch, step, learningRate) =>
      tidyNumbers(() => {
        const part = { from: 0, of: batch.size };
        const request = { model, objective, batch, step, part, entries: countEntries(batch) };
        const pass = computeGradient(request, model.parameters);
        const applied = applyGradient({ model, optimizer, plan }, pass, learningRate);
        return { ...applied, answers: pass.answers };
      }),
    dispose: () => {
      optimizer.dispose();
    },
  };
}

/** What a gradient is applied with. */
export interface Improver {
  readonly model: Model;
  readonly optimizer: Optimizer;
  /** Of that optimizer. */
  readonly plan: TrainingPlan['optimizer'];
}

/** Clips a batch's gradient and improves the model by it, unless numbers are not finite. Belongs into a tidy scope. */
export function applyGradient(
  { model, optimizer, plan }: Improver,
  { loss, gradient }: { readonly loss: Scalar; readonly gradient: Tensor1D },
  learningRate: number,
): Omit<StepResult, 'answers'> {
  const [lossValue = NaN, gradientNorm = NaN] = tf.stack([loss, l2Norm(gradient)]).dataSync<'float32'>();
  const finite = Number.isFinite(lossValue) && Number.isFinite(gradientNorm);
  if (finite) {
    const clipped = clipGradient(gradient, gradientNorm, plan, model.weights);
    model.replaceParameters(optimizer.step(model.parameters, clipped, learningRate));
  }
  return { loss: lossValue, gradientNorm, finite };
}
