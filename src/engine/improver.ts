import type { TrainingPlan } from '../contracts/trainingPlan.ts';
import type { Model } from './buildModel.ts';
import { clipGradient } from './clipGradient.ts';
import { l2Norm } from './l2Norm.ts';
import type { LossGradient } from './lossGradient.ts';
import { createOptimizer } from './optimizers.ts';
import { addPenalties } from './penalties.ts';
import { numbersOf, tf, type Tensor1D } from './tensorflow.ts';

/** What one step did to a model. */
export interface Improved {
  /** Mean over the batch in model units, with the penalties of the weights. */
  readonly loss: number;
  /** L2 norm of all gradients before clipping. */
  readonly gradientNorm: number;
  /** Whether loss and gradient are finite numbers; if not, the model was left as it was. */
  readonly finite: boolean;
}

/** Improves one model by gradients, with one optimizer. */
export interface Improver {
  /** Adds penalties, clips, and steps. Layers that are frozen stay, bit for bit. Belongs into a tidy scope. */
  improve(pass: LossGradient, learningRate: number): Improved;
  /** Frees the optimizer's state. */
  dispose(): void;
}

/** The part of a training plan that a step needs. */
export type StepPlan = Pick<TrainingPlan, 'loss' | 'optimizer'>;

export function createImprover(model: Model, { optimizer: plan }: StepPlan): Improver {
  const optimizer = createOptimizer(plan, model.parameters.size);
  const learning = maskLearning(model);
  return {
    improve(pass, learningRate) {
      const whole = addPenalties(pass, model);
      const gradient = learning === null ? whole.gradient : tf.mul<Tensor1D>(whole.gradient, learning);
      const [loss = NaN] = numbersOf(whole.loss);
      const gradientNorm = l2Norm(numbersOf(gradient));
      const finite = Number.isFinite(loss) && Number.isFinite(gradientNorm);
      if (finite) {
        const clipped = clipGradient(gradient, gradientNorm, plan, model.weights);
        const next = optimizer.step(model.parameters, clipped, learningRate);
        model.replaceParameters(learning === null ? next : keepFrozen(model.parameters, next, learning));
      }
      return { loss, gradientNorm, finite };
    },
    dispose() {
      optimizer.dispose();
      learning?.dispose();
    },
  };
}

/** 1 for every parameter that learns, 0 for those of frozen layers, `[parameters]`; `null` where all learn. */
function maskLearning({ plan, weights, parameters }: Model): Tensor1D | null {
  const frozen = new Set(plan.layers.filter(({ trainable }) => !trainable).map(({ name }) => name));
  const still = weights.filter(({ layer }) => frozen.has(layer));
  if (still.length === 0) return null;
  const mask = new Float32Array(parameters.size).fill(1);
  for (const { offset, size } of still) mask.fill(0, offset, offset + size);
  return tf.keep(tf.tensor1d(mask));
}

/** Momentum and weight decay move parameters without a gradient too: frozen ones are taken from before. Owns the result. */
function keepFrozen(before: Tensor1D, next: Tensor1D, learning: Tensor1D): Tensor1D {
  const kept = tf.keep(tf.tidy(() => tf.where(tf.cast(learning, 'bool'), next, before)));
  next.dispose();
  return kept;
}
