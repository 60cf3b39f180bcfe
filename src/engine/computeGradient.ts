import type { Loss } from '../contracts/trainablePlan.ts';
import type { Model } from './buildModel.ts';
import type { BatchPart } from './layers/layer.ts';
import { lossFunction } from './losses.ts';
import { tf, type Scalar, type Tensor, type Tensor1D, type Tensor3D } from './tensorflow.ts';

/** Examples to learn from: a whole batch or a part of one. */
export interface GradientRequest {
  readonly model: Model;
  readonly loss: Loss;
  /** `[examples, time, features]` */
  readonly inputs: Tensor3D;
  /** `[examples, outputs]` */
  readonly targets: Tensor;
  /** Counted from 0. */
  readonly step: number;
  /** Which examples of the batch these are. */
  readonly part: BatchPart;
}

/** What these examples add to the batch's mean: the parts of a batch add up to it. */
export interface GradientPart {
  readonly loss: Scalar;
  /** `[parameters]` */
  readonly gradient: Tensor1D;
  /** `[examples, outputs]` row-major. */
  readonly predictions: Float32Array;
}

/** Forward and backward. The tensors belong to the caller's tidy scope. */
export function computeGradient(request: GradientRequest, parameters: Tensor1D): GradientPart {
  const { model, inputs, targets, step, part } = request;
  const loss = lossFunction(request.loss);
  const [examples] = inputs.shape;
  const whole = examples === part.of;
  const pass = { trainingStep: step, lengths: null, record: null, ...(!whole && { part }) };
  let predictions = new Float32Array(0);
  const { value, grad } = tf.valueAndGrad((weights) => {
    const output = model.forward(weights as Tensor1D, inputs, pass);
    predictions = output.dataSync<'float32'>() as Float32Array<ArrayBuffer>;
    const mean = loss(targets, output);
    return whole ? mean : tf.mul(mean, examples / part.of);
  })(parameters);
  // Of a function that answers a scalar and reads one vector.
  return { loss: value as Scalar, gradient: grad as Tensor1D, predictions };
}
