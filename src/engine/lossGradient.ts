import type { Scalar, Tensor1D } from './tensorflow.ts';

/** A batch's mean loss and its gradient `[parameters]`. */
export interface LossGradient {
  readonly loss: Scalar;
  readonly gradient: Tensor1D;
}
