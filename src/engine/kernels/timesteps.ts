import { runOp, type Tensor, type Tensor2D, type Tensor3D } from '../tensorflow.ts';

/** The steps `[batch, …]` of a sequence `[time, batch, …]`, off the gradient tape. */
export function unstackSteps(sequence: Tensor3D): Tensor2D[] {
  return unstackRows(sequence) as Tensor2D[];
}

/** A sequence `[time, batch, …]` from its steps, off the gradient tape. */
export function stackSteps(steps: readonly Tensor[]): Tensor3D {
  const attributes = { types: { T: 'float32' }, integers: { N: steps.length, axis: 0 } } as const;
  return runOp('Pack', attributes, steps, 1)[0] as Tensor3D;
}

/** The rows of a matrix, or whatever its first dimension counts, off the gradient tape. */
export function unstackRows(tensor: Tensor): Tensor[] {
  const [rows = 0] = tensor.shape;
  return runOp('Unpack', { types: { T: 'float32' }, integers: { num: rows, axis: 0 } }, [tensor], rows);
}
