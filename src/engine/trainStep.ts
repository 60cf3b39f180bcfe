import type { TrainingPlan } from '../contracts/trainablePlan.ts';
import type { Model } from './buildModel.ts';
import { clipGradient } from './clipGradient.ts';
import { l2Norm } from './l2Norm.ts';
import { lossFunction } from './losses.ts';
import { createOptimizer } from './optimizers.ts';
import { tf, type Tensor, type Tensor1D, type Tensor3D } from './tensorflow.ts';

export interface StepResult {
  /** Mean over the batch, in model units. */
  readonly loss: number;
  /** L2 norm of all gradients before clipping. */
  readonly gradientNorm: number;
  /** What the model said while training, `[batch, outputs]` row-major. */
  readonly predictions: Float32Array;
  /** Whether loss and gradient are finite numbers; if not, the model was left as it was. */
  readonly finite: boolean;
}

/** Improves a model batch by batch, with one optimizer. */
export interface TrainStep {
  /** `inputs` is `[batch, time, features]`, `targets` `[batch, outputs]`; both stay with the caller. `step` counts from 0. */
  run(inputs: Tensor3D, targets: Tensor, step: number, learningRate: number): StepResult;
  /** Frees the optimizer's state. */
  dispose(): void;
}

/** Prepares training steps of a model. */
export function createTrainStep(model: Model, training: Pick<TrainingPlan, 'loss' | 'optimizer'>): TrainStep {
  const loss = lossFunction(training.loss);
  const optimizer = createOptimizer(training.optimizer, model.parameters.size);
  return {
    run: (inputs, targets, step, learningRate) =>
      tf.tidy(() => {
        let predictions = new Float32Array(0);
        const pass = { trainingStep: step, lengths: null, record: null };
        const { value, grad } = tf.valueAndGrad((parameters) => {
          const output = model.forward(parameters as Tensor1D, inputs, pass);
          predictions = output.dataSync<'float32'>() as Float32Array<ArrayBuffer>;
          return loss(targets, output);
        })(model.parameters);
        const [lossValue = NaN, gradientNorm = NaN] = tf.stack([value, l2Norm(grad)]).dataSync<'float32'>();
        const finite = Number.isFinite(lossValue) && Number.isFinite(gradientNorm);
        if (finite) {
          const gradient = clipGradient(grad as Tensor1D, gradientNorm, training.optimizer, model.weights);
          model.replaceParameters(optimizer.step(model.parameters, gradient, learningRate));
        }
        return { loss: lossValue, gradientNorm, predictions, finite };
      }),
    dispose: () => {
      optimizer.dispose();
    },
  };
}
