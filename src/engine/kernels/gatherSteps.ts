import { tf, type Tensor1D, type Tensor3D } from '../tensorflow.ts';

/**
 * Timesteps of each row of a sequence `[time, batch, units]` in another order: `steps` holds `[time, batch]` indices of
 * timesteps, -1 for zeros. Differentiable in the sequence.
 */
export function gatherSteps(sequence: Tensor3D, steps: Int32Array): Tensor3D {
  const [time, batch, units] = sequence.shape;
  const rows = steps.map((step, index) => Math.max(step, 0) * batch + (index % batch));
  const gathered = tf.gather(sequence.reshape([time * batch, units]), tf.tensor1d(rows, 'int32'));
  const moved = gathered.reshape<Tensor3D>([time, batch, units]);
  if (!steps.includes(-1)) return moved;
  const there: Tensor1D = tf.tensor1d(Float32Array.from(steps, (step) => Number(step >= 0)));
  return tf.mul(moved, there.reshape([time, batch, 1]));
}
